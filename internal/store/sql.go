package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
)

// querier reads: from the pool of readers, or inside the transaction of an update.
type querier interface {
	query(ctx context.Context, text string, args ...any) (rows, error)
}

// rows is what both drivers give.
type rows interface {
	row
	Next() bool
	Err() error
	Close() error
}

// row is what scanning needs.
type row interface{ Scan(dest ...any) error }

// ask reads one row, when it is scanned. No row is sql.ErrNoRows.
func ask(ctx context.Context, q querier, text string, args ...any) row {
	return question{ctx, q, text, args}
}

type question struct {
	ctx  context.Context //nolint:containedctx // lives until the one row is scanned
	q    querier
	text string
	args []any
}

func (a question) Scan(dest ...any) error {
	ctx, cancel := context.WithTimeout(a.ctx, readingTakes)
	defer cancel()
	r, err := a.q.query(ctx, a.text, a.args...)
	if err != nil {
		return told(err)
	}
	if !r.Next() {
		if err := errors.Join(r.Err(), r.Close()); err != nil {
			return told(err)
		}
		return sql.ErrNoRows
	}
	return told(errors.Join(r.Scan(dest...), r.Close()))
}

// all reads every row of a query with scan.
func all[T any](ctx context.Context, q querier, scan func(row) (T, error), text string, args ...any) (list []T, err error) {
	ctx, cancel := context.WithTimeout(ctx, readingTakes)
	defer cancel()
	r, err := q.query(ctx, text, args...)
	if err != nil {
		return nil, told(err)
	}
	defer func() { err = errors.Join(err, told(r.Close())) }()
	for r.Next() {
		item, err := scan(r)
		if err != nil {
			return nil, fmt.Errorf("read row: %w", told(err))
		}
		list = append(list, item)
	}
	return list, told(r.Err())
}

// readingTakes is how long a read may take before we say that the database is slow.
const readingTakes = 15 * time.Second

// pool reads past the writers, what is committed.
type pool struct {
	*sql.DB
	prepared *sync.Map // statements by their text; nil where the driver keeps them itself
}

// query asks once more when the connection had died: after the server came back, those that
// waited idle are all dead, and a read does no harm twice.
func (p pool) query(ctx context.Context, text string, args ...any) (rows, error) {
	r, err := p.once(ctx, text, args...) //nolint:rowserrcheck // the caller reads them and asks
	if err != nil && ctx.Err() == nil && errors.Is(told(err), ErrGone) {
		p.SetMaxIdleConns(0)
		p.SetMaxIdleConns(readersAtOne)
		r, err = p.once(ctx, text, args...) //nolint:rowserrcheck // the caller
	}
	return r, err
}

func (p pool) once(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if p.prepared == nil {
		return p.QueryContext(ctx, text, args...)
	}
	statement, err := p.statement(ctx, text) //nolint:sqlclosecheck // lives as long as the pool
	if err != nil {
		return nil, err
	}
	return statement.QueryContext(ctx, args...)
}

// statement has SQLite read the text of a query once: that takes longer than most queries.
func (p pool) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if known, ok := p.prepared.Load(text); ok {
		return known.(*sql.Stmt), nil //nolint:forcetypeassert // nothing else is put in
	}
	fresh, err := p.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	kept, twice := p.prepared.LoadOrStore(text, fresh)
	if twice {
		_ = fresh.Close() //nolint:sqlclosecheck // the other stands
	}
	return kept.(*sql.Stmt), nil //nolint:forcetypeassert // nothing else is put in
}

// micros keeps an instant; zero stays zero.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// asJSON scans and keeps a value as JSON text.
type asJSON struct{ value any }

func (j asJSON) Scan(src any) error {
	switch s := src.(type) {
	case string:
		return json.Unmarshal([]byte(s), j.value)
	case []byte:
		return json.Unmarshal(s, j.value)
	case nil:
		return nil
	}
	return fmt.Errorf("cannot read %T as JSON", src)
}

func jsonText(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
