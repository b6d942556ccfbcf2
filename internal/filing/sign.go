package filing

import (
	"context"
	"time"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

// signPurpose binds a one-time code to signing; the code fits nothing else.
const signPurpose = "filing.sign"

// Said is the hash of what a signature stands for: title, answers, attachments and the
// court that was chosen. Change a letter and it has to be signed again.
func (f *Filing) Said() string {
	hashes := []string{}
	for _, a := range f.Attachments {
		hashes = append(hashes, a.Slot+":"+a.Hash)
	}
	b, err := seal.Canonical(map[string]any{
		"filing": f.ID, "title": f.Title, "version": f.TitleVersion, "answers": f.Answers, "attachments": hashes, "court": f.Court,
	})
	if err != nil {
		return "" // answers are canonical values; an empty hash signs nothing
	}
	return seal.Hash(b)
}

// renewSigners derives who has to sign: who files for others alone, else every natural person on the
// filer's side. Signatures of people who stay are kept until what they signed changes.
func (f *Filing) renewSigners() {
	signed := map[string]Signer{}
	for _, s := range f.Signers {
		signed[s.NationalID] = s
	}
	f.Signers = nil
	for _, s := range f.mustSign() {
		if old, ok := signed[s.NationalID]; ok {
			s.Account, s.SignedAt, s.Said = old.Account, old.SignedAt, old.Said
		}
		f.Signers = append(f.Signers, s)
	}
	f.voidSignatures()
}

func (f *Filing) mustSign() (list []Signer) {
	owner := Signer{NationalID: f.OwnerID, Name: f.OwnerName}
	if identity.StandingKind(f.Standing).ForOthers() {
		return []Signer{owner}
	}
	people, _ := f.Answers["party.us"].([]map[string]any)
	for _, p := range people {
		id, _ := p["national_id"].(string)
		name, _ := p["name"].(string)
		if kind, _ := p["kind"].(string); kind == "natural" && id != "" && !has(list, id) {
			list = append(list, Signer{NationalID: id, Name: name})
		}
	}
	if !has(list, f.OwnerID) {
		list = append(list, owner) // who drafts it answers for it
	}
	return list
}

func has(list []Signer, id string) bool {
	for _, s := range list {
		if s.NationalID == id {
			return true
		}
	}
	return false
}

// voidSignatures drops signatures that no longer fit what the paper says.
func (f *Filing) voidSignatures() {
	said := f.Said()
	for i, s := range f.Signers {
		if s.Said != said {
			f.Signers[i].Account, f.Signers[i].SignedAt, f.Signers[i].Said = "", time.Time{}, ""
		}
	}
}

// Unsigned names the people whose signature is missing.
func (f *Filing) Unsigned() (names []string) {
	for _, s := range f.Signers {
		if s.SignedAt.IsZero() {
			names = append(names, s.Name)
		}
	}
	return names
}

// AskToSign sends the caller a one-time code for exactly these words.
func (d *Desk) AskToSign(ctx context.Context, who identity.Who, id string) error {
	f, err := d.Mine(ctx, who, id)
	if err != nil {
		return err
	}
	if !f.State.Editable() {
		return ErrNotEditable
	}
	if !f.signs(who) {
		return ErrNotSigner
	}
	review, err := d.review(f, lang.FA)
	if err != nil {
		return err
	}
	if err := review.Err(); err != nil {
		return err
	}
	return d.Proofs.StepUp(ctx, who, signPurpose, f.Said())
}

// Sign takes the code as the caller's signature under what the paper says now.
func (d *Desk) Sign(ctx context.Context, who identity.Who, id, code string) error {
	f, err := d.Mine(ctx, who, id)
	if err != nil {
		return err
	}
	said := f.Said()
	told, err := d.toldAt(who, f)
	if err != nil {
		return err
	}
	if err := d.Proofs.Proof(ctx, who, signPurpose, said, code); err != nil {
		return err
	}
	now := d.Now()
	effects := d.event(who, id, "filing.signed", map[string]any{"said": said})
	waiting, done := d.tellSigners(ctx, who, f)
	return d.Store.Update(ctx, id, func(_ Reader, f *Filing) (record.Effects, error) {
		if err := d.editable(f, lang.DateAt(now)); err != nil {
			return record.Effects{}, err
		}
		if f.Said() != said {
			return record.Effects{}, ErrChanged
		}
		if f.Owner == who.Account {
			f.Told = told
		}
		for i, s := range f.Signers {
			if s.NationalID == who.NationalID {
				f.Signers[i].Account, f.Signers[i].SignedAt, f.Signers[i].Said = who.Account, now, said
				if len(f.Unsigned()) == 0 {
					return effects.And(record.Effects{Jobs: done}), nil
				}
				return effects.And(record.Effects{Jobs: waiting}), nil
			}
		}
		return record.Effects{}, ErrNotSigner
	})
}

// tellSigners prepares what others are told when who signs: the owner's signature asks the
// rest for theirs, and the last one calls the owner to pay and file.
func (d *Desk) tellSigners(ctx context.Context, who identity.Who, f *Filing) (waiting, done []record.Job) {
	title, ok := d.Titles.Title(f.Title)
	if !ok {
		return nil, nil
	}
	params := map[string]any{"title": title.Name(lang.FA)}
	if who.Account != f.Owner {
		return nil, d.Notices.Tell(ctx, []string{f.OwnerID}, "filing.all_signed", params)
	}
	var others []string
	for _, s := range f.Signers {
		if s.SignedAt.IsZero() && s.NationalID != who.NationalID {
			others = append(others, s.NationalID)
		}
	}
	return d.Notices.Tell(ctx, others, "filing.to_sign", params), nil
}
