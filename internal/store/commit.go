package store

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"sync"
	"time"

	"github.com/tarazu-justice/tarazu/internal/telemetry"
)

const (
	queueLength = 1024             // updates that wait at one lane before callers are told to come back
	batchLength = 64               // updates put on disk together; PostgreSQL slows down beyond 64 savepoints
	batchTakes  = 20 * time.Second // then the database counts as gone
	losersTry   = 3                // times that the loser of a conflict runs alone
)

// member is one update that waits for its batch.
type member struct {
	ctx    context.Context
	update func(*change) error
	answer chan error
}

// lane is a queue with its one writer. Updates of one subject always take the same lane, so
// they keep their order and never meet in two transactions of this program.
type lane struct {
	store   *Store
	queue   chan *member
	session session // nil until needed, and after it was lost
	first   string  // statement that opens every transaction of this lane
}

// people is the subject of all updates of accounts, sessions, codes and limits. They read
// before they write and count what others count: one at a time, over all programs.
const people = "people"

// commit runs update inside a transaction and answers when it is on disk. The update may
// run again after a conflict: it reads and writes through its change and does nothing else.
// A caller who goes away after its update began cannot stop it.
func (s *Store) commit(ctx context.Context, subject string, update func(*change) error) (err error) {
	ctx, done := telemetry.Span(ctx, "commit")
	defer func() { done(err) }()
	m := &member{ctx: ctx, update: update, answer: make(chan error, 2)} // two: the planted bug answers early as well
	select {
	case <-s.done:
		return ErrBusy
	case s.laneOf(subject).queue <- m:
	default:
		return ErrBusy
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

var seed = maphash.MakeSeed()

func (s *Store) laneOf(subject string) *lane {
	if subject == people || len(s.lanes) == 1 {
		return s.lanes[0]
	}
	return s.lanes[1+maphash.String(seed, subject)%uint64(len(s.lanes)-1)]
}

// write starts the writers, and closes stopped when all have ended.
func (s *Store) write() {
	var writers sync.WaitGroup
	for _, l := range s.lanes {
		writers.Go(l.write)
	}
	writers.Wait()
	close(s.stopped)
}

// write is the one writer of a lane: it takes the first update that waits and all that came
// meanwhile.
func (l *lane) write() {
	defer l.leave()
	for {
		select {
		case m := <-l.queue:
			l.batch(l.gather(m))
		case <-l.store.done:
			for len(l.queue) > 0 {
				l.batch(l.gather(<-l.queue))
			}
			return
		}
	}
}

func (l *lane) gather(first *member) []*member {
	batch := []*member{first}
	for len(batch) < batchLength {
		select {
		case m := <-l.queue:
			batch = append(batch, m)
		default:
			return batch
		}
	}
	return batch
}

// batch puts all members on disk with one sync and answers each. When the commit itself
// fails, nobody is told that it worked.
func (l *lane) batch(members []*member) {
	answers, err := l.settled(members)
	for i, m := range members {
		switch {
		case err != nil && len(members) > 1 && errors.Is(err, errUndone): // somebody spoilt it: each for itself
			l.alone(m, 1)
		case err != nil:
			m.answer <- fmt.Errorf("commit: %w", err)
		case l.store.engine.conflicts() && conflict(answers[i]):
			l.alone(m, losersTry)
		default:
			m.answer <- answers[i]
		}
	}
	if gone(err) { // those who wait would only wait for the same
		for len(l.queue) > 0 {
			(<-l.queue).answer <- err
		}
	}
	if poke := l.store.onBatch.Load(); poke != nil && err == nil {
		(*poke)()
	}
}

func conflict(err error) bool { return errors.Is(err, ErrStale) || errors.Is(err, ErrTaken) }

// alone runs a member in a transaction of its own, some times while it loses conflicts.
func (l *lane) alone(m *member, tries int) {
	var answer error
	for range tries {
		answers, err := l.settled([]*member{m})
		if answer = err; err == nil {
			answer = answers[0]
		}
		if !errors.Is(answer, ErrStale) {
			break
		}
	}
	m.answer <- answer
}

// settled is transact, once more when the connection was lost before the commit was sent:
// the database has undone everything then.
func (l *lane) settled(members []*member) (answers []error, err error) {
	for range 2 {
		answers, err = l.transact(members)
		if l.session != nil && l.session.lost() {
			l.leave()
		}
		if !gone(err) {
			break
		}
	}
	return answers, err
}

// gone says that the database does not answer and nothing was written. A commit whose answer
// was lost has the lost connection as its cause and must never be tried again.
func gone(err error) bool { return errors.Is(err, ErrGone) && !errors.Is(err, ErrUnsure) }

// transact runs the members in one transaction. Without an error, what answers says is on disk.
func (l *lane) transact(members []*member) (answers []error, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), batchTakes) // a caller's cancellation must not roll back the others
	defer cancel()
	if l.session == nil {
		if l.session, err = l.store.engine.session(ctx); err != nil {
			return nil, told(err)
		}
	}
	if err := l.session.begin(ctx, l.first, len(members) == 1); err != nil {
		return nil, told(err)
	}
	c := &change{ctx: ctx, session: l.session, alone: len(members) == 1}
	answers = make([]error, len(members))
	for i, m := range members {
		if answers[i] = m.ctx.Err(); answers[i] != nil {
			continue
		}
		if answers[i], err = c.run(m.update); err != nil {
			return l.undo(ctx, c, answers, err)
		}
	}
	if ackBeforeCommit {
		for i, m := range members {
			m.answer <- answers[i]
		}
	}
	return answers, l.session.commit(ctx, leafStatements(c.leaves))
}

// undo gives a transaction up. A lonely member's own fault is its answer.
func (l *lane) undo(ctx context.Context, c *change, answers []error, err error) ([]error, error) {
	if l.session.lost() {
		return nil, err
	}
	if back := l.session.rollback(ctx); back != nil {
		return nil, told(back)
	}
	switch {
	case c.alone && errors.Is(err, errUndone):
		return answers, nil
	case errors.Is(err, ErrStale) && !errors.Is(err, errUndone): // the lock of the lane itself
		return nil, ErrSlow.Because(err)
	}
	return nil, err
}

func (l *lane) leave() {
	if l.session != nil {
		l.session.close()
		l.session = nil
	}
}
