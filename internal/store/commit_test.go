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
)

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "t.db"), time.Now)
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
func TestGroupCommitSparesTheOthers(t *testing.T) {
	s := open(t)
	var wg sync.WaitGroup
	for i := range 300 {
		wg.Go(func() {
			err := s.commit(t.Context(), func(tx *sql.Tx) error {
				if _, err := tx.Exec(insertJob, fmt.Sprint(i), "k", "{}", 1); err != nil {
					return err
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
	if err := s.readDB.QueryRow(`select count(*), count(*) filter (where cast(id as integer) % 3 <> 0) from jobs`).Scan(&n, &wrong); err != nil || n != 100 || wrong != 0 {
		t.Errorf("%d rows, %d of refused updates, %v", n, wrong, err)
	}
}

func TestCommitOfACallerWhoLeft(t *testing.T) {
	s := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.commit(ctx, func(*sql.Tx) error { t.Error("ran"); return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestReadersCannotWrite(t *testing.T) {
	s := open(t)
	if _, err := s.readDB.Exec(insertJob, "x", "k", "{}", 1); err == nil {
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
		if err := guard(t.Context(), db); (err != nil) != refused {
			t.Errorf("%s: %v", settings, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
	for _, address := range []string{"", "sqlite:", "postgres://secret@host/db", "sqlite::memory:"} {
		s, err := Open(t.Context(), address, time.Now)
		if err == nil {
			t.Errorf("%q was opened", address)
			_ = s.Close()
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("the message gives the password away: %v", err)
		}
	}
}

func BenchmarkCommit(b *testing.B) {
	for _, clients := range []int{1, 64} {
		b.Run(fmt.Sprint(clients), func(b *testing.B) {
			s, err := Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "t.db"), time.Now)
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			b.SetParallelism(clients)
			var mu sync.Mutex
			n := 0
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					mu.Lock()
					n++
					id := fmt.Sprint(n)
					mu.Unlock()
					if err := s.commit(b.Context(), func(tx *sql.Tx) error {
						_, err := tx.Exec(insertJob, id, "k", "{}", 1)
						return err
					}); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}
