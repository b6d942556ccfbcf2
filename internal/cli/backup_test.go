package cli

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/store"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// lived is a demonstration on an engine, with a filed petition in it.
func lived(t *testing.T, e storetest.Engine, more ...func(*config.Config)) (*instance, program) {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	c := config.Config{Listen: server.Listener.Addr().String(), Data: t.TempDir(), DatabaseURL: e.Address(t), Rollout: "complete"}
	for _, set := range more {
		set(&c)
	}
	a, err := newDemo(t.Context(), c, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = a.handler
	server.Start()
	t.Cleanup(func() { server.Close(); a.close() })
	filer := apiAs(t, server.URL, "zahra")
	filer.file()
	return &instance{config: c, key: seal.DemoKey()}, filer
}

// file files one petition and gives its tracking number.
func (p program) file() string {
	p.t.Helper()
	id := p.draft()
	p.ready(id)
	return p.must("POST", "/filings/"+id+"/submit", "", "Idempotency-Key: k-"+id).say("tracking_number")
}

// TestBackupOfALivingInstance backs up while filings go on, restores into both engines, and
// finds everything that had a receipt before the backup began.
func TestBackupOfALivingInstance(t *testing.T) {
	storetest.Each(t, func(t *testing.T, e storetest.Engine) {
		i, filer := lived(t, e)
		before := filer.file()
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			for n := 0; n < 20 && ctx.Err() == nil; n++ {
				filer.draft()
			}
		}()
		dir := filepath.Join(t.TempDir(), "backup")
		m, err := i.backup(t.Context(), dir)
		stop()
		<-done
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Files) < 2 {
			t.Errorf("backed up %d files", len(m.Files))
		}
		for _, to := range []storetest.Engine{storetest.SQLite, storetest.Postgres} {
			restored(t, i, dir, to, before)
		}
		refusedBackups(t, i, dir)
	})
}

// restored brings a backup into an empty instance and looks for a filing in it.
func restored(t *testing.T, from *instance, dir string, to storetest.Engine, tracking string) {
	t.Helper()
	i := &instance{config: config.Config{Data: t.TempDir(), DatabaseURL: to.Address(t)}, key: from.key}
	if path, isFile := strings.CutPrefix(i.config.DatabaseURL, "sqlite:"); isFile {
		_ = os.Remove(path) // an empty one stands there
	}
	if _, err := i.restore(t.Context(), dir); err != nil {
		t.Fatalf("restore into %v: %v", to, err)
	}
	db, err := store.Open(t.Context(), i.config.DatabaseURL, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	filings := store.Filings{Store: db}
	if f, err := filings.ByTracking(t.Context(), tracking); err != nil || f.State != "submitted" {
		t.Errorf("%v has no %s: %v", to, tracking, err)
	}
	attachments, err := openFiles(t.Context(), i.config)
	if err != nil {
		t.Fatal(err)
	}
	found, err := examine(t.Context(), filings, blobs{attachments}, i.trusted(), io.Discard)
	if err != nil || found.faults != 0 || found.versions < 2 || found.receipts != found.versions {
		t.Errorf("fsck of %v: %v, %v", to, found, err)
	}
	if _, err := i.restore(t.Context(), dir); err == nil {
		t.Errorf("restored into a full %v", to)
	}
}

// refusedBackups: a missing piece, a changed byte, another's key.
func refusedBackups(t *testing.T, i *instance, dir string) {
	t.Helper()
	other := seal.NewKey([32]byte{1})
	fresh := func(key *seal.Key) *instance { return &instance{config: config.Config{Data: t.TempDir()}, key: key} }
	if _, err := fresh(other).restore(t.Context(), dir); err == nil {
		t.Error("restored under another key")
	}
	var some string
	_ = filepath.WalkDir(filepath.Join(dir, "blobs"), func(path string, e fs.DirEntry, _ error) error {
		if e.Type().IsRegular() {
			some = path
		}
		return nil
	})
	text, err := os.ReadFile(some)
	if err != nil {
		t.Fatal(err)
	}
	for name, harm := range map[string]func() error{
		"a changed byte of a file": func() error { return os.WriteFile(some, append([]byte{text[0] ^ 1}, text[1:]...), 0o600) },
		"a missing file":           func() error { return os.Remove(some) },
		"a changed row":            func() error { return changeRow(filepath.Join(dir, "tarazu.db")) },
		"no manifest":              func() error { return os.Remove(filepath.Join(dir, "manifest.json")) },
	} {
		if err := harm(); err != nil {
			t.Fatal(err)
		}
		if _, err := fresh(i.key).restore(t.Context(), dir); err == nil {
			t.Errorf("restored a backup with %s", name)
		}
		if err := os.WriteFile(some, text, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
}

func changeRow(path string) error {
	db, err := openSide(path)
	if err != nil {
		return err
	}
	_, err = db.Exec(`update filings set owner_name = owner_name || 'x'`)
	return errors.Join(err, db.Close())
}

// TestFsckFindsWhatWasHarmed plants each harm in a living instance's store.
func TestFsckFindsWhatWasHarmed(t *testing.T) {
	i, _ := lived(t, storetest.SQLite)
	path := strings.TrimPrefix(i.config.DatabaseURL, "sqlite:")
	for _, tc := range []struct{ harm, back, say string }{
		{`update contents set body = replace(body, 'تهران', 'شیراز')`, `update contents set body = replace(body, 'شیراز', 'تهران')`, "the words were changed"},
		{`update receipts set body = replace(body, 'PEA', 'PEB')`, `update receipts set body = replace(body, 'PEB', 'PEA')`, "the receipt does not hold"},
		{`update leaves set digest = 'x' || digest`, `update leaves set digest = substr(digest, 2)`, "has no leaf"},
		{`update filings set content_number = content_number + 1 where content_number > 0`, `update filings set content_number = content_number - 1 where content_number > 0`, "is missing"},
	} {
		said := fsckAfter(t, i, path, tc.harm)
		if !strings.Contains(said, tc.say) {
			t.Errorf("after %s fsck says %q", tc.harm, said)
		}
		if said := fsckAfter(t, i, path, tc.back); said != "" {
			t.Errorf("after %s fsck still says %q", tc.back, said)
		}
	}
}

func fsckAfter(t *testing.T, i *instance, path, statement string) string {
	t.Helper()
	side, err := openSide(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := side.Exec(statement); err != nil {
		t.Fatal(err)
	}
	if err := side.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), i.config.DatabaseURL, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	attachments, err := openFiles(t.Context(), i.config)
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	e, err := examine(t.Context(), store.Filings{Store: db}, blobs{attachments}, i.trusted(), &said)
	if err != nil || (e.faults == 0) != (said.Len() == 0) {
		t.Errorf("%v, %v", e, err)
	}
	return said.String()
}

// openSide opens a SQLite file beside the program that uses it.
func openSide(path string) (*sql.DB, error) {
	return sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)")
}
