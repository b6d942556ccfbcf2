package store

import (
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
func writeEffects(c *change, e record.Effects) error {
	for _, ev := range e.Events {
		detail, err := jsonText(ev.Detail)
		if err != nil {
			return err
		}
		c.exec(insertEvent, ev.ID, ev.Subject, ev.Kind, ev.Actor, micros(ev.At), ev.Request, detail)
	}
	for _, j := range e.Jobs {
		c.exec(insertJob, j.ID, j.Kind, string(j.Payload), micros(j.At))
	}
	c.leaves = append(c.leaves, e.Leaves...)
	return nil
}

// leafStatements writes the leaves of all members as the last of their transaction: until
// its commit nobody else can, so numbers have no gaps and follow the order of the commits.
func leafStatements(leaves []record.Leaf) (list []statement) {
	for _, l := range leaves {
		list = append(list, statement{text: insertLeaf, args: []any{l.Kind, l.Digest, micros(l.At)}})
	}
	return list
}
