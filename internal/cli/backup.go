package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/blob"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/store"
)

// backupKind names the sealed manifest of a backup.
const backupKind = "tarazu.backup.v1"

// manifest says what a backup holds. It is sealed with the instance's key: whoever holds the
// public key can tell that a backup is whole and ours.
type manifest struct {
	Made    string           `json:"made"` // RFC 3339
	Program string           `json:"program"`
	Tables  []store.Copied   `json:"tables"`
	Files   map[string]int64 `json:"files"` // hash → bytes
}

func backupCommand(environ []string) *cobra.Command {
	return &cobra.Command{
		Use:   "backup DIR",
		Short: "Copy an instance while it serves: all rows of one instant, all attachments, a sealed manifest",
		Long: "Writes DIR/tarazu.db (from either engine), DIR/blobs and, last, DIR/manifest.json with count and sum of every table and the hash of every " +
			"file, sealed with the instance's key. A folder without a manifest is no backup. Keys are not in it: keep them apart.",
		Example: "  tarazu backup /backup/tarazu-1405-09-04",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := config.Load(environ)
			if err != nil {
				return misused("%w", err)
			}
			i, err := openInstance(cmd.Context(), c)
			if err != nil {
				return err
			}
			defer i.close()
			m, err := i.backup(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return m.print(cmd.OutOrStdout(), "backed up")
		},
	}
}

func (m manifest) print(out io.Writer, done string) error {
	rows, bytes := int64(0), int64(0)
	for _, t := range m.Tables {
		rows += t.Rows
	}
	for _, n := range m.Files {
		bytes += n
	}
	_, err := fmt.Fprintf(out, "%s: %d rows in %d tables, %d files with %d bytes\n", done, rows, len(m.Tables), len(m.Files), bytes)
	return err
}

// backup takes the rows first: every file that they name was durable before them.
func (i *instance) backup(ctx context.Context, dir string) (m manifest, err error) {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return m, misused("%s is not empty; a backup never overwrites", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return m, err
	}
	m = manifest{Made: time.Now().UTC().Format(time.RFC3339), Program: version, Files: map[string]int64{}}
	path := filepath.Join(dir, "tarazu.db")
	if m.Tables, err = store.Snapshot(ctx, databaseAddress(i.config), path); err != nil {
		return m, err
	}
	source, err := openFiles(ctx, i.config)
	if err != nil {
		return m, err
	}
	target, err := blob.Open(filepath.Join(dir, "blobs"))
	if err != nil {
		return m, err
	}
	snapshot, err := store.Open(ctx, "sqlite:"+path, time.Now)
	if err != nil {
		return m, err
	}
	err = namedFiles(ctx, store.Filings{Store: snapshot}, func(hash string, size int64) error {
		if _, done := m.Files[hash]; done {
			return nil
		}
		m.Files[hash] = size
		return carry(ctx, source, target, hash, size)
	})
	if err := errors.Join(err, snapshot.Close()); err != nil {
		return m, err
	}
	sealed, err := i.key.At(time.Now()).SignJSON(backupKind, m)
	if err != nil {
		return m, err
	}
	return m, writeDurably(filepath.Join(dir, "manifest.json"), sealed)
}

// namedFiles tells every file that submitted versions and living filings name.
func namedFiles(ctx context.Context, filings store.Filings, tell func(hash string, size int64) error) error {
	err := filings.Audit(ctx, func(k filing.Kept) error {
		c, err := filing.DecodeContent(k.Body)
		if err != nil {
			return fmt.Errorf("filing %s, version %d cannot be read: %w; run 'tarazu fsck'", k.Filing, k.Number, err)
		}
		for _, a := range c.Attachments {
			if err := tell(a.Hash, a.Size); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return filings.Files(ctx, tell)
}

// carry copies one file and insists that it arrived as its name says.
func carry(ctx context.Context, from, to files, hash string, size int64) error {
	body, err := from.Open(ctx, hash)
	if err != nil {
		return fmt.Errorf("file %s: %w; run 'tarazu fsck'", hash, err)
	}
	defer body.Close()
	ref, err := to.Put(ctx, body, size)
	if err != nil {
		return fmt.Errorf("file %s: %w", hash, err)
	}
	if ref.Hash != hash || ref.Size != size {
		return fmt.Errorf("file %s was changed in its store; run 'tarazu fsck'", hash)
	}
	return nil
}

func writeDurably(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}

// readManifest opens the sealed manifest of a backup.
func (i *instance) readManifest(dir string) (m manifest, err error) {
	text, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		return m, fmt.Errorf("%s is no whole backup: %w", dir, err)
	}
	finding, err := seal.Verify(text, i.trusted())
	if err != nil {
		return m, found("the manifest of %s does not hold under this instance's key: %w", dir, err)
	}
	if finding.Kind != backupKind {
		return m, found("%s holds the manifest of something else: %s", dir, finding.Kind)
	}
	return m, json.Unmarshal(finding.Payload, &m)
}
