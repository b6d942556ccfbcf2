package store

import (
	"context"

	"github.com/tarazu-justice/tarazu/internal/record"
)

const (
	insertEvent = `
	insert into events (id, subject, kind, actor, at, request, detail)
	values ($1, $2, $3, $4, $5, $6, $7)`
	insertLeaf = `
	insert into leaves (seq, kind, digest, at)
	select coalesce(max(seq), 0) + 1, $1, $2, cast($3 as bigint) from leaves`
	insertJob = `
	insert into jobs (id, kind, payload, run_at)
	values ($1, $2, $3, $4)`
)

// writeEffects writes what a decision leaves behind, in the decision's own transaction.
func writeEffects(ctx context.Context, q querier, e record.Effects) error {
	for _, ev := range e.Events {
		detail, err := jsonText(ev.Detail)
		if err != nil {
			return err
		}
		if _, err := q.ExecContext(ctx, insertEvent, ev.ID, ev.Subject, ev.Kind, ev.Actor, micros(ev.At), ev.Request, detail); err != nil {
			return told(err)
		}
	}
	for _, l := range e.Leaves {
		if _, err := q.ExecContext(ctx, insertLeaf, l.Kind, l.Digest, micros(l.At)); err != nil {
			return told(err)
		}
	}
	for _, j := range e.Jobs {
		if _, err := q.ExecContext(ctx, insertJob, j.ID, j.Kind, string(j.Payload), micros(j.At)); err != nil {
			return told(err)
		}
	}
	return nil
}
