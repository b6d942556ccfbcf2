package rollout

import (
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Bounds of what a publisher writes.
const (
	shortReason = 10
	longReason  = 1000
	farAhead    = 731 // days
)

// Propose writes a change down for a second person to release.
func (b *Board) Propose(ctx context.Context, who identity.Who, r Release) (id string, err error) {
	at := b.Now()
	if err := b.clean(&r, lang.DateAt(at)); err != nil {
		return "", err
	}
	return b.propose(ctx, who, r, at, nil)
}

// ProposeUndo asks to take a release back. Hold lets drafts wait that were begun meanwhile.
func (b *Board) ProposeUndo(ctx context.Context, who identity.Who, id, reason string, hold bool) (string, error) {
	at := b.Now()
	r := Release{Action: Undo, Undoes: id, Hold: hold, Reason: lang.Clean(reason), From: lang.DateAt(at)}
	if err := reasoned(r.Reason); err != nil {
		return "", err
	}
	return b.propose(ctx, who, r, at, func(known Record) error { return known.mayUndo(id) })
}

func (b *Board) propose(ctx context.Context, who identity.Who, r Release, at time.Time, allowed func(Record) error) (string, error) {
	r.ID, r.State, r.Proposed = record.NewID(), Waiting, Signed{who.Account, who.Name, at}
	effects := b.event(who, r.ID, "rollout.proposed", at, r)
	return r.ID, b.update(ctx, func(l Ledger) (record.Effects, error) {
		if err := publisher(l, who, at); err != nil {
			return record.Effects{}, err
		}
		if allowed != nil {
			known, err := l.Record()
			if err != nil {
				return record.Effects{}, err
			}
			if err := allowed(known); err != nil {
				return record.Effects{}, err
			}
		}
		return effects, l.Propose(r)
	})
}

// Release lets a proposal take effect, on every node within a second. Whoever proposed it
// cannot release it.
func (b *Board) Release(ctx context.Context, who identity.Who, id string) error {
	return b.decide(ctx, who, id, Released)
}

// Drop lays a proposal aside; whoever proposed it may do that too.
func (b *Board) Drop(ctx context.Context, who identity.Who, id string) error {
	return b.decide(ctx, who, id, Dropped)
}

func (b *Board) decide(ctx context.Context, who identity.Who, id string, to State) error {
	at := b.Now()
	effects := b.event(who, id, "rollout."+string(to), at, Release{})
	return b.update(ctx, func(l Ledger) (record.Effects, error) {
		if err := publisher(l, who, at); err != nil {
			return record.Effects{}, err
		}
		known, err := l.Record()
		if err != nil {
			return record.Effects{}, err
		}
		r, err := known.decidable(id, who, to)
		if err != nil {
			return record.Effects{}, err
		}
		r.State, r.Decided = to, Signed{who.Account, who.Name, at}
		return effects, l.Decide(r)
	})
}

// decidable finds a proposal that who may decide, with the turn that it would get.
func (r Record) decidable(id string, who identity.Who, to State) (Release, error) {
	found, ok := r.Find(id)
	switch {
	case !ok:
		return found, ErrUnknown
	case found.State != Waiting:
		return found, ErrDecided
	case to == Dropped:
		return found, nil
	case found.Proposed.Account == who.Account:
		return found, ErrSamePerson
	case found.Action == Undo:
		if err := r.mayUndo(found.Undoes); err != nil {
			return found, err
		}
	}
	for _, x := range r.Releases {
		found.Turn = max(found.Turn, x.Turn)
	}
	found.Turn++
	return found, nil
}

// mayUndo says whether a release is in force.
func (r Record) mayUndo(id string) error {
	target, ok := r.Find(id)
	if !ok {
		return ErrUnknown
	}
	if _, gone := r.TakenBack(id); gone || target.State != Released {
		return ErrUndone
	}
	return nil
}

func (b *Board) update(ctx context.Context, decide func(Ledger) (record.Effects, error)) error {
	err := b.Store.Update(ctx, decide)
	b.forget() // who decided sees it at once
	return err
}

// event tells what was done; the reason is in the release itself.
func (b *Board) event(who identity.Who, id, kind string, at time.Time, r Release) record.Effects {
	detail := map[string]any{}
	if r.Action != "" {
		detail = map[string]any{"action": string(r.Action), "titles": r.Titles, "standings": r.Standings, "provinces": r.Provinces, "undoes": r.Undoes}
	}
	return record.Effects{Events: []record.Event{{ID: record.NewID(), Subject: id, Kind: kind, Actor: who.Account, At: at, Detail: detail}}}
}

// clean brings a proposal into its one spelling, or says what cannot be.
func (b *Board) clean(r *Release, today lang.Date) error {
	r.Reason = lang.Clean(r.Reason)
	r.Titles, r.Standings, r.Provinces = once(r.Titles), once(r.Standings), once(r.Provinces)
	for i, name := range r.Provinces {
		p, ok := b.Catalog.Book().Province(name)
		if !ok {
			return ErrProvince
		}
		r.Provinces[i] = p.Code
	}
	switch {
	case r.Action != Open && r.Action != Close:
		return ErrAction
	case len(r.Titles) == 0 || slices.ContainsFunc(r.Titles, func(code string) bool { _, ok := b.Catalog.Title(code); return !ok }):
		return ErrNoTitles
	case len(r.Standings) == 0 || slices.ContainsFunc(r.Standings, func(s string) bool { return !b.standing(s) }):
		return ErrNoStandings
	case r.From.IsZero() || r.From.Compare(today) < 0 || today.DaysUntil(r.From) > farAhead:
		return ErrDay
	}
	r.Hold = r.Hold && r.Action == Close
	return reasoned(r.Reason)
}

func (b *Board) standing(key string) bool {
	for _, s := range b.Catalog.Standings() {
		if s.Key == key {
			return true
		}
	}
	return false
}

func once(list []string) []string { return slices.Compact(slices.Sorted(slices.Values(list))) }

func reasoned(text string) error {
	if n := utf8.RuneCountInString(text); n < shortReason || n > longReason {
		return ErrReason
	}
	return nil
}
