package store

import (
	"context"

	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/rollout"
)

// Rollout satisfies rollout.Store.
type Rollout struct{ *Store }

const (
	allReleases = `
	select id, turn, action, titles, standings, provinces, from_day, hold, undoes, reason, state,
		proposed_by, proposed_name, proposed_at, decided_by, decided_name, decided_at
	from releases
	order by proposed_at, id`
	allReviews = `
	select id, title, version, hash, by_name, licence, on_day, notes, recorded_by, recorded_at
	from reviews
	order by recorded_at, id`
	proposeRelease = `
	insert into releases (id, action, titles, standings, provinces, from_day, hold, undoes, reason, state, proposed_by, proposed_name, proposed_at)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $10, $11, $12)`
	decideRelease = `
	update releases
	set turn = $1, state = $2, decided_by = $3, decided_name = $4, decided_at = $5
	where id = $6 and state = 'waiting'`
	recordReview = `
	insert into reviews (id, title, version, hash, by_name, licence, on_day, notes, recorded_by, recorded_at)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
)

// Read gives every release and review.
func (s Rollout) Read(ctx context.Context) (rollout.Record, error) { return readRollout(ctx, s.reads) }

// Update is the one door of the rollout. Like accounts, it is changed by one at a time.
func (s Rollout) Update(ctx context.Context, decide func(rollout.Ledger) (record.Effects, error)) error {
	return s.commit(ctx, people, func(c *change) error {
		effects, err := decide(releases{reader{c}, c})
		if err != nil {
			return err
		}
		return writeEffects(c, effects)
	})
}

func readRollout(ctx context.Context, q querier) (r rollout.Record, err error) {
	if r.Releases, err = all(ctx, q, scanRelease, allReleases); err != nil {
		return r, err
	}
	r.Reviews, err = all(ctx, q, scanReview, allReviews)
	return r, err
}

func scanRelease(from row) (r rollout.Release, err error) {
	var day string
	var hold, proposed, decided int64
	err = from.Scan(&r.ID, &r.Turn, &r.Action, asJSON{&r.Titles}, asJSON{&r.Standings}, asJSON{&r.Provinces}, &day, &hold, &r.Undoes, &r.Reason, &r.State,
		&r.Proposed.Account, &r.Proposed.Name, &proposed, &r.Decided.Account, &r.Decided.Name, &decided)
	if err != nil {
		return r, err
	}
	r.Hold, r.Proposed.At, r.Decided.At = hold == 1, instant(proposed), instant(decided)
	r.From, err = lang.ParseISO(day)
	return r, err
}

func scanReview(from row) (r rollout.Review, err error) {
	var day string
	var at int64
	if err = from.Scan(&r.ID, &r.Title, &r.Version, &r.Hash, &r.By, &r.Licence, &day, &r.Notes, &r.Recorded.Account, &at); err != nil {
		return r, err
	}
	r.Recorded.At = instant(at)
	r.On, err = lang.ParseISO(day)
	return r, err
}

// releases satisfies rollout.Ledger.
type releases struct {
	reader
	c *change
}

// Record reads on the transaction.
func (l releases) Record() (rollout.Record, error) { return readRollout(l.c.ctx, l.c) }

// Propose writes a new proposal.
func (l releases) Propose(r rollout.Release) error {
	titles, err1 := jsonText(r.Titles)
	standings, err2 := jsonText(r.Standings)
	provinces, err3 := jsonText(r.Provinces)
	for _, err := range []error{err1, err2, err3} {
		if err != nil {
			return err
		}
	}
	l.c.exec(proposeRelease, r.ID, string(r.Action), titles, standings, provinces, r.From.ISO(), asNumber(r.Hold), r.Undoes, r.Reason,
		r.Proposed.Account, r.Proposed.Name, micros(r.Proposed.At))
	return nil
}

// Decide writes what became of a proposal that waits.
func (l releases) Decide(r rollout.Release) error {
	l.c.one(decideRelease, r.Turn, string(r.State), r.Decided.Account, r.Decided.Name, micros(r.Decided.At), r.ID)
	return nil
}

// Review writes a review.
func (l releases) Review(r rollout.Review) error {
	l.c.exec(recordReview, r.ID, r.Title, r.Version, r.Hash, r.By, r.Licence, r.On.ISO(), r.Notes, r.Recorded.Account, micros(r.Recorded.At))
	return nil
}

func asNumber(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
