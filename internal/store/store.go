package store

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// Store is the database. Use Open; a Store is safe for many goroutines.
type Store struct {
	engine  engine
	reads   pool
	lanes   []*lane
	done    chan struct{}
	stopped chan struct{}
	now     func() time.Time
	onBatch atomic.Pointer[func()] // called after a batch is on disk
}

// Open opens, migrates and guards the database at address: "sqlite:PATH" or "postgres://…".
// It refuses an engine that is too old or settings under which an acknowledged filing could
// be lost.
func Open(ctx context.Context, address string, now func() time.Time) (*Store, error) {
	e, err := engineAt(address)
	if err != nil {
		return nil, err
	}
	s := &Store{engine: e, done: make(chan struct{}), stopped: make(chan struct{}), now: now}
	if err := s.begin(ctx); err != nil {
		return nil, errors.Join(err, e.close())
	}
	go s.write()
	return s, nil
}

func (s *Store) begin(ctx context.Context) error {
	first, err := s.engine.session(ctx)
	if err != nil {
		return err
	}
	if err := s.engine.migrate(ctx); err != nil {
		first.close()
		return err
	}
	n, opening := s.engine.lanes()
	for range n {
		s.lanes = append(s.lanes, &lane{store: s, queue: make(chan *member, queueLength)})
	}
	s.lanes[0].session, s.lanes[0].first = first, opening
	s.reads, err = s.engine.readers(ctx)
	return err
}

// Close lets the waiting updates finish, then closes the database.
func (s *Store) Close() error {
	close(s.done)
	<-s.stopped
	return errors.Join(s.reads.Close(), s.engine.close())
}

// Ping says whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return told(s.reads.PingContext(ctx)) }

// Queued counts the updates that wait for their batch now.
func (s *Store) Queued() (n int) {
	for _, l := range s.lanes {
		n += len(l.queue)
	}
	return n
}
