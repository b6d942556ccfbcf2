package cli

import (
	"io"
	"path/filepath"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/blob/blobtest"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/store"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

func inBucket(g *blobtest.Gateway) func(*config.Config) {
	return func(c *config.Config) { c.BlobURL, c.BlobSecret = g.Address(), blobtest.Secret }
}

// TestBackupOfABucket goes from one bucket through a backup into another.
func TestBackupOfABucket(t *testing.T) {
	from, to := blobtest.New(t), blobtest.New(t)
	i, filer := lived(t, storetest.SQLite, inBucket(from))
	tracking := filer.file()
	dir := filepath.Join(t.TempDir(), "backup")
	m, err := i.backup(t.Context(), dir)
	if err != nil || len(m.Files) < 2 {
		t.Fatalf("backed up %d files, %v", len(m.Files), err)
	}
	from.Stop() // nothing may be fetched from there any more
	j := &instance{config: config.Config{Data: t.TempDir()}, key: i.key}
	inBucket(to)(&j.config)
	if _, err := j.restore(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), databaseAddress(j.config), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	filings := store.Filings{Store: db}
	if f, err := filings.ByTracking(t.Context(), tracking); err != nil || f.State != "submitted" {
		t.Errorf("no %s: %v", tracking, err)
	}
	attachments, err := openFiles(t.Context(), j.config)
	if err != nil {
		t.Fatal(err)
	}
	e, err := examine(t.Context(), filings, blobs{attachments}, j.trusted(), io.Discard)
	if err != nil || e.faults != 0 || e.files != len(m.Files) || e.receipts != e.versions {
		t.Errorf("fsck: %v, %v", e, err)
	}
}

// TestABucketThatIsGone: an upload is refused with a code and a time to come back, papers are
// not called missing, and nothing is half done; when the service is back all goes on.
func TestABucketThatIsGone(t *testing.T) {
	g := blobtest.New(t)
	_, filer := lived(t, storetest.SQLite, inBucket(g))
	id := filer.draft()
	slot := "/filings/" + id + "/attachments/lease"
	before := filer.must("GET", "/filings/"+id, "").text
	g.Stop()
	refused := filer.call("PUT", slot, picture(9), "Content-Type: image/png")
	filer.refused(refused, 503, "blob.store_gone")
	if refused.header.Get("Retry-After") == "" {
		t.Error("no word of when to come back")
	}
	if after := filer.must("GET", "/filings/"+id, "").text; after != before {
		t.Errorf("a refused upload changed the draft:\n%s\n%s", before, after)
	}
	g.Start()
	filer.must("PUT", slot, picture(9), "Content-Type: image/png")
	filer.ready(id)
	filer.must("POST", "/filings/"+id+"/submit", "", "Idempotency-Key: k")
}
