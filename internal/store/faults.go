package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// Faults of the store.
var (
	ErrUnknown = fault.New(fault.NotFound, "store.unknown") // no such row, or not yours
	ErrTaken   = fault.New(fault.Conflict, "store.taken")   // a unique key stands already
	ErrStale   = fault.New(fault.Conflict, "store.stale")   // the row moved on since it was read

	ErrBusy     = fault.New(fault.Unavailable, "store.busy").With("seconds", 2)       // too many updates wait
	ErrGone     = fault.New(fault.Unavailable, "store.gone").With("seconds", 5)       // the database does not answer; nothing was written
	ErrUnsure   = fault.New(fault.Unavailable, "store.unsure").With("seconds", 5)     // the answer to a commit was lost; it may stand
	ErrSlow     = fault.New(fault.Unavailable, "store.slow").With("seconds", 5)       // the database took too long; nothing was written
	ErrReadOnly = fault.New(fault.Unavailable, "store.read_only").With("seconds", 30) // a standby, or set so by its operator
	ErrFull     = fault.New(fault.Unavailable, "store.full").With("seconds", 60)      // its disk is full
)

// told turns a driver's words into the store's faults.
func told(err error) error {
	if _, ours := fault.As(err); ours || err == nil {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return ErrUnknown
	}
	if f := meaning(err); f != nil {
		return f.Because(err)
	}
	return err
}

// meaning finds the fault that an engine's error stands for; nil when there is none.
func meaning(err error) *fault.Fault {
	var pg *pgconn.PgError
	var lite *sqlite.Error
	var network net.Error
	switch {
	case errors.As(err, &pg):
		return postgresMeaning(pg.Code)
	case errors.As(err, &lite):
		return sqliteMeaning(lite)
	case errors.Is(err, context.DeadlineExceeded):
		return ErrSlow
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF),
		errors.Is(err, net.ErrClosed), errors.As(err, &network), pgconn.SafeToRetry(err), isConnect(err):
		return ErrGone
	}
	return nil
}

func isConnect(err error) bool {
	var refused *pgconn.ConnectError
	return errors.As(err, &refused)
}

// postgresMeaning reads a SQLSTATE; its first two letters are its class.
func postgresMeaning(code string) *fault.Fault {
	switch code {
	case "23505":
		return ErrTaken
	case "22021": // a zero byte or broken UTF-8, which no row can hold
		return ErrUnknown
	case "40001", "40P01", "55P03": // another transaction was first
		return ErrStale
	case "57014": // statement_timeout
		return ErrSlow
	case "25006":
		return ErrReadOnly
	case "53100":
		return ErrFull
	case "53300", "53400":
		return ErrBusy
	}
	switch code[:min(2, len(code))] {
	case "08", "57", "25": // connection, operator intervention, a transaction that was ended
		return ErrGone
	case "53", "58": // resources, system
		return ErrSlow
	}
	return nil
}

func sqliteMeaning(err *sqlite.Error) *fault.Fault {
	switch err.Code() & 0xff { // the rest is detail
	case sqlite3.SQLITE_CONSTRAINT:
		if strings.Contains(err.Error(), "UNIQUE constraint failed") {
			return ErrTaken
		}
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrSlow
	case sqlite3.SQLITE_READONLY:
		return ErrReadOnly
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN:
		return ErrGone
	}
	return nil
}
