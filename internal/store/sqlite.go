package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"sync"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver named "sqlite"
)

// minSQLite is the first version without the WAL-reset corruption bug.
const minSQLite = "3.51.3"

// sqliteEngine is one file. One connection writes; the readers cannot.
type sqliteEngine struct {
	path string
	db   *sql.DB
}

func openSQLite(path string) (engine, error) {
	db, err := sql.Open("sqlite", sqliteDSN(path, "rwc"))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &sqliteEngine{path, db}, nil
}

// sqliteDSN spells the settings: write-ahead log, a sync before every acknowledgement;
// savepoints undone from memory, not from a file (a fifth of a submission); and the log
// brought home each 32 MB, not each 4 (a quarter at 64 clients).
func sqliteDSN(path, mode string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?mode=" + mode +
		"&_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=cache_size(-65536)&_pragma=temp_store(2)&_pragma=wal_autocheckpoint(8000)"
}

func (e *sqliteEngine) session(ctx context.Context) (session, error) {
	if err := guardSQLite(ctx, e.db); err != nil {
		return nil, err
	}
	return &sqliteSession{db: e.db}, nil
}

// readers stay open: opening one anew takes longer than a dozen reads.
func (e *sqliteEngine) readers(context.Context) (pool, error) {
	db, err := sql.Open("sqlite", sqliteDSN(e.path, "ro")+"&_pragma=query_only(1)")
	if err == nil {
		db.SetMaxOpenConns(8)
		db.SetMaxIdleConns(8)
	}
	return pool{db, &sync.Map{}}, err
}

func (e *sqliteEngine) migrate(ctx context.Context) error {
	return migrate(ctx, goose.DialectSQLite3, e.db)
}

func (e *sqliteEngine) lanes() (n int, opening string) { return 1, "" }
func (e *sqliteEngine) conflicts() bool                { return false }
func (e *sqliteEngine) passing() string                { return "" }
func (e *sqliteEngine) close() error                   { return e.db.Close() }

// guardSQLite refuses an old engine and weak settings, naming the cure.
func guardSQLite(ctx context.Context, db *sql.DB) error {
	var version, journal string
	var sync int
	row := db.QueryRowContext(ctx, `select sqlite_version()`)
	if err := row.Scan(&version); err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	if olderThan(version, minSQLite) {
		return fmt.Errorf("SQLite %s may corrupt its log when it is reset; build with %s or newer", version, minSQLite)
	}
	if err := errors.Join(db.QueryRowContext(ctx, `pragma journal_mode`).Scan(&journal), db.QueryRowContext(ctx, `pragma synchronous`).Scan(&sync)); err != nil {
		return fmt.Errorf("read database settings: %w", err)
	}
	if journal != "wal" || sync < 2 {
		return fmt.Errorf("journal_mode=%s synchronous=%d would risk acknowledged filings; put the database on a disk that allows WAL with synchronous=FULL", journal, sync)
	}
	return nil
}

func olderThan(version, least string) bool {
	var a, b [3]int
	_, errA := fmt.Sscanf(version, "%d.%d.%d", &a[0], &a[1], &a[2])
	_, errB := fmt.Sscanf(least, "%d.%d.%d", &b[0], &b[1], &b[2])
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return errA != nil || errB != nil
}
