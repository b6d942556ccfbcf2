package filing

import (
	"context"
	"maps"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

// Begin opens a draft of a title. Answers that the account already knows are given along,
// so that nobody is asked twice, and what was heard in the filer's story.
func (d *Desk) Begin(ctx context.Context, who identity.Who, code string, known form.Answers, heard Heard) (*Filing, error) {
	title, ok := d.Titles.Title(code)
	if !ok {
		return nil, ErrNoTitle
	}
	if err := d.Titles.MayBegin(code, By(who), lang.DateAt(d.Now())); err != nil {
		return nil, err
	}
	f := &Filing{
		ID: record.NewID(), Title: title.Code, TitleVersion: title.Version, Family: title.Family,
		Owner: who.Account, OwnerID: who.NationalID, OwnerName: who.Name, Standing: string(who.Standing.Kind),
		Channel: "self", State: Draft, Answers: known, Heard: heard, CreatedAt: d.Now(), SavedAt: d.Now(),
	}
	if f.Answers == nil {
		f.Answers = form.Answers{}
	}
	f.renewSigners()
	effects := d.event(who, f.ID, "filing.begun", map[string]any{"title": f.Title, "standing": f.Standing})
	return f, d.Store.Create(ctx, f, effects)
}

// Edit is what one Continue changes: facts set, facts emptied. Seen is the token of these
// facts as the page showed them; another tab that saved since makes it stale. A program
// names the Version of the whole draft that it saw instead; 0 is any.
type Edit struct {
	Set     form.Answers
	Unset   []string
	Seen    string
	Version int64
}

// Token names the values that answers hold for facts, to notice another tab's save.
func Token(answers form.Answers, facts []string) string {
	held := map[string]any{}
	for _, fact := range facts {
		if v, ok := answers[fact]; ok {
			held[fact] = v
		}
	}
	b, err := seal.Canonical(held)
	if err != nil {
		return ""
	}
	return seal.Hash(b)[:16]
}

func (e Edit) facts() []string {
	return slices.Sorted(slices.Values(append(slices.Collect(maps.Keys(e.Set)), e.Unset...)))
}

// Save keeps the answers of one page. Only what the page asked is touched, so two tabs on
// two pages never lose each other's work; on one page the second is told.
func (d *Desk) Save(ctx context.Context, who identity.Who, id string, edit Edit) error {
	now := d.Now()
	effects := d.event(who, id, "filing.saved", map[string]any{"facts": edit.facts()})
	return d.update(ctx, who, id, func(_ Reader, f *Filing) (record.Effects, error) {
		if err := d.editable(f, lang.DateAt(now)); err != nil {
			return record.Effects{}, err
		}
		if edit.Version != 0 && edit.Version != f.Version {
			return record.Effects{}, ErrStale
		}
		if edit.Seen != "" && edit.Seen != Token(f.Answers, edit.facts()) {
			return record.Effects{}, ErrOtherTab
		}
		if err := d.onlyRemarked(f, edit.facts()); err != nil {
			return record.Effects{}, err
		}
		f.Answers = maps.Clone(f.Answers)
		maps.Copy(f.Answers, edit.Set)
		for _, fact := range edit.Unset {
			delete(f.Answers, fact)
		}
		f.Heard = f.Heard.without(edit.facts())
		f.SavedAt = now
		f.renewSigners()
		return effects, nil
	})
}

func (d *Desk) editable(f *Filing, today lang.Date) error {
	switch {
	case !f.State.Editable():
		return ErrNotEditable
	case f.State == Returned && !f.CureBy.IsZero() && today.Compare(f.CureBy) > 0:
		return ErrCureOver.With("day", f.CureBy)
	}
	return nil
}

// Curable lists what may be changed now. In a draft that is everything (nil); in a returned
// filing only what the registrar remarked and what became open by changing it.
func (d *Desk) Curable(f *Filing) []string {
	if f.State != Returned {
		return nil
	}
	facts := []string{}
	for _, r := range f.OpenRemarks() {
		if r.Fact != "" {
			facts = append(facts, r.Fact)
		}
	}
	_, path, err := d.path(f, lang.FA)
	if err != nil {
		return facts
	}
	return append(facts, path.Missing...)
}

func (d *Desk) onlyRemarked(f *Filing, facts []string) error {
	if f.State != Returned {
		return nil
	}
	curable := d.Curable(f)
	for _, fact := range facts {
		if !slices.Contains(curable, fact) {
			return ErrOnlyRemarked
		}
	}
	return nil
}

// onlyRemarkedSlot lets a returned filing change the documents that the registrar remarked,
// and those that are now missing.
func (d *Desk) onlyRemarkedSlot(f *Filing, slot string) error {
	if f.State != Returned || slices.ContainsFunc(f.OpenRemarks(), func(r Remark) bool { return r.Slot == slot }) {
		return nil
	}
	_, path, err := d.path(f, lang.FA)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(path.Problems, func(p form.Problem) bool { return p.Stop && p.Slot == slot }) {
		return nil
	}
	return ErrOnlyRemarked
}

// MayAttach says whether the documents of a slot may be changed now.
func (d *Desk) MayAttach(f *Filing, slot string) bool {
	return f.State.Editable() && d.onlyRemarkedSlot(f, slot) == nil
}

// input is a filing as the form engine reads it.
func (d *Desk) input(f *Filing, loc lang.Locale) form.Input {
	return form.Input{
		Answers: f.Answers, Today: lang.DateAt(d.Now()), Standing: f.Standing,
		Attached: f.Slots(), Court: f.Court, Locale: loc,
	}
}

// ChooseCourt keeps the filer's choice among the places that the law gives.
func (d *Desk) ChooseCourt(ctx context.Context, who identity.Who, id, rule string) error {
	effects := d.event(who, id, "filing.court_chosen", map[string]any{"rule": rule})
	return d.change(ctx, who, id, effects, func(f *Filing) error {
		if f.State == Returned { // a return never moves
			return ErrOnlyRemarked
		}
		f.Court = rule
		return nil
	})
}

// Acknowledge notes that the warnings were read; the person goes on knowingly.
func (d *Desk) Acknowledge(ctx context.Context, who identity.Who, id string, problems []string) error {
	effects := d.event(who, id, "filing.warnings_read", map[string]any{"problems": problems})
	return d.change(ctx, who, id, effects, func(f *Filing) error {
		f.acknowledge(problems)
		return nil
	})
}

func (f *Filing) acknowledge(problems []string) {
	f.Acknowledged = slices.Compact(slices.Sorted(slices.Values(append(f.Acknowledged, problems...))))
}

// change is update for an editable filing. Signatures stay only under what they were given for.
func (d *Desk) change(ctx context.Context, who identity.Who, id string, effects record.Effects, decide func(*Filing) error) error {
	now := d.Now()
	return d.update(ctx, who, id, func(_ Reader, f *Filing) (record.Effects, error) {
		if err := d.editable(f, lang.DateAt(now)); err != nil {
			return record.Effects{}, err
		}
		f.SavedAt = now
		err := decide(f)
		f.voidSignatures()
		return effects, err
	})
}
