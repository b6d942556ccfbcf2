package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

func open(t *testing.T, e storetest.Engine) *Store {
	t.Helper()
	return openAt(t, e.Address(t))
}

func openAt(t *testing.T, address string) *Store {
	t.Helper()
	s, err := Open(t.Context(), address, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

var errRefused = errors.New("refused")

// TestGroupCommitSparesTheOthers sends good, refusing and panicking updates together: the
// good ones stay, of the others nothing does.
func TestGroupCommitSparesTheOthers(t *testing.T) { storetest.Each(t, testGroupCommitSparesTheOthers) }

func testGroupCommitSparesTheOthers(t *testing.T, e storetest.Engine) {
	s := open(t, e)
	var wg sync.WaitGroup
	for i := range 300 {
		wg.Go(func() {
			err := s.commit(t.Context(), fmt.Sprint(i), func(c *change) error {
				c.exec(insertJob, fmt.Sprint(i), "k", "{}", 1)
				if i%2 == 0 { // what was written reaches the database before the update ends
					if err := ask(c.ctx, c, `select 1`).Scan(new(int)); err != nil {
						return err
					}
				}
				switch i % 3 {
				case 1:
					return errRefused
				case 2:
					panic("boom")
				}
				return nil
			})
			switch {
			case i%3 == 0 && err != nil, i%3 == 1 && !errors.Is(err, errRefused), i%3 == 2 && (err == nil || !strings.Contains(err.Error(), "boom")):
				t.Errorf("update %d answered %v", i, err)
			}
		})
	}
	wg.Wait()
	var n, wrong int
	if err := s.reads.QueryRow(`select count(*), count(*) filter (where cast(id as integer) % 3 <> 0) from jobs`).Scan(&n, &wrong); err != nil || n != 100 || wrong != 0 {
		t.Errorf("%d rows, %d of refused updates, %v", n, wrong, err)
	}
}

func TestCommitOfACallerWhoLeft(t *testing.T) { storetest.Each(t, testCommitOfACallerWhoLeft) }

func testCommitOfACallerWhoLeft(t *testing.T, e storetest.Engine) {
	s := open(t, e)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.commit(ctx, "x", func(*change) error { t.Error("ran"); return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestReadersCannotWrite(t *testing.T) { storetest.Each(t, testReadersCannotWrite) }

func testReadersCannotWrite(t *testing.T, e storetest.Engine) {
	s := open(t, e)
	if _, err := s.reads.Exec(insertJob, "x", "k", "{}", 1); err == nil {
		t.Error("the reading pool wrote")
	}
}

func TestOlderEnginesAreRefused(t *testing.T) {
	for version, want := range map[string]bool{"3.51.2": true, "3.51.3": false, "3.54.1": false, "3.9.9": true, "4.0.0": false, "": true} {
		if got := olderThan(version, minSQLite); got != want {
			t.Errorf("olderThan(%q) = %v", version, got)
		}
	}
}

// TestWeakSettingsAreRefused: under these an acknowledged filing could be lost with the power.
func TestWeakSettingsAreRefused(t *testing.T) {
	for settings, refused := range map[string]bool{
		"_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)":    false,
		"_pragma=journal_mode(WAL)&_pragma=synchronous(EXTRA)":   false,
		"_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)":  true,
		"_pragma=journal_mode(WAL)&_pragma=synchronous(OFF)":     true,
		"_pragma=journal_mode(DELETE)&_pragma=synchronous(FULL)": true,
		"_pragma=journal_mode(MEMORY)&_pragma=synchronous(FULL)": true,
	} {
		db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "t.db")+"?"+settings)
		if err != nil {
			t.Fatal(err)
		}
		if err := guardSQLite(t.Context(), db); (err != nil) != refused {
			t.Errorf("%s: %v", settings, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
	for _, address := range []string{"", "sqlite:", "postgres://user:secret@127.0.0.1:1/db", "postgres://user:secret@[::1", "mysql://user:secret@host", "sqlite::memory:"} {
		s, err := Open(t.Context(), address, time.Now)
		if err == nil {
			t.Errorf("%q was opened", address)
			_ = s.Close()
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("the message gives the password away: %v", err)
		}
	}
}
