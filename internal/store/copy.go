package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"

	"github.com/jackc/pgx/v5"
)

// table is one table of the schema with the columns that order its rows. Text is ordered by
// bytes on both engines, so both give the rows in the same order.
type table struct{ name, key string }

// tables are all, those that others refer to first.
var tables = []table{
	{"accounts", "id"},
	{"standings", "id"},
	{"sessions", "id"},
	{"tokens", "id"},
	{"answers", "account, key"},
	{"codes", "id"},
	{"registrations", "token_hash"},
	{"counts", "key, at"},
	{"filings", "id"},
	{"credits", "id"},
	{"signers", "filing, national_id"},
	{"contents", "filing, number"},
	{"receipts", "filing, content"},
	{"submission_keys", "key"},
	{"cases", "number"},
	{"releases", "id"},
	{"reviews", "id"},
	{"events", "id"},
	{"leaves", "seq"},
	{"jobs", "id"},
}

func (t table) all() string { return "select * from " + t.name + " order by " + t.key }

// Copied is what was moved of one table, and the sum of its rows in order.
type Copied struct {
	Table string
	Rows  int64
	Sum   string
}

// ErrNotEmpty refuses to copy into a database that holds something.
var ErrNotEmpty = errors.New("the target holds rows already; give an empty database")

// Copy moves every row of a SQLite database into an empty PostgreSQL, both brought up to
// date first, and proves that both hold the same: it reads all of it back and compares
// counts and sums. It is one transaction: on any fault the target stays empty. Nobody can
// write to the source meanwhile; a program that uses it must be stopped before.
func Copy(ctx context.Context, from, to string) (done []Copied, err error) {
	source, target, err := openBoth(ctx, from, to)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, source.close(), target.close()) }()
	reading, err := source.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = reading.Close() }() // undoes the transaction
	if _, err := reading.ExecContext(ctx, `begin immediate`); err != nil {
		return nil, fmt.Errorf("hold the source: %w; stop the program that uses it", told(err))
	}
	writing, err := pgx.ConnectConfig(ctx, target.patient())
	if err != nil {
		return nil, target.refused(err)
	}
	defer func() { _ = writing.Close(context.WithoutCancel(ctx)) }()
	err = pgx.BeginFunc(ctx, writing, func(tx pgx.Tx) (err error) {
		done, err = copyAll(ctx, reading, tx)
		return err
	})
	return done, err
}

func openBoth(ctx context.Context, from, to string) (*sqliteEngine, *postgresEngine, error) {
	a, err := engineAt(from)
	if err != nil {
		return nil, nil, err
	}
	b, err := engineAt(to)
	if err != nil {
		return nil, nil, errors.Join(err, a.close())
	}
	source, okA := a.(*sqliteEngine)
	target, okB := b.(*postgresEngine)
	if !okA || !okB {
		return nil, nil, errors.Join(errors.New("rows are copied from sqlite:PATH to postgres://…"), a.close(), b.close())
	}
	for _, e := range []engine{source, target} {
		if err := prepare(ctx, e); err != nil {
			return nil, nil, errors.Join(err, a.close(), b.close())
		}
	}
	return source, target, nil
}

// Migrate brings the schema at an address up to date, and guards it as Open does.
func Migrate(ctx context.Context, address string) error {
	e, err := engineAt(address)
	if err != nil {
		return err
	}
	return errors.Join(prepare(ctx, e), e.close())
}

func prepare(ctx context.Context, e engine) error {
	first, err := e.session(ctx)
	if err != nil {
		return err
	}
	first.close()
	return e.migrate(ctx)
}

func copyAll(ctx context.Context, from *sql.Conn, to pgx.Tx) (done []Copied, err error) {
	for _, t := range tables {
		var filled bool
		if err := to.QueryRow(ctx, `select exists (select 1 from `+t.name+`)`).Scan(&filled); err != nil {
			return nil, told(err)
		}
		if filled {
			return nil, fmt.Errorf("table %s: %w", t.name, ErrNotEmpty)
		}
	}
	for _, t := range tables {
		sent, err := copyTable(ctx, t, from, to)
		if err != nil {
			return nil, fmt.Errorf("copy table %s: %w", t.name, told(err))
		}
		found, err := sumTable(ctx, t, to)
		if err != nil {
			return nil, fmt.Errorf("read table %s back: %w", t.name, told(err))
		}
		if found != sent {
			return nil, fmt.Errorf("table %s differs: sent %d rows with sum %s, found %d with %s", t.name, sent.Rows, sent.Sum, found.Rows, found.Sum)
		}
		done = append(done, sent)
	}
	return done, nil
}

func copyTable(ctx context.Context, t table, from *sql.Conn, to pgx.Tx) (Copied, error) {
	rows, err := from.QueryContext(ctx, t.all())
	if err != nil {
		return Copied{}, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return Copied{}, err
	}
	sum := sha256.New()
	n, err := to.CopyFrom(ctx, pgx.Identifier{t.name}, columns, pgx.CopyFromFunc(func() ([]any, error) {
		if !rows.Next() {
			return nil, rows.Err()
		}
		values, err := scanAny(rows, len(columns))
		addRow(sum, values)
		return values, err
	}))
	return Copied{t.name, n, hexSum(sum)}, errors.Join(err, rows.Err())
}

func sumTable(ctx context.Context, t table, from pgx.Tx) (c Copied, err error) {
	rows, err := from.Query(ctx, t.all())
	if err != nil {
		return c, err
	}
	defer rows.Close()
	sum := sha256.New()
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			return c, err
		}
		addRow(sum, values)
		c.Rows++
	}
	c.Table, c.Sum = t.name, hexSum(sum)
	return c, rows.Err()
}

func scanAny(r row, n int) ([]any, error) {
	values := make([]any, n)
	into := make([]any, n)
	for i := range values {
		into[i] = &values[i]
	}
	return values, r.Scan(into...)
}

// addRow adds a row so that no two different rows look alike: kind and length come first.
func addRow(sum hash.Hash, values []any) {
	for _, v := range values {
		text := fmt.Sprint(v)
		fmt.Fprintf(sum, "%T %d %s", v, len(text), text)
	}
	fmt.Fprintln(sum)
}

func hexSum(sum hash.Hash) string { return hex.EncodeToString(sum.Sum(nil)) }
