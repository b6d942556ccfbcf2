package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/blob"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/store"
)

func fsckCommand(environ []string) *cobra.Command {
	return &cobra.Command{
		Use:   "fsck",
		Short: "Check that everything that was taken is there, whole and sealed",
		Long: "Reads every submitted version, its receipt and its leaf in the log, and the bytes of every attachment, in the instance that the " +
			"settings name, and tells what is missing or was changed. It changes nothing and may run while the instance serves.",
		Example: "  tarazu fsck",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := config.Load(environ)
			if err != nil {
				return misused("%w", err)
			}
			i, err := openInstance(cmd.Context(), c)
			if err != nil {
				return err
			}
			defer i.close()
			attachments, err := openFiles(cmd.Context(), c)
			if err != nil {
				return err
			}
			report, err := examine(cmd.Context(), store.Filings{Store: i.db}, blobs{attachments}, i.trusted(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			_, _ = fmt.Fprintln(cmd.OutOrStdout(), report)
			if report.faults > 0 {
				return found("%d faults; compare with the latest backup", report.faults)
			}
			return nil
		},
	}
}

func (i *instance) trusted() seal.Keys {
	return seal.Keys{Keys: []seal.Trusted{i.key.Trust(strings.TrimPrefix(i.config.BaseURL, "https://"))}}
}

// examination is what fsck found.
type examination struct {
	versions, receipts, files, faults int
	bytes                             int64
}

func (e examination) String() string {
	return fmt.Sprintf("versions=%d receipts=%d files=%d bytes=%d faults=%d", e.versions, e.receipts, e.files, e.bytes, e.faults)
}

// examine reads everything and writes each fault as a line.
func examine(ctx context.Context, filings store.Filings, files blobs, trusted seal.Keys, out io.Writer) (e examination, err error) {
	leaves, err := filings.Leaves(ctx)
	if err != nil {
		return e, err
	}
	known := map[string]bool{}
	for _, digest := range leaves {
		known[digest] = true
	}
	seen := map[string]bool{}
	file := func(hash string, size int64) error {
		if seen[hash] {
			return nil
		}
		seen[hash] = true
		e.files, e.bytes = e.files+1, e.bytes+size
		if fault := files.examine(ctx, hash, size); fault != "" {
			e.faults++
			_, _ = fmt.Fprintf(out, "file %s: %s\n", hash, fault)
		}
		return ctx.Err()
	}
	err = filings.Audit(ctx, func(k filing.Kept) error {
		attached, faults := k.Audit(trusted, func(digest string) bool { return known[digest] })
		e.versions++
		e.faults += len(faults)
		if len(faults) == 0 {
			e.receipts++
		}
		for _, fault := range faults {
			_, _ = fmt.Fprintln(out, fault)
		}
		for _, a := range attached {
			if err := file(a.Hash, a.Size); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return e, err
	}
	return e, filings.Files(ctx, file)
}

// examine says what is wrong with the bytes of one file; "" when nothing is.
func (b blobs) examine(ctx context.Context, hash string, size int64) string {
	body, err := b.Open(ctx, hash)
	switch {
	case errors.Is(err, blob.ErrUnknown):
		return "is missing"
	case err != nil:
		return "cannot be read: " + err.Error()
	}
	defer body.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, body)
	switch {
	case err != nil:
		return "cannot be read: " + err.Error()
	case n != size:
		return fmt.Sprintf("holds %d bytes instead of %d", n, size)
	case hex.EncodeToString(sum.Sum(nil)) != hash:
		return "was changed"
	}
	return ""
}
