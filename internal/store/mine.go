package store

import (
	"context"
	"math"

	"github.com/tarazu-justice/tarazu/internal/filing"
)

// What a person drafts or filed is found by account, what she has to sign by national id.
// Each is a list of ids by an index of its own: joined by "or", PostgreSQL reads every filing
// of the country.
const (
	latestOfPerson = `
	select id from (select id from filings where owner = $1 and state <> 'discarded' order by saved_at desc limit 200) as own
	union all
	select filing from signers where national_id = $2`
	filingsOfPerson = `
	select ` + headColumns + `
	from filings
	where state <> 'discarded' and id in (` + latestOfPerson + `)
	order by saved_at desc, id
	limit 200`
	signersOfPerson = `
	select filing, national_id, name, account, signed_at, said
	from signers
	where filing in (` + latestOfPerson + `)
	order by filing, position`
)

// Mine lists the heads of what an account drafts or filed and what its person has to sign,
// without answers and enclosures.
func (s Filings) Mine(ctx context.Context, account, nationalID string) ([]*filing.Filing, error) {
	list, err := all(ctx, s.reads, scanFiling, filingsOfPerson, account, nationalID)
	if err != nil {
		return nil, err
	}
	return list, s.sign(ctx, list, signersOfPerson, account, nationalID)
}

const (
	nextOfPerson = `
	select id from (
		select id from filings where owner = $1 and (created_at, id) < ($2, $3) and state <> 'discarded' order by created_at desc, id desc limit $4) as own
	union all
	select filing from signers where national_id = $5`
	filingsOfPersonAfter = `
	select ` + headColumns + `
	from filings
	where id in (` + nextOfPerson + `) and (created_at, id) < ($6, $7) and state <> 'discarded'
	order by created_at desc, id desc
	limit $8`
	signersOfPersonAfter = `
	select filing, national_id, name, account, signed_at, said
	from signers
	where filing in (` + nextOfPerson + `)
	order by filing, position`
)

// MineAfter is one page of Mine.
func (s Filings) MineAfter(ctx context.Context, account, nationalID string, after filing.Cursor, limit int) ([]*filing.Filing, error) {
	at := int64(math.MaxInt64)
	if !after.At.IsZero() {
		at = micros(after.At)
	}
	ids := []any{account, at, after.ID, limit, nationalID}
	list, err := all(ctx, s.reads, scanFiling, filingsOfPersonAfter, append(ids, at, after.ID, limit)...)
	if err != nil {
		return nil, err
	}
	return list, s.sign(ctx, list, signersOfPersonAfter, ids...)
}

// sign gives the filings of a list their signers, with one query for all.
func (s Filings) sign(ctx context.Context, list []*filing.Filing, query string, args ...any) error {
	by := make(map[string]*filing.Filing, len(list))
	for _, f := range list {
		by[f.ID] = f
	}
	_, err := all(ctx, s.reads, func(r row) (id string, err error) {
		var one filing.Signer
		var at int64
		err = r.Scan(&id, &one.NationalID, &one.Name, &one.Account, &at, &one.Said)
		one.SignedAt = instant(at)
		if f := by[id]; f != nil {
			f.Signers = append(f.Signers, one)
		}
		return id, err
	}, query, args...)
	return err
}
