package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/catalog"
)

// catalogHome is where the catalogue lies in a checkout.
const catalogHome = "catalogs/iran"

func catalogLock(from *source) *cobra.Command {
	var unpublished string
	cmd := &cobra.Command{
		Use: "lock", Short: "Write down what each version of a title says, so that it cannot change unseen",
		Long: "Adds the versions that catalog.lock lacks. From then on a title that changes under its old version number is refused. " +
			"A version that no instance has opened yet may be written anew with --unpublished.",
		Example: "  tarazu catalog lock\n  tarazu catalog lock --dir catalogs/iran --unpublished PET-DEPOSIT",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if from.dir == "" {
				from.dir = catalogHome
			}
			return from.lock(cmd.OutOrStdout(), cmd.ErrOrStderr(), unpublished)
		},
	}
	cmd.Flags().StringVar(&unpublished, "unpublished", "", "code of a title whose newest version no instance has opened: its line is written anew")
	return cmd
}

// lock writes the lock anew. Nothing is written of a catalogue with mistakes.
func (s *source) lock(stdout, stderr io.Writer, unpublished string) (err error) {
	name := filepath.Join(s.dir, catalog.LockFile)
	before, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if unpublished != "" {
		if err := os.WriteFile(name, []byte(withoutNewest(string(before), unpublished)), 0o644); err != nil { //nolint:gosec // a file of the sources, for everybody to read
			return err
		}
		defer func() {
			if err != nil {
				err = errors.Join(err, os.WriteFile(name, before, 0o644)) //nolint:gosec // as above
			}
		}()
	}
	c, err := s.load(stderr, "")
	if err != nil {
		return err
	}
	for _, l := range c.Unlocked() {
		_, _ = fmt.Fprintf(stdout, "%s version %d\n", l.Code, l.Version)
	}
	return os.WriteFile(name, []byte(c.Lock()), 0o644) //nolint:gosec // as above
}

// withoutNewest takes the last line of a title out; the lock is sorted by version.
func withoutNewest(lock, code string) string {
	lines := strings.SplitAfter(lock, "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		if strings.HasPrefix(lines[i], code+" ") {
			return strings.Join(append(lines[:i], lines[i+1:]...), "")
		}
	}
	return lock
}
