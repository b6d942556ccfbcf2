package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
)

// StatusError ends the program with a status: 1 when something was found wrong, 2 when the
// command was called wrongly. Its text has been, or is to be, printed to stderr.
type StatusError struct {
	Status int
	Err    error
}

func (e *StatusError) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *StatusError) Unwrap() error { return e.Err }

func found(format string, args ...any) error { return &StatusError{1, fmt.Errorf(format, args...)} }

func misused(format string, args ...any) error { return &StatusError{2, fmt.Errorf(format, args...)} }

// catalogCommand is `tarazu catalog`: checks and shows the catalogue, locks its versions and
// records reviews of them.
func catalogCommand(environ []string, now func() time.Time) *cobra.Command {
	from := &source{}
	cmd := &cobra.Command{
		Use: "catalog", Short: "Check and show the catalogue of service titles",
		Example: "  tarazu catalog check\n  tarazu catalog list --open-to citizen --profile next",
		Args:    cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringVar(&from.dir, "dir", "", "folder of a catalogue (default: the one in the program)")
	cmd.AddCommand(catalogCheck(from), catalogList(from, now), catalogShow(from), catalogFacts(from), catalogNew(from), catalogPreview(from), catalogDiff(from), catalogLock(from), catalogReview(environ, from, now))
	return cmd
}

// source is where a catalogue is read from.
type source struct{ dir string }

// load reads the catalogue, or tells what is wrong with it; code is the one title of interest.
func (s *source) load(stderr io.Writer, code string) (*catalog.Catalog, error) {
	read := catalog.Embedded
	if s.dir != "" {
		if info, err := os.Stat(s.dir); err != nil || !info.IsDir() {
			return nil, misused("--dir %s is no folder; give the one that holds titles/, facts/ and rules/", s.dir)
		}
		read = func() (*catalog.Catalog, error) { return catalog.Load(os.DirFS(s.dir)) }
	}
	c, err := read()
	var faults catalog.Faults
	if errors.As(err, &faults) {
		return nil, tellFaults(stderr, faults, s.dir, code)
	}
	if err != nil {
		return nil, found("the catalogue cannot be read: %w", err)
	}
	return c, nil
}

func catalogCheck(from *source) *cobra.Command {
	var report bool
	cmd := &cobra.Command{
		Use: "check [CODE]", Short: "Tell every mistake as file:line: what, and what to do",
		Example: "  tarazu catalog check\n  tarazu catalog check PET-DEPOSIT --dir catalogs/iran\n  tarazu catalog check --report",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			code := strings.Join(args, "")
			c, err := from.load(cmd.ErrOrStderr(), code)
			if err != nil {
				return err
			}
			titles, err := chosen(c, code)
			if err != nil {
				return err
			}
			if code != "" || report {
				tellUnlocked(cmd.ErrOrStderr(), c, code)
			}
			if report {
				tellWell(cmd.OutOrStdout(), c, titles)
			}
			return nil // no news is good news
		},
	}
	cmd.Flags().BoolVar(&report, "report", false, "a line for each title: questions, checks, journeys, what is not verified")
	return cmd
}

// tellFaults prints the mistakes where an editor finds them; of one title's check, those of
// its own files and of what all titles share.
func tellFaults(w io.Writer, faults catalog.Faults, dir, code string) error {
	others := 0
	for _, m := range faults {
		if code != "" && strings.HasPrefix(m.At.File, "titles/") && !strings.Contains(m.At.File, "/"+code+".") {
			others++
			continue
		}
		m.At.File = path.Join(filepath.ToSlash(dir), m.At.File)
		fmt.Fprintln(w, m.Error())
	}
	if others > 0 {
		fmt.Fprintf(w, "and %d in other titles\n", others)
	}
	if len(faults) == 1 {
		return found("1 mistake in the catalogue")
	}
	return found("%d mistakes in the catalogue", len(faults))
}

// tellUnlocked reminds an author of the last step.
func tellUnlocked(w io.Writer, c *catalog.Catalog, code string) {
	for _, l := range c.Unlocked() {
		if code == "" || l.Code == code {
			fmt.Fprintf(w, "%s version %d is not in %s yet; when it is done, run: tarazu catalog lock\n", l.Code, l.Version, catalog.LockFile)
		}
	}
}

func chosen(c *catalog.Catalog, code string) ([]*form.Title, error) {
	if code == "" {
		return c.Titles(), nil
	}
	t, ok := c.Title(code)
	if !ok {
		var all []string
		for _, t := range c.Titles() {
			all = append(all, t.Code)
		}
		if near := form.Nearest(code, all); near != "" {
			return nil, misused("there is no title %s; did you mean %s?", code, near)
		}
		return nil, misused("there is no title %s; see tarazu catalog list", code)
	}
	return []*form.Title{t}, nil
}
