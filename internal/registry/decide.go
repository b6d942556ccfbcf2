package registry

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/tarazu-justice/tarazu/internal/docket"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// act is one decision: its event, what the people of the filing are told (nil: nothing),
// and the change itself, which runs inside the transaction.
type act struct {
	kind   string
	detail map[string]any
	tell   map[string]any
	change func(*filing.Filing) error
}

// decide carries an act out on a filing of the caller's authority, with her standing checked
// in the same transaction. Events and messages are made before it.
func (d *Desk) decide(ctx context.Context, who identity.Who, id string, a act) error {
	known, err := d.mine(ctx, who, id)
	if err != nil {
		return err
	}
	now := d.Now()
	effects := record.Effects{Events: []record.Event{{ID: record.NewID(), Subject: id, Kind: a.kind, Actor: who.Account, At: now, Detail: a.detail}}}
	if a.tell != nil {
		a.tell["tracking"] = known.Tracking
		effects.Jobs = d.Notices.Tell(ctx, known.People(), a.kind, a.tell)
	}
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
		return effects, a.change(f)
	})
}

// onTable refuses what is not with the court, or what a colleague has open.
func onTable(who identity.Who, f *filing.Filing, now time.Time) error {
	switch {
	case !f.State.WithCourt():
		return filing.ErrNotWithCourt
	case f.ClaimedBy != "" && f.ClaimedBy != who.Account && now.Sub(f.ClaimedAt) < claimLife:
		return ErrClaimed
	}
	return nil
}

// Claim puts the caller's name on a waiting filing for half an hour.
func (d *Desk) Claim(ctx context.Context, who identity.Who, id string) error {
	now := d.Now()
	return d.decide(ctx, who, id, act{kind: "registry.claimed", change: func(f *filing.Filing) error {
		if err := onTable(who, f, now); err != nil {
			return err
		}
		f.State = filing.Submitted // a transferred filing has arrived
		f.ClaimedBy, f.ClaimedAt = who.Account, now
		return nil
	}})
}

// onView refuses a decision on another version of the paper than the registrar had before
// her: a tab may be old. Seen 0 means the latest.
func onView(seen int, f *filing.Filing) error {
	if seen != 0 && seen != f.ContentNumber {
		return ErrOldView
	}
	return nil
}

// Return sends the filing back with reasons pinned to answers or documents of the version
// that was seen. Nothing is un-filed: the first instant stays, and the filer has the
// family's days to cure it.
func (d *Desk) Return(ctx context.Context, who identity.Who, id string, seen int, remarks []filing.Remark) error {
	f, err := d.mine(ctx, who, id)
	if err != nil {
		return err
	}
	if err := d.checkRemarks(f, remarks); err != nil {
		return err
	}
	now := d.Now()
	cureBy, reasons := d.Catalogue.CureBy(f.Family, lang.DateAt(now)), []string{}
	for _, r := range remarks {
		reasons = append(reasons, r.Reason)
	}
	a := act{kind: "registry.returned", detail: map[string]any{"reasons": reasons}, tell: map[string]any{"day": cureBy.Long()}}
	a.change = func(f *filing.Filing) error {
		if err := errors.Join(onTable(who, f, now), onView(seen, f)); err != nil {
			return err
		}
		for _, r := range remarks {
			r.At, r.Content = now, f.ContentNumber
			f.Remarks = append(f.Remarks, r)
		}
		f.State, f.ReturnedAt, f.CureBy = filing.Returned, now, cureBy
		f.ClaimedBy, f.ClaimedAt, f.Acknowledged = "", time.Time{}, nil
		return nil
	}
	return d.decide(ctx, who, id, a)
}

func (d *Desk) checkRemarks(f *filing.Filing, remarks []filing.Remark) error {
	if len(remarks) == 0 {
		return ErrNoRemark
	}
	for _, r := range remarks {
		switch {
		case !d.Catalogue.HasReason(r.Reason):
			return ErrReason
		case r.Fact == "" && r.Slot == "", r.Fact != "" && !d.Catalogue.Asked(f.Title, r.Fact), r.Slot != "" && !d.Catalogue.Slot(f.Title, r.Slot):
			return ErrPin
		case len([]rune(lang.Clean(r.Text))) < 5:
			return ErrText
		}
	}
	return nil
}

// Accept ends the way of a filing as its family ends: a petition or complaint opens a case,
// with a number and a branch; a pleading joins the case that it names; a declaration is
// delivered and has no case. Documents of the version that was seen must be whole. It gives
// the case number, "" when there is none.
func (d *Desk) Accept(ctx context.Context, who identity.Who, id string, seen int, branch string) (string, error) {
	p, err := d.Open(ctx, who, id)
	if err != nil {
		return "", err
	}
	if !p.Whole() {
		return "", ErrManifest.With("n", p.Listed-p.Present)
	}
	now := d.Now()
	number, branch, err := d.docket(p, branch, lang.DateAt(now))
	if err != nil {
		return "", err
	}
	opens := p.Content.Opens()
	a := act{kind: "registry.accepted", detail: map[string]any{"branch": branch, "ends": p.Content.Ends}, tell: map[string]any{"case": number, "title": p.Content.TitleName}}
	if !opens {
		a.kind += "." + p.Content.Ends
	}
	a.change = func(f *filing.Filing) error {
		if err := errors.Join(onTable(who, f, now), onView(cmp.Or(seen, p.ContentNumber), f)); err != nil {
			return err
		}
		f.State, f.Case, f.Branch, f.ClosedAt = filing.Accepted, number, branch, now
		if opens {
			f.NewCase = &filing.NewCase{Number: number, Authority: f.Authority, Branch: branch, At: now}
		}
		return nil
	}
	return number, d.decide(ctx, who, id, a)
}

// docket says which case and branch an accepted paper belongs to.
func (d *Desk) docket(p *Paper, branch string, day lang.Date) (number, of string, err error) {
	if p.Content.Opens() {
		if branch = lang.Line(branch); branch == "" {
			return "", "", ErrBranch
		}
		return docket.NewNumber(p.Authority, day), branch, nil
	}
	number, _ = p.Content.Answers["case.number"].(string)
	of, _ = p.Content.Answers["case.branch"].(string)
	return number, of, nil
}

// Transfer sends the filing to the authority that is competent, with the reason.
func (d *Desk) Transfer(ctx context.Context, who identity.Who, id, to, reason string) error {
	name, ok := d.Catalogue.Authority(to)
	if !ok || to == who.Standing.Authority {
		return ErrAuthority
	}
	if reason = lang.Clean(reason); len([]rune(reason)) < 5 {
		return ErrText
	}
	now := d.Now()
	a := act{kind: "registry.transferred", tell: map[string]any{"authority": name}}
	a.detail = map[string]any{"from": who.Standing.Authority, "to": to, "reason": reason}
	a.change = func(f *filing.Filing) error {
		if err := onTable(who, f, now); err != nil {
			return err
		}
		f.State, f.Authority, f.AuthorityName, f.Province = filing.Transferred, to, name, d.Catalogue.Province(to)
		f.ClaimedBy, f.ClaimedAt = "", time.Time{}
		return nil
	}
	return d.decide(ctx, who, id, a)
}

// Reject ends a return that was not cured in time (CPC 54).
func (d *Desk) Reject(ctx context.Context, who identity.Who, id string) error {
	now := d.Now()
	return d.decide(ctx, who, id, act{kind: "registry.rejected", tell: map[string]any{}, change: func(f *filing.Filing) error {
		switch {
		case f.State != filing.Returned:
			return filing.ErrState
		case lang.DateAt(now).Compare(f.CureBy) <= 0:
			return ErrTooEarly.With("day", f.CureBy)
		}
		f.State, f.ClosedAt = filing.Rejected, now
		return nil
	}})
}
