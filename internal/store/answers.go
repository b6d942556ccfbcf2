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
	values ($1, $2, $3, $4)
	on conflict (account, key) do update
	set request = excluded.request, at = excluded.at`
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
	err = s.commit(ctx, func(tx *sql.Tx) error {
		ctx := context.WithoutCancel(ctx)
		a, at, err := scanAnswer(tx.QueryRowContext(ctx, answerOf, account, key))
		switch {
		case err != nil && !errors.Is(err, sql.ErrNoRows):
			return told(err)
		case err == nil && (a.Status != 0 || at.After(stale)):
			earlier = a
			return nil
		}
		earlier = nil
		_, err = tx.ExecContext(ctx, reserveAnswer, account, key, request, micros(now))
		return told(err)
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
	return s.commit(ctx, func(tx *sql.Tx) error {
		return one(context.WithoutCancel(ctx), tx, keepAnswer, a.Request, a.Status, string(a.Body), account, key)
	})
}

// Drop gives a reserved key free again: its request was refused and may be mended.
func (s Answers) Drop(ctx context.Context, account, key string) error {
	return s.commit(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(context.WithoutCancel(ctx), dropAnswer, account, key)
		return told(err)
	})
}

// Sweep forgets answers older than an instant.
func (s Answers) Sweep(ctx context.Context, before time.Time) error {
	return s.commit(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(context.WithoutCancel(ctx), sweepAnswers, micros(before))
		return told(err)
	})
}
