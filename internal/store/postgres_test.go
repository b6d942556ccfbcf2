package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

func TestWeakServersAreRefused(t *testing.T) {
	good := postgresFacts{version: 150004, collation: "C", encoding: "UTF8", libc: true, fsync: "on", pageWrites: "on", synchronousCommit: "on"}
	for _, tc := range []struct {
		spoil func(*postgresFacts)
		want  string // of the cure; empty: taken
	}{
		{func(*postgresFacts) {}, ""},
		{func(f *postgresFacts) { f.synchronousCommit = "remote_apply" }, ""},
		{func(f *postgresFacts) { f.version = 140011 }, "version 15"},
		{func(f *postgresFacts) { f.collation = "fa_IR.UTF-8" }, "lc_collate 'C'"},
		{func(f *postgresFacts) { f.libc = false }, "lc_collate 'C'"},
		{func(f *postgresFacts) { f.encoding = "SQL_ASCII" }, "encoding 'UTF8'"},
		{func(f *postgresFacts) { f.fsync = "off" }, "set both to on"},
		{func(f *postgresFacts) { f.pageWrites = "off" }, "set both to on"},
		{func(f *postgresFacts) { f.synchronousCommit = "off" }, "set it to on"},
		{func(f *postgresFacts) { f.synchronousCommit = "local" }, "set it to on"},
		{func(f *postgresFacts) { f.synchronousCommit = "remote_write" }, "set it to on"},
		{func(f *postgresFacts) { f.readOnly = true }, "address of the primary"},
	} {
		f := good
		tc.spoil(&f)
		err := f.check()
		if (err == nil) != (tc.want == "") || err != nil && !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%+v: %v, want %q", f, err, tc.want)
		}
	}
}

// TestWeakDatabasesAreRefused asks a real server.
func TestWeakDatabasesAreRefused(t *testing.T) {
	c := storetest.Shared(t)
	for _, tc := range []struct{ make, want string }{
		{`create database weak template template0 lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`, "lc_collate 'C'"},
		{`create database weak template template0 encoding 'SQL_ASCII'`, "encoding 'UTF8'"},
		{`create database weak; alter database weak set synchronous_commit = off`, "set it to on"},
		{`create database weak; alter database weak set default_transaction_read_only = on`, "address of the primary"},
	} {
		for _, statement := range strings.Split(tc.make, ";") {
			if err := c.Do("postgres", statement); err != nil {
				t.Fatal(err)
			}
		}
		s, err := Open(t.Context(), c.URL("weak"), time.Now)
		if err == nil {
			_ = s.Close()
		}
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v", tc.make, err)
		}
		if err := c.Do("postgres", "drop database weak with (force)"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatErrorsMean(t *testing.T) {
	state := func(code string) error { return fmt.Errorf("x: %w", &pgconn.PgError{Code: code}) }
	for _, tc := range []struct {
		err  error
		want *fault.Fault
	}{
		{state("23505"), ErrTaken},
		{state("40P01"), ErrStale},
		{state("55P03"), ErrStale},
		{state("57014"), ErrSlow},
		{state("57P01"), ErrGone},
		{state("57P03"), ErrGone},
		{state("08006"), ErrGone},
		{state("25P03"), ErrGone},
		{state("25006"), ErrReadOnly},
		{state("53100"), ErrFull},
		{state("53300"), ErrBusy},
		{state("58030"), ErrSlow},
		{syscall.ECONNREFUSED, ErrGone},
		{io.ErrUnexpectedEOF, ErrGone},
		{context.DeadlineExceeded, ErrSlow},
		{ErrBusy, ErrBusy},
	} {
		got := told(fmt.Errorf("wrapped: %w", tc.err))
		if !errors.Is(got, tc.want) {
			t.Errorf("%v means %v, want %v", tc.err, got, tc.want)
		}
		if f, _ := fault.As(got); f != nil && f.Kind == fault.Unavailable && f.Params["seconds"] == nil {
			t.Errorf("%v does not say when to come back", f)
		}
	}
	if err := told(state("42601")); fault.Is(err, fault.Unavailable) {
		t.Errorf("a mistake of ours is told as %v", err)
	}
}

// TestGoneAndBack: without its server the store says so at once, and comes back by itself.
func TestGoneAndBack(t *testing.T) {
	c, err := storetest.New(storetest.Memory())
	if errors.Is(err, storetest.ErrAbsent) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	s := openAt(t, c.URL("postgres"))
	put := func(id string) error {
		return s.commit(t.Context(), id, func(ch *change) error {
			ch.exec(insertJob, id, "k", "{}", 1)
			return nil
		})
	}
	extra := 0
	for round, how := range []syscall.Signal{storetest.Fast, storetest.Immediate, storetest.Kill} {
		if err := put(fmt.Sprint("before", round)); err != nil {
			t.Fatal(err)
		}
		c.Stop(how)
		at := time.Now()
		err := put(fmt.Sprint("during", round))
		for how == storetest.Kill && err == nil { // what is left of the server serves until it sees the end
			extra++
			err = put(fmt.Sprint("still", extra))
		}
		if !errors.Is(err, ErrGone) {
			t.Errorf("a write without a server: %v", err)
		}
		if _, err := (Jobs{s}).Buried(t.Context()); !errors.Is(err, ErrGone) {
			t.Errorf("a read without a server: %v", err)
		}
		if err := s.Ping(t.Context()); !errors.Is(err, ErrGone) {
			t.Errorf("a ping without a server: %v", err)
		}
		if time.Since(at) > 5*time.Second {
			t.Errorf("it took %v to say so", time.Since(at))
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if err := put(fmt.Sprint("after", round)); err != nil {
			t.Errorf("a write after the server came back: %v", err)
		}
		if _, err := (Jobs{s}).Buried(t.Context()); err != nil {
			t.Errorf("a read after the server came back: %v", err)
		}
	}
	var n int
	if err := s.reads.QueryRow(`select count(*) from jobs`).Scan(&n); err != nil || n != 6+extra {
		t.Errorf("%d rows, want %d; %v", n, 6+extra, err)
	}
}

// TestSlow: a table that somebody holds makes everybody wait, and they are told.
func TestSlow(t *testing.T) {
	address := storetest.Postgres.Address(t)
	s := openAt(t, address+"&statement_timeout=400")
	side, err := storetest.Side(t, address).BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = side.Rollback() }()
	if _, err := side.Exec(`lock table jobs in access exclusive mode`); err != nil {
		t.Fatal(err)
	}
	if _, err := (Jobs{s}).Buried(t.Context()); !errors.Is(err, ErrSlow) {
		t.Errorf("a read that waits: %v", err)
	}
	err = s.commit(t.Context(), "x", func(c *change) error {
		c.exec(insertJob, "x", "k", "{}", 1)
		return nil
	})
	if !errors.Is(err, ErrSlow) {
		t.Errorf("a write that waits: %v", err)
	}
}

// TestConnectionsCutInTheCommitWindow ends back ends at random while 16 clients write:
// nothing acknowledged is lost, nothing that was told undone stands (TRUST F8).
func TestConnectionsCutInTheCommitWindow(t *testing.T) {
	address := storetest.Postgres.Address(t)
	s := openAt(t, address)
	side := storetest.Side(t, address)
	var mu sync.Mutex
	said := map[string]error{}
	var all sync.WaitGroup
	end := time.Now().Add(2 * time.Second)
	for client := range 16 {
		all.Go(func() {
			for n := 0; time.Now().Before(end); n++ {
				id := fmt.Sprint(client, "-", n)
				err := s.commit(context.Background(), id, func(c *change) error {
					c.exec(insertJob, id, "k", "{}", 1)
					return nil
				})
				mu.Lock()
				said[id] = err
				mu.Unlock()
			}
		})
	}
	cuts := 0
	for time.Now().Before(end) {
		var n int
		if err := side.QueryRow(`select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`).Scan(&n); err != nil {
			t.Error(err)
		}
		cuts += n
		time.Sleep(time.Millisecond)
	}
	all.Wait()
	stands := map[string]bool{}
	rows, err := side.Query(`select id from jobs`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		stands[id] = true
	}
	acked, unsure, lost, undone := 0, 0, 0, 0
	for id, err := range said {
		switch {
		case err == nil:
			acked++
			if !stands[id] {
				lost++
			}
		case errors.Is(err, ErrUnsure):
			unsure++
		case errors.Is(err, ErrGone):
			if stands[id] {
				undone++
			}
		default:
			t.Errorf("answered %v", err)
		}
	}
	t.Logf("FAULT name=backend-cut cuts=%d acked=%d lost=%d unsure=%d told_undone_but_stands=%d", cuts, acked, lost, unsure, undone)
	if cuts == 0 || acked == 0 || lost > 0 || undone > 0 {
		t.Error("lost, doubled, or proved nothing")
	}
}
