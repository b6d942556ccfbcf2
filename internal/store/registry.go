package store

import (
	"context"
	"math"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/registry"
)

// headColumns are filingColumns without what a list does not show: reading the answers of a
// hundred papers to print a hundred lines held the inbox below 200 requests a second.
const headColumns = `id, version, title, title_version, family, owner, owner_national_id, owner_name, standing, channel, province, state,
	'{}', court, 'null', 'null', 'null', 'null', content_number, coalesce(tracking, ''), coalesce(link, ''), authority, authority_name,
	claimed_by, claimed_at, case_number, branch, cure_by, created_at, saved_at, received_at, committed_at, returned_at, closed_at, '{}', '{}'`

const inbox = `
	select ` + headColumns + `
	from filings
	where authority = $1 and state in ('submitted', 'transferred')
		and ($2 = '' or search like $3) and ($4 = '' or title = $5) and (received_at, id) > ($6, $7)
	order by received_at, id
	limit $8`

const desked = `
	select ` + headColumns + `
	from filings
	where authority = $1 and authority <> '' and state = $2 and ($3 = '' or search like $4) and ($5 = '' or title = $6) and (received_at, id) < ($7, $8)
	order by received_at desc, id desc
	limit $9`

// Inbox lists the heads of the filings of an authority, without answers and enclosures: what
// waits, longest first, or those in one state.
// The search column was folded in Go; so is the text.
func (s Filings) Inbox(ctx context.Context, authority string, q registry.Query) ([]*filing.Filing, error) {
	like := "%" + strings.NewReplacer("%", "", "_", "").Replace(q.Text) + "%"
	limit := q.Limit
	if limit <= 0 || limit > 201 {
		limit = 100
	}
	if q.State != "" {
		before := int64(math.MaxInt64)
		if !q.After.At.IsZero() {
			before = micros(q.After.At)
		}
		return all(ctx, s.reads, scanFiling, desked, authority, string(q.State), q.Text, like, q.Title, q.Title, before, q.After.ID, limit)
	}
	return all(ctx, s.reads, scanFiling, inbox, authority, q.Text, like, q.Title, q.Title, micros(q.After.At), q.After.ID, limit)
}

const waiting = `
	select count(*)
	from filings
	where authority = $1 and state in ('submitted', 'transferred')`

// Waiting counts what waits at an authority.
func (s Filings) Waiting(ctx context.Context, authority string) (n int, err error) {
	err = ask(ctx, s.reads, waiting, authority).Scan(&n)
	return n, err
}
