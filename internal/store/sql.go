package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// querier is what *sql.DB and *sql.Tx share.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// told turns a driver's words into the store's faults.
func told(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return ErrUnknown
	case strings.Contains(err.Error(), "UNIQUE constraint failed"), strings.Contains(err.Error(), "SQLSTATE 23505"):
		return ErrTaken.Because(err)
	}
	return err
}

// one runs a statement that must touch exactly one row; none means that the row moved on.
func one(ctx context.Context, q querier, query string, args ...any) error {
	result, err := q.ExecContext(ctx, query, args...)
	if err != nil {
		return told(err)
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return ErrStale.Because(err)
	}
	return nil
}

// all reads every row of a query with scan.
func all[T any](ctx context.Context, q querier, scan func(row) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, told(err)
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		item, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("read row: %w", err)
		}
		list = append(list, item)
	}
	return list, rows.Err()
}

// row is what *sql.Row and *sql.Rows share.
type row interface{ Scan(dest ...any) error }

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
