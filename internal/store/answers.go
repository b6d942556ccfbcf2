package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/tarazu-justice/tarazu/internal/record"
)

// Answers keeps what was answered to a request under its idempotency key.
type Answers struct{ *Store }

const (
	answerOf = `
	select request, status, body, at
	from answers
	where account = $1 and key = $2`
	reserveAnswer = `
	insert into answers (account, key, request, at)
	values ($1, $2, $3, $4)`
	takeOverAnswer = `
	update answers
	set request = $1, at = $2
	where account = $3 and key = $4 and status = 0 and at = $5`
	keepAnswer = `
	update answers
	set request = $1, status = $2, body = $3
	where account = $4 and key = $5`
	dropAnswer   = `delete from answers where account = $1 and key = $2 and status = 0`
	sweepAnswers = `delete from answers where at < $1`
)

// Reserve takes a key for a request that begins now, or gives what stands under it. A
// reservation that is older than stale was left by a request that died: it is taken over.
func (s Answers) Reserve(ctx context.Context, account, key, request string, now, stale time.Time) (earlier *record.Answer, err error) {
	err = s.commit(ctx, account+" "+key, func(c *change) error {
		a, at, err := scanAnswer(ask(ctx, c, answerOf, account, key))
		earlier = nil
		switch {
		case errors.Is(err, sql.ErrNoRows):
			c.exec(reserveAnswer, account, key, request, micros(now)) // another node's turn makes this one run again
		case err != nil:
			return err
		case a.Status != 0 || at.After(stale):
			earlier = a
		default:
			c.one(takeOverAnswer, request, micros(now), account, key, micros(at))
		}
		return nil
	})
	return earlier, err
}

func scanAnswer(r row) (*record.Answer, time.Time, error) {
	var a record.Answer
	var body string
	var at int64
	err := r.Scan(&a.Request, &a.Status, &body, &at)
	a.Body = []byte(body)
	return &a, instant(at), err
}

// Keep writes the answer of a reserved key.
func (s Answers) Keep(ctx context.Context, account, key string, a record.Answer) error {
	return s.commit(ctx, account+" "+key, func(c *change) error {
		c.one(keepAnswer, a.Request, a.Status, string(a.Body), account, key)
		return nil
	})
}

// Drop gives a reserved key free again: its request was refused and may be mended.
func (s Answers) Drop(ctx context.Context, account, key string) error {
	return s.commit(ctx, account+" "+key, func(c *change) error {
		c.exec(dropAnswer, account, key)
		return nil
	})
}

// Sweep forgets answers older than an instant.
func (s Answers) Sweep(ctx context.Context, before time.Time) error {
	return s.commit(ctx, "answers", func(c *change) error {
		c.exec(sweepAnswers, micros(before))
		return nil
	})
}
