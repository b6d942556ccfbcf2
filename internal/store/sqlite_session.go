package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
)

// sqliteSession is the connection that writes, with its statements prepared once: reading
// their text would cost a third of a submission.
type sqliteSession struct {
	db       *sql.DB
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
}

func (s *sqliteSession) begin(ctx context.Context, _ string, _ bool) (err error) {
	if s.conn == nil {
		if s.conn, err = s.db.Conn(ctx); err != nil {
			return err
		}
		s.prepared = map[string]*sql.Stmt{}
	}
	return s.run(ctx, []statement{{text: `begin immediate`}})
}

// The driver starts a goroutine to watch a context that can end: a transaction here cannot.
func (s *sqliteSession) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if known := s.prepared[text]; known != nil {
		return known, nil
	}
	fresh, err := s.conn.PrepareContext(context.WithoutCancel(ctx), text)
	if err == nil {
		s.prepared[text] = fresh
	}
	return fresh, err
}

func (s *sqliteSession) query(ctx context.Context, before []statement, ask statement) (rows, error) {
	if err := s.run(ctx, before); err != nil {
		return nil, err
	}
	q, err := s.statement(ctx, ask.text) //nolint:sqlclosecheck // lives as long as the session
	if err != nil {
		return nil, err
	}
	return q.QueryContext(context.WithoutCancel(ctx), ask.args...) //nolint:rowserrcheck // by the caller
}

func (s *sqliteSession) run(ctx context.Context, list []statement) error {
	for _, w := range list {
		touched, err := s.exec(ctx, w)
		if err := w.fault(touched, err); err != nil {
			return err
		}
	}
	return nil
}

func (s *sqliteSession) exec(ctx context.Context, w statement) (touched int64, err error) {
	q, err := s.statement(ctx, w.text) //nolint:sqlclosecheck // lives as long as the session
	if err != nil {
		return 0, err
	}
	result, err := q.ExecContext(context.WithoutCancel(ctx), w.args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (s *sqliteSession) commit(ctx context.Context, last []statement) error {
	if err := s.run(ctx, last); err != nil {
		return errors.Join(errUndone, err, s.rollback(ctx))
	}
	if err := s.run(ctx, []statement{{text: `commit`}}); err != nil {
		return errors.Join(err, s.rollback(ctx))
	}
	return nil
}

// rollback leaves a connection that cannot even do that behind.
func (s *sqliteSession) rollback(ctx context.Context) error {
	if err := s.run(ctx, []statement{{text: `rollback`}}); err == nil {
		return nil
	}
	_ = s.conn.Raw(func(any) error { return driver.ErrBadConn })
	s.close()
	return nil
}

func (s *sqliteSession) holding() string { return "" }
func (s *sqliteSession) lost() bool      { return false }

func (s *sqliteSession) close() {
	if s.conn == nil {
		return
	}
	for _, q := range s.prepared {
		_ = q.Close()
	}
	_ = s.conn.Close()
	s.conn = nil
}
