package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
)

const (
	queueLength = 1024 // waiting updates before callers are told to come back
	batchLength = 128  // updates put on disk together
)

// member is one update that waits for its batch.
type member struct {
	ctx    context.Context
	update func(*sql.Tx) error
	answer chan error
}

// commit runs update inside a transaction and answers when it is on disk. The update may
// run again after a conflict: it reads and writes through tx and does nothing else. A
// caller who goes away after its update began cannot stop it.
func (s *Store) commit(ctx context.Context, update func(*sql.Tx) error) error {
	m := &member{ctx: ctx, update: update, answer: make(chan error, 2)} // two: the planted bug answers early as well
	select {
	case <-s.done:
		return ErrBusy
	case s.queue <- m:
	default:
		return ErrBusy.With("seconds", 2)
	}
	select {
	case err := <-m.answer:
		return err
	case <-s.stopped:
		select { // the writer may have answered while it stopped
		case err := <-m.answer:
			return err
		default:
			return ErrBusy
		}
	}
}

// write is the one writer: it takes the first update that waits and all that came meanwhile.
func (s *Store) write() {
	defer close(s.stopped)
	for {
		select {
		case m := <-s.queue:
			s.batch(s.gather(m))
		case <-s.done:
			for len(s.queue) > 0 {
				s.batch(s.gather(<-s.queue))
			}
			return
		}
	}
}

func (s *Store) gather(first *member) []*member {
	batch := []*member{first}
	for len(batch) < batchLength {
		select {
		case m := <-s.queue:
			batch = append(batch, m)
		default:
			return batch
		}
	}
	return batch
}

// batch puts all members on disk with one sync and answers each. When the commit itself
// fails, nobody is told that it worked.
func (s *Store) batch(members []*member) {
	answers, err := s.transact(members)
	for i, m := range members {
		if err != nil {
			m.answer <- fmt.Errorf("commit: %w", err)
			continue
		}
		m.answer <- answers[i]
	}
	if poke := s.onBatch.Load(); poke != nil && err == nil {
		(*poke)()
	}
}

func (s *Store) transact(members []*member) ([]error, error) {
	ctx := context.Background() // a caller's cancellation must not roll back the others
	tx, err := s.writeDB.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	answers := make([]error, len(members))
	for i, m := range members {
		if answers[i] = m.ctx.Err(); answers[i] != nil {
			continue
		}
		if answers[i], err = alone(ctx, tx, m.update); err != nil {
			return nil, errors.Join(err, tx.Rollback())
		}
	}
	if ackBeforeCommit {
		for i, m := range members {
			m.answer <- answers[i]
		}
	}
	return answers, tx.Commit()
}

// alone runs one member inside a savepoint. refused is the member's own error; broken means
// that the transaction itself can no longer be trusted.
func alone(ctx context.Context, tx *sql.Tx, update func(*sql.Tx) error) (refused, broken error) {
	if _, err := tx.ExecContext(ctx, `savepoint member`); err != nil {
		return nil, err
	}
	if refused = careful(tx, update); refused != nil {
		if _, err := tx.ExecContext(ctx, `rollback to savepoint member`); err != nil {
			return nil, err
		}
	}
	_, broken = tx.ExecContext(ctx, `release savepoint member`)
	return refused, broken
}

// careful turns a panic of one update into its error, so that the others live.
func careful(tx *sql.Tx, update func(*sql.Tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("update panicked: %v\n%s", p, debug.Stack())
		}
	}()
	return update(tx)
}
