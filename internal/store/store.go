package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver named "sqlite"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// Faults of the store.
var (
	ErrUnknown = fault.New(fault.NotFound, "store.unknown") // no such row, or not yours
	ErrTaken   = fault.New(fault.Conflict, "store.taken")   // a unique key stands already
	ErrStale   = fault.New(fault.Conflict, "store.stale")   // the row moved on since it was read
	ErrBusy    = fault.New(fault.Unavailable, "store.busy") // too many updates wait
)

// minSQLite is the first version without the WAL-reset corruption bug.
const minSQLite = "3.51.3"

// Store is the database. Use Open; a Store is safe for many goroutines.
type Store struct {
	writeDB *sql.DB // one connection, used by the writer alone
	readDB  *sql.DB // read-only pool
	queue   chan *member
	done    chan struct{}
	stopped chan struct{}
	now     func() time.Time
	onBatch atomic.Pointer[func()] // called after a batch is on disk
}

// Open opens, migrates and guards the database at address: "sqlite:PATH". It refuses an
// engine that is too old or settings under which an acknowledged filing could be lost.
func Open(ctx context.Context, address string, now func() time.Time) (*Store, error) {
	path, ok := strings.CutPrefix(address, "sqlite:")
	if !ok || path == "" {
		return nil, fmt.Errorf("database address %q: want sqlite:PATH", redact(address))
	}
	writeDB, err := sql.Open("sqlite", dsn(path, "rwc", "_txlock=immediate"))
	if err != nil {
		return nil, err
	}
	writeDB.SetMaxOpenConns(1)
	s := &Store{writeDB: writeDB, queue: make(chan *member, queueLength), done: make(chan struct{}), stopped: make(chan struct{}), now: now}
	if err := errors.Join(guard(ctx, writeDB)); err != nil {
		return nil, errors.Join(err, writeDB.Close())
	}
	if err := migrate(ctx, writeDB); err != nil {
		return nil, errors.Join(err, writeDB.Close())
	}
	if s.readDB, err = sql.Open("sqlite", dsn(path, "ro", "_pragma=query_only(1)")); err != nil {
		return nil, errors.Join(err, writeDB.Close())
	}
	s.readDB.SetMaxOpenConns(8)
	go s.write()
	return s, nil
}

// dsn spells the settings of STACK: write-ahead log, a sync before every acknowledgement.
func dsn(path, mode, more string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?mode=" + mode + "&" + more +
		"&_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=cache_size(-65536)"
}

func redact(address string) string {
	scheme, _, _ := strings.Cut(address, ":")
	return scheme + ":…"
}

// guard refuses an old engine and weak settings, naming the cure.
func guard(ctx context.Context, db *sql.DB) error {
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

// Close lets the waiting updates finish, then closes the database.
func (s *Store) Close() error {
	close(s.done)
	<-s.stopped
	return errors.Join(s.readDB.Close(), s.writeDB.Close())
}

// Ping says whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.readDB.PingContext(ctx) }
