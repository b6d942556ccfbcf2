package store

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

const (
	minPostgres  = 150000 // server_version_num
	filingLanes  = 2      // one carries out while the other waits for its sync
	readersAtOne = 16     // connections of one program that read
)

// postgresEngine is one database of a PostgreSQL server, which other programs use too.
type postgresEngine struct{ config *pgx.ConnConfig }

func openPostgres(address string) (engine, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, errors.New("database address postgres:… cannot be read; write postgres://USER@HOST:5432/DATABASE") // its own words could hold the password
	}
	config.ConnectTimeout = 5 * time.Second
	dialer := &net.Dialer{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 5 * time.Second, Interval: 2 * time.Second, Count: 3}}
	config.DialFunc = dialer.DialContext
	for name, value := range map[string]string{
		"application_name": "tarazu", "timezone": "UTC",
		"statement_timeout": "15000", "lock_timeout": "10000", // milliseconds
		"idle_in_transaction_session_timeout": "10000", // a node that froze must not hold the others
	} {
		if config.RuntimeParams[name] == "" { // the address may say otherwise
			config.RuntimeParams[name] = value
		}
	}
	return &postgresEngine{config}, nil
}

func (e *postgresEngine) session(ctx context.Context) (session, error) {
	conn, err := pgx.ConnectConfig(ctx, e.config)
	if err != nil {
		return nil, e.refused(err)
	}
	if err := guardPostgres(ctx, conn); err != nil {
		return nil, errors.Join(err, conn.Close(ctx))
	}
	return &postgresSession{conn: conn}, nil
}

// refused keeps the address, which may hold the password, out of the words.
func (e *postgresEngine) refused(err error) error {
	if f := meaning(err); f != nil {
		return f.Because(fmt.Errorf("connect to PostgreSQL at %s: %w", e.config.Host, err))
	}
	return fmt.Errorf("connect to PostgreSQL at %s: %w", e.config.Host, err)
}

func (e *postgresEngine) readers(context.Context) (pool, error) {
	config := e.config.Copy()
	config.RuntimeParams["default_transaction_read_only"] = "on"
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(readersAtOne)
	db.SetMaxIdleConns(readersAtOne)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return pool{DB: db}, nil
}

// migrate holds a lock meanwhile: nodes may start together. It has all the time it needs.
func (e *postgresEngine) migrate(ctx context.Context) error {
	db := stdlib.OpenDB(*e.patient())
	defer func() { _ = db.Close() }() // its one session ended with the migrations
	one, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return err
	}
	return migrate(ctx, goose.DialectPostgres, db, goose.WithSessionLocker(one))
}

func (e *postgresEngine) patient() *pgx.ConnConfig {
	config := e.config.Copy()
	config.RuntimeParams["statement_timeout"], config.RuntimeParams["idle_in_transaction_session_timeout"] = "0", "0"
	return config
}

// lockPeople is held to the end of each transaction on people; lockLeaves likewise, and is
// taken last, so that nobody waits for anybody in a circle.
const (
	lockPeople = `select pg_advisory_xact_lock(7821, 1)`
	lockLeaves = `select pg_advisory_xact_lock(7821, 2)`
)

func (e *postgresEngine) lanes() (n int, opening string) { return 1 + filingLanes, lockPeople }
func (e *postgresEngine) conflicts() bool                { return true }
func (e *postgresEngine) passing() string                { return ` for update skip locked` }
func (e *postgresEngine) close() error                   { return nil }

const postgresSettings = `
	select cast(current_setting('server_version_num') as bigint), d.datcollate, d.datlocprovider = 'c', pg_encoding_to_char(d.encoding),
		current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'),
		pg_is_in_recovery() or current_setting('transaction_read_only') = 'on'
	from pg_database d
	where d.datname = current_database()`

// postgresFacts is what a connection must show before it may write.
type postgresFacts struct {
	version                              int64
	collation, encoding                  string
	libc, readOnly                       bool
	fsync, pageWrites, synchronousCommit string
}

// guardPostgres refuses an old engine and weak settings, naming the cure. It looks at every
// new connection: the server may have come back with others.
func guardPostgres(ctx context.Context, conn *pgx.Conn) error {
	var version int64
	if err := conn.QueryRow(ctx, `select cast(current_setting('server_version_num') as bigint)`).Scan(&version); err != nil {
		return told(err)
	}
	if version < minPostgres {
		return postgresFacts{version: version}.check()
	}
	var f postgresFacts
	err := conn.QueryRow(ctx, postgresSettings).Scan(&f.version, &f.collation, &f.libc, &f.encoding, &f.fsync, &f.pageWrites, &f.synchronousCommit, &f.readOnly)
	if err != nil {
		return told(err)
	}
	return f.check()
}

func (f postgresFacts) check() error {
	switch {
	case f.version < minPostgres:
		return fmt.Errorf("PostgreSQL %d is too old; use version 15 or newer", f.version/10000)
	case !f.libc || f.collation != "C" && f.collation != "POSIX":
		return fmt.Errorf("the database sorts text by %s, which may change with the system; make it anew: create database NAME template template0 lc_collate 'C' lc_ctype 'C' encoding 'UTF8'", f.collation)
	case f.encoding != "UTF8":
		return fmt.Errorf("the database keeps text as %s; make it anew: create database NAME template template0 lc_collate 'C' lc_ctype 'C' encoding 'UTF8'", f.encoding)
	case f.fsync != "on" || f.pageWrites != "on":
		return fmt.Errorf("fsync=%s full_page_writes=%s would risk acknowledged filings; set both to on in postgresql.conf and restart PostgreSQL", f.fsync, f.pageWrites)
	case f.synchronousCommit != "on" && f.synchronousCommit != "remote_apply":
		return fmt.Errorf("synchronous_commit=%s would risk acknowledged filings; set it to on for this database and its user", f.synchronousCommit)
	case f.readOnly:
		return ErrReadOnly.Because(errors.New("this PostgreSQL is a standby or takes no writes; give the address of the primary"))
	}
	return nil
}
