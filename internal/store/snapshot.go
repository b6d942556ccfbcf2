package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Snapshot writes everything that the database at an address holds, at one instant, into a
// new SQLite file, while programs go on using it. It gives count and sum of each table of
// the file; Sums of a database that was restored from it must be the same.
func Snapshot(ctx context.Context, from, path string) (done []Copied, err error) {
	if _, err := os.Stat(path); err == nil {
		return nil, fmt.Errorf("%s stands already; a snapshot never overwrites", path)
	}
	e, err := engineAt(from)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, e.close()) }()
	switch e := e.(type) {
	case *sqliteEngine:
		_, err = e.db.ExecContext(ctx, `vacuum into $1`, path)
		err = told(err)
	case *postgresEngine:
		err = e.snapshot(ctx, path)
	}
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	if err := syncPath(path, filepath.Dir(path)); err != nil {
		return nil, err
	}
	return Sums(ctx, "sqlite:"+path)
}

func syncPath(paths ...string) error {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return fmt.Errorf("sync the snapshot: %w", err)
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return fmt.Errorf("sync the snapshot: %w", err)
		}
	}
	return nil
}

// snapshot copies out of one read-only transaction, which sees one instant.
func (e *postgresEngine) snapshot(ctx context.Context, path string) error {
	conn, err := pgx.ConnectConfig(ctx, e.patient())
	if err != nil {
		return e.refused(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	target, err := openSQLite(path)
	if err != nil {
		return err
	}
	file, _ := target.(*sqliteEngine)
	if err := prepare(ctx, target); err != nil {
		return errors.Join(err, target.close())
	}
	err = pgx.BeginTxFunc(ctx, conn, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(from pgx.Tx) error {
		return intoSQLite(ctx, from, file.db)
	})
	if err == nil {
		_, err = file.db.ExecContext(ctx, `pragma wal_checkpoint(truncate)`)
	}
	return errors.Join(err, target.close())
}

func intoSQLite(ctx context.Context, from pgx.Tx, db *sql.DB) error {
	to, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if err := tableIntoSQLite(ctx, t, from, to); err != nil {
			return errors.Join(fmt.Errorf("copy table %s: %w", t.name, told(err)), to.Rollback())
		}
	}
	return to.Commit()
}

func tableIntoSQLite(ctx context.Context, t table, from pgx.Tx, to *sql.Tx) (err error) {
	rows, err := from.Query(ctx, t.all())
	if err != nil {
		return err
	}
	defer rows.Close()
	var columns, places []string
	for i, f := range rows.FieldDescriptions() {
		columns, places = append(columns, f.Name), append(places, fmt.Sprintf("$%d", i+1))
	}
	insert, err := to.PrepareContext(ctx, "insert into "+t.name+" ("+strings.Join(columns, ", ")+") values ("+strings.Join(places, ", ")+")") //nolint:gosec // names of our own schema
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			return err
		}
		if _, err := insert.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Sums counts and sums every table of the database at an address, in the order of its keys.
func Sums(ctx context.Context, address string) (done []Copied, err error) {
	e, err := engineAt(address)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, e.close()) }()
	var db *sql.DB
	if file, ok := e.(*sqliteEngine); ok { // a fresh file has to take our settings first, which readers cannot give it
		db = file.db
	} else {
		read, err := e.readers(ctx)
		if err != nil {
			return nil, err
		}
		db = read.DB
		defer func() { _ = db.Close() }() // it only read
	}
	for _, t := range tables {
		c, err := sumOf(ctx, t, db)
		if err != nil {
			return nil, fmt.Errorf("sum table %s: %w", t.name, told(err))
		}
		done = append(done, c)
	}
	return done, nil
}

func sumOf(ctx context.Context, t table, db *sql.DB) (c Copied, err error) {
	rows, err := db.QueryContext(ctx, t.all())
	if err != nil {
		return c, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return c, err
	}
	sum := sha256.New()
	for rows.Next() {
		values, err := scanAny(rows, len(columns))
		if err != nil {
			return c, err
		}
		addRow(sum, values)
		c.Rows++
	}
	c.Table, c.Sum = t.name, hexSum(sum)
	return c, rows.Err()
}
