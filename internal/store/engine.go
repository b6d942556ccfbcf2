package store

import (
	"context"
	"fmt"
	"strings"
)

// engine is what the two databases do each their own way.
type engine interface {
	// session opens a connection to write with, and refuses weak settings.
	session(ctx context.Context) (session, error)
	// readers opens the pool that reads.
	readers(ctx context.Context) (pool, error)
	// migrate brings the schema up to date.
	migrate(ctx context.Context) error
	// lanes says how many writers pay, and what opens a transaction on people.
	lanes() (n int, people string)
	// conflicts says whether other programs write to this database too.
	conflicts() bool
	// passing is the end of a query that passes over rows that others hold.
	passing() string
	close() error
}

// session is one connection with one transaction at a time.
type session interface {
	begin(ctx context.Context, first string, alone bool) error
	// query runs the statements before and then asks.
	query(ctx context.Context, before []statement, ask statement) (rows, error)
	// run stops at the first fault.
	run(ctx context.Context, list []statement) error
	// commit runs the last statements and makes everything durable. ErrUnsure: nobody knows.
	// errUndone: it was undone.
	commit(ctx context.Context, last []statement) error
	rollback(ctx context.Context) error
	// holding is the end of a query whose rows must not change until the commit.
	holding() string
	// lost says that the connection is of no more use; what was not committed is undone.
	lost() bool
	close()
}

// engineAt chooses by address: "sqlite:PATH" or "postgres://…".
func engineAt(address string) (engine, error) {
	scheme, rest, _ := strings.Cut(address, ":")
	switch {
	case scheme == "sqlite" && rest != "":
		return openSQLite(rest)
	case scheme == "postgres" || scheme == "postgresql":
		return openPostgres(address)
	}
	return nil, fmt.Errorf("database address %q: want sqlite:PATH or postgres://USER@HOST/DATABASE", redact(address))
}

func redact(address string) string {
	scheme, _, _ := strings.Cut(address, ":")
	return scheme + ":…"
}
