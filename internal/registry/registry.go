// Package registry is the court's desk: the inbox of one authority, and what its registrar
// does with a filing: claim, return with reasons pinned to answers, accept with a case
// number, transfer to the competent authority, reject when the time to cure is over.
//
// A registrar sees only her own authority's filings; anything else looks as if it were not
// there. Her standing is checked again inside the transaction that uses it. The paper
// itself is never changed here.
package registry

import (
	"context"
	"io"
	"slices"
	"time"

	"github.com/tarazu-justice/tarazu/internal/docket"
	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Faults of the court's desk.
var (
	ErrClaimed   = fault.New(fault.Conflict, "registry.claimed")   // a colleague has it open
	ErrNoRemark  = fault.New(fault.Invalid, "registry.no_remark")  // a return without a reason
	ErrReason    = fault.New(fault.Invalid, "registry.reason")     // no such reason code
	ErrPin       = fault.New(fault.Invalid, "registry.pin")        // the reason points at nothing that was asked
	ErrText      = fault.New(fault.Invalid, "registry.text")       // the filer needs a sentence she can act on
	ErrBranch    = fault.New(fault.Invalid, "registry.branch")     // acceptance without a branch
	ErrAuthority = fault.New(fault.Invalid, "registry.authority")  // no such authority to transfer to
	ErrTooEarly  = fault.New(fault.Conflict, "registry.cure_runs") // the time to cure still runs
	ErrManifest  = fault.New(fault.Conflict, "registry.manifest")  // documents are missing or altered
)

// Query narrows an inbox.
type Query struct {
	Text  string // tracking number, case number or name
	Title string
	State filing.State // "" = waiting
	After string       // cursor: the last row's id
	Limit int
}

// Store keeps filings as the court's desk sees them.
type Store interface {
	filing.Store
	Inbox(ctx context.Context, authority string, q Query) ([]*filing.Filing, error)
	Waiting(ctx context.Context, authority string) (int, error)
}

// Catalogue is what the desk needs of the catalogue.
type Catalogue interface {
	Reason(code string) bool
	Authority(code string) (name string, ok bool)
	Asked(title, fact string) bool
	Slot(title, slot string) bool
	// CureBy is the last day to cure a return that is served on day, by the family's dated limit.
	CureBy(family string, served lang.Date) lang.Date
	Province(authority string) string
}

// Blobs tells whether the bytes of an attachment are there, whole.
type Blobs interface {
	Has(ctx context.Context, hash string, size int64) bool
	Open(ctx context.Context, hash string) (io.ReadSeekCloser, error)
}

// Desk is where registrars work.
type Desk struct {
	Store     Store
	Catalogue Catalogue
	Blobs     Blobs
	Notices   filing.Notices
	Now       func() time.Time
}

// claimLife is how long a claim keeps colleagues out when its registrar does nothing.
const claimLife = 30 * time.Minute

// Inbox lists what waits at the caller's authority, longest waiting first.
func (d *Desk) Inbox(ctx context.Context, who identity.Who, q Query) ([]*filing.Filing, error) {
	q.Text = lang.Fold(lang.LatinDigits(q.Text))
	return d.Store.Inbox(ctx, who.Standing.Authority, q)
}

// Waiting counts what waits at the caller's authority.
func (d *Desk) Waiting(ctx context.Context, who identity.Who) (int, error) {
	return d.Store.Waiting(ctx, who.Standing.Authority)
}

// Paper is a filing beside its submitted content and the proof that all of it is there.
type Paper struct {
	*filing.Filing
	Content  *filing.Content
	Present  int // documents whose bytes are there, of
	Listed   int // documents in the manifest
	Missing  []filing.Enclosed
	Previous *filing.Content // the version before a correction
}

// Whole says whether every document of the manifest is there.
func (p *Paper) Whole() bool { return p.Present == p.Listed }

// Open reads one filing of the caller's authority and checks its manifest, on every view.
func (d *Desk) Open(ctx context.Context, who identity.Who, id string) (*Paper, error) {
	f, err := d.mine(ctx, who, id)
	if err != nil {
		return nil, err
	}
	content, err := d.Store.Content(ctx, id, f.ContentNumber)
	if err != nil {
		return nil, err
	}
	p := &Paper{Filing: f, Content: content, Listed: len(content.Attachments)}
	for _, a := range content.Attachments {
		if d.Blobs.Has(ctx, a.Hash, a.Size) {
			p.Present++
		} else {
			p.Missing = append(p.Missing, a)
		}
	}
	if content.Number > 1 {
		p.Previous, err = d.Store.Content(ctx, id, content.Number-1)
	}
	return p, err
}

func (d *Desk) mine(ctx context.Context, who identity.Who, id string) (*filing.Filing, error) {
	f, err := d.Store.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	if f.Authority != who.Standing.Authority || f.State == filing.Draft || f.State == filing.Discarded {
		return nil, filing.ErrUnknown
	}
	return f, nil
}

// File opens a document of a filing that is at the caller's authority.
func (d *Desk) File(ctx context.Context, who identity.Who, id, attachment string) (filing.Enclosed, io.ReadSeekCloser, error) {
	p, err := d.Open(ctx, who, id)
	if err != nil {
		return filing.Enclosed{}, nil, err
	}
	for _, a := range p.Content.Attachments {
		if a.ID == attachment {
			body, err := d.Blobs.Open(ctx, a.Hash)
			return a, body, err
		}
	}
	return filing.Enclosed{}, nil, filing.ErrUnknown
}

// decide changes a filing of the caller's authority, with her standing checked in the same transaction.
func (d *Desk) decide(ctx context.Context, who identity.Who, id string, change func(*filing.Filing) (record.Effects, error)) error {
	now := d.Now()
	return d.Store.Update(ctx, id, func(r filing.Reader, f *filing.Filing) (record.Effects, error) {
		ok, err := r.Standing(who.Standing.ID, now)
		switch {
		case err != nil:
			return record.Effects{}, err
		case !ok:
			return record.Effects{}, identity.ErrStandingEnded
		case f.Authority != who.Standing.Authority || f.State == filing.Draft || f.State == filing.Discarded:
			return record.Effects{}, filing.ErrUnknown
		}
		return change(f)
	})
}

func (d *Desk) effects(who identity.Who, f *filing.Filing, kind string, detail map[string]any, tell map[string]any) record.Effects {
	e := record.Effects{Events: []record.Event{{ID: record.NewID(), Subject: f.ID, Kind: kind, Actor: who.Account, At: d.Now(), Detail: detail}}}
	if tell != nil {
		tell["tracking"] = f.Tracking
		e.Jobs = d.Notices.Tell(context.Background(), f.People(), kind, tell)
	}
	return e
}

// claimed refuses what a colleague has open.
func (d *Desk) claimed(who identity.Who, f *filing.Filing) error {
	if f.ClaimedBy != "" && f.ClaimedBy != who.Account && d.Now().Sub(f.ClaimedAt) < claimLife {
		return ErrClaimed
	}
	return nil
}

// Claim puts the caller's name on a waiting filing for half an hour.
func (d *Desk) Claim(ctx context.Context, who identity.Who, id string) error {
	return d.decide(ctx, who, id, func(f *filing.Filing) (record.Effects, error) {
		if !f.State.WithCourt() {
			return record.Effects{}, filing.ErrNotWithCourt
		}
		if err := d.claimed(who, f); err != nil {
			return record.Effects{}, err
		}
		f.State = filing.Submitted // a transferred filing has arrived
		f.ClaimedBy, f.ClaimedAt = who.Account, d.Now()
		return d.effects(who, f, "registry.claimed", nil, nil), nil
	})
}

// waits refuses anything that is not on the caller's table.
func (d *Desk) waits(who identity.Who, f *filing.Filing) error {
	if !f.State.WithCourt() {
		return filing.ErrNotWithCourt
	}
	return d.claimed(who, f)
}

// Return sends the filing back with reasons pinned to answers or documents. Nothing is
// un-filed: the first instant stays, and the filer has the family's days to cure it.
func (d *Desk) Return(ctx context.Context, who identity.Who, id string, remarks []filing.Remark) error {
	if len(remarks) == 0 {
		return ErrNoRemark
	}
	now := d.Now()
	return d.decide(ctx, who, id, func(f *filing.Filing) (record.Effects, error) {
		if err := d.waits(who, f); err != nil {
			return record.Effects{}, err
		}
		pinned := slices.Clone(remarks)
		reasons := []string{}
		for i, r := range pinned {
			if err := d.checkRemark(f, r); err != nil {
				return record.Effects{}, err
			}
			pinned[i].At, pinned[i].Content = now, f.ContentNumber
			reasons = append(reasons, r.Reason)
		}
		f.Remarks = append(f.Remarks, pinned...)
		f.State, f.ReturnedAt, f.CureBy = filing.Returned, now, d.Catalogue.CureBy(f.Family, lang.DateAt(now))
		f.ClaimedBy, f.ClaimedAt = "", time.Time{}
		f.Acknowledged = nil
		return d.effects(who, f, "registry.returned", map[string]any{"reasons": reasons}, map[string]any{"day": f.CureBy.Long()}), nil
	})
}

func (d *Desk) checkRemark(f *filing.Filing, r filing.Remark) error {
	switch {
	case !d.Catalogue.Reason(r.Reason):
		return ErrReason
	case r.Fact == "" && r.Slot == "", r.Fact != "" && !d.Catalogue.Asked(f.Title, r.Fact), r.Slot != "" && !d.Catalogue.Slot(f.Title, r.Slot):
		return ErrPin
	case len([]rune(lang.Clean(r.Text))) < 5:
		return ErrText
	}
	return nil
}

// Accept opens a case: number and branch. Documents must be whole.
func (d *Desk) Accept(ctx context.Context, who identity.Who, id, branch string) (string, error) {
	branch = lang.Line(branch)
	if branch == "" {
		return "", ErrBranch
	}
	p, err := d.Open(ctx, who, id)
	if err != nil {
		return "", err
	}
	if !p.Whole() {
		return "", ErrManifest.With("n", p.Listed-p.Present)
	}
	now := d.Now()
	number := docket.NewNumber(p.Authority, lang.DateAt(now))
	return number, d.decide(ctx, who, id, func(f *filing.Filing) (record.Effects, error) {
		if err := d.waits(who, f); err != nil {
			return record.Effects{}, err
		}
		f.State, f.Case, f.Branch, f.ClosedAt = filing.Accepted, number, branch, now
		f.NewCase = &filing.NewCase{Number: number, Authority: f.Authority, Branch: branch, At: now}
		return d.effects(who, f, "registry.accepted", map[string]any{"branch": branch}, map[string]any{"case": number}), nil
	})
}

// Transfer sends the filing to the authority that is competent, with the reason.
func (d *Desk) Transfer(ctx context.Context, who identity.Who, id, to, reason string) error {
	name, ok := d.Catalogue.Authority(to)
	if !ok || to == who.Standing.Authority {
		return ErrAuthority
	}
	reason = lang.Clean(reason)
	if len([]rune(reason)) < 5 {
		return ErrText
	}
	return d.decide(ctx, who, id, func(f *filing.Filing) (record.Effects, error) {
		if err := d.waits(who, f); err != nil {
			return record.Effects{}, err
		}
		from := f.Authority
		f.State, f.Authority, f.AuthorityName, f.Province = filing.Transferred, to, name, d.Catalogue.Province(to)
		f.ClaimedBy, f.ClaimedAt = "", time.Time{}
		detail := map[string]any{"from": from, "to": to, "reason": reason}
		return d.effects(who, f, "registry.transferred", detail, map[string]any{"authority": name}), nil
	})
}

// Reject ends a return that was not cured in time (CPC 54).
func (d *Desk) Reject(ctx context.Context, who identity.Who, id string) error {
	today := lang.DateAt(d.Now())
	return d.decide(ctx, who, id, func(f *filing.Filing) (record.Effects, error) {
		switch {
		case f.State != filing.Returned:
			return record.Effects{}, filing.ErrState
		case today.Compare(f.CureBy) <= 0:
			return record.Effects{}, ErrTooEarly.With("day", f.CureBy)
		}
		f.State, f.ClosedAt = filing.Rejected, d.Now()
		return d.effects(who, f, "registry.rejected", nil, map[string]any{}), nil
	})
}
