package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/blob"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/store"
)

func restoreCommand(environ []string) *cobra.Command {
	return &cobra.Command{
		Use:   "restore DIR",
		Short: "Bring a backup back into an empty instance, of either engine, and prove it",
		Long: "Reads the sealed manifest of a backup, copies rows and files into the instance that the settings name, whose database and attachments have to be " +
			"empty and whose key has to be the one that sealed the backup, compares count and sum of every table and the hash of every file, and runs fsck.",
		Example: "  TARAZU_DATA=/srv/tarazu TARAZU_SECRET_FILE=/srv/tarazu/keys/secret tarazu restore /backup/tarazu-1405-09-04",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := config.Load(environ)
			if err != nil {
				return misused("%w", err)
			}
			if c.Data == "" {
				return misused("TARAZU_DATA is missing: name the folder of the instance to restore into")
			}
			key, err := seal.Load(keyFile(c))
			if err != nil {
				return fmt.Errorf("bring the keys back first: %w", err)
			}
			i := &instance{config: c, key: key}
			m, err := i.restore(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if err := m.print(cmd.OutOrStdout(), "restored and compared"); err != nil {
				return err
			}
			return i.proof(cmd)
		},
	}
}

func (i *instance) restore(ctx context.Context, dir string) (manifest, error) {
	m, err := i.readManifest(dir)
	if err != nil {
		return m, err
	}
	target, err := openFiles(ctx, i.config)
	if err != nil {
		return m, err
	}
	source, err := blob.Open(filepath.Join(dir, "blobs"))
	if err != nil {
		return m, err
	}
	for hash, size := range m.Files { // files before rows, as in life
		if err := carry(ctx, source, target, hash, size); err != nil {
			return m, err
		}
	}
	if err := i.restoreRows(ctx, filepath.Join(dir, "tarazu.db")); err != nil {
		return m, err
	}
	sums, err := store.Sums(ctx, databaseAddress(i.config))
	if err != nil {
		return m, err
	}
	for n, t := range m.Tables {
		if n >= len(sums) || sums[n] != t {
			return m, found("table %s differs from the backup's manifest; throw this database away", t.Table)
		}
	}
	return m, nil
}

// restoreRows copies the file of a backup into the empty database of the instance.
func (i *instance) restoreRows(ctx context.Context, file string) error {
	address := databaseAddress(i.config)
	path, isFile := strings.CutPrefix(address, "sqlite:")
	if !isFile {
		_, err := store.Copy(ctx, "sqlite:"+file, address)
		return err
	}
	if _, err := os.Stat(path); err == nil {
		return misused("%s stands already; restore into an empty instance", path)
	}
	_, err := store.Snapshot(ctx, "sqlite:"+file, path)
	return err
}

// proof runs fsck on what was restored.
func (i *instance) proof(cmd *cobra.Command) error {
	db, err := store.Open(cmd.Context(), databaseAddress(i.config), time.Now)
	if err != nil {
		return err
	}
	attachments, err := openFiles(cmd.Context(), i.config)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	e, err := examine(cmd.Context(), store.Filings{Store: db}, blobs{attachments}, i.trusted(), cmd.ErrOrStderr())
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	_, _ = fmt.Fprintln(cmd.OutOrStdout(), e)
	if e.faults > 0 {
		return found("%d faults in what was restored", e.faults)
	}
	return nil
}
