package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// postgresSession is one connection that writes. Statements go together in one pipeline:
// over it, the server skips what follows a fault.
type postgresSession struct {
	conn  *pgx.Conn
	ahead []statement // opens the transaction, and goes with the first statement of it
}

// A member that would wait long for a row steps out of its batch, so that two batches never
// hold each other; alone it may wait.
const (
	impatience = `set local lock_timeout = 100` // milliseconds
	patience   = `set local lock_timeout = 10000`
)

// begin sends nothing yet.
func (s *postgresSession) begin(_ context.Context, first string, alone bool) error {
	s.ahead = []statement{{text: `begin`}}
	switch {
	case first != "":
		s.ahead = append(s.ahead, statement{text: first})
	case !alone:
		s.ahead = append(s.ahead, statement{text: impatience})
	}
	return nil
}

// pipeline sends the statements, checks each, and leaves the last to the caller.
func (s *postgresSession) pipeline(ctx context.Context, list []statement) (pgx.BatchResults, error) {
	batch := &pgx.Batch{}
	for _, w := range list {
		batch.Queue(w.text, w.args...)
	}
	results := s.conn.SendBatch(ctx, batch)
	for _, w := range list[:len(list)-1] {
		tag, err := results.Exec()
		if err := w.fault(tag.RowsAffected(), err); err != nil {
			_ = results.Close() // it says the same again
			return nil, err
		}
	}
	return results, nil
}

// all puts what opens the transaction in front.
func (s *postgresSession) all(list ...statement) []statement {
	list = append(s.ahead, list...)
	s.ahead = nil
	return list
}

func (s *postgresSession) query(ctx context.Context, before []statement, ask statement) (rows, error) {
	results, err := s.pipeline(ctx, s.all(append(before, ask)...))
	if err != nil {
		return nil, err
	}
	r, err := results.Query()
	if err != nil {
		_ = results.Close()
		return nil, told(err)
	}
	return postgresRows{r, results}, nil
}

func (s *postgresSession) run(ctx context.Context, list []statement) error {
	_, err := s.last(ctx, s.all(list...))
	return err
}

// last runs all and tells what the server said to the last.
func (s *postgresSession) last(ctx context.Context, list []statement) (pgconn.CommandTag, error) {
	results, err := s.pipeline(ctx, list)
	if err != nil {
		return pgconn.CommandTag{}, err
	}
	tag, err := results.Exec()
	err = errors.Join(list[len(list)-1].fault(tag.RowsAffected(), err), told(results.Close()))
	return tag, err
}

// commit sends the last statements and the commit in one pipeline. Whether it stands is
// unknown when the connection broke after that, or the server was told to stop meanwhile.
func (s *postgresSession) commit(ctx context.Context, last []statement) error {
	if len(s.ahead) > 0 && len(last) == 0 { // nothing was sent
		s.ahead = nil
		return nil
	}
	if len(last) > 0 {
		last = append([]statement{{text: patience}, {text: lockLeaves}}, last...)
	}
	tag, err := s.last(ctx, s.all(append(last, statement{text: `commit`})...))
	switch {
	case err == nil && tag.String() == "COMMIT":
		return nil
	case err == nil: // the server undoes and calls it an answer
		return errors.Join(errUndone, fmt.Errorf("commit was answered with %s", tag))
	case s.lost() || !surelyUndone(err):
		s.close()
		return ErrUnsure.Because(err)
	}
	return errors.Join(errUndone, err, s.rollback(ctx))
}

// surelyUndone says that the server itself refused, and lives.
func surelyUndone(err error) bool {
	var refused *pgconn.PgError
	return errors.Is(err, ErrStale) || errors.As(err, &refused) && refused.SeverityUnlocalized == "ERROR"
}

func (s *postgresSession) rollback(ctx context.Context) error {
	if len(s.ahead) > 0 {
		s.ahead = nil
		return nil
	}
	_, err := s.conn.Exec(ctx, `rollback`)
	return told(err)
}

func (s *postgresSession) holding() string { return ` for share` }
func (s *postgresSession) lost() bool      { return s.conn.IsClosed() }

func (s *postgresSession) close() {
	ctx, cancel := context.WithTimeout(context.Background(), batchTakes)
	defer cancel()
	_ = s.conn.Close(ctx) // the server undoes what is open
}

// postgresRows ends its pipeline when it is closed.
type postgresRows struct {
	pgx.Rows
	results pgx.BatchResults
}

func (r postgresRows) Close() error {
	r.Rows.Close()
	return r.results.Close()
}
