package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/catalogs"
)

func catalogNew(from *source) *cobra.Command {
	var like string
	cmd := &cobra.Command{
		Use: "new CODE --like CODE", Short: "Begin a title as a copy of its nearest neighbour",
		Long: "Copies the three files of a title (its rules, its English, its journeys) under a new code into the folder of --dir, with version 1. " +
			"The check then tells what still belongs to the neighbour: its phrases, its name, what no journey reaches.",
		Example: "  tarazu catalog new PET-RENT --like PET-DEBT --dir catalogs/iran",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			code := args[0]
			switch {
			case !codeShape.MatchString(code):
				return misused("%s is no code of a title; write capitals and hyphens, such as PET-RENT", code)
			case like == "":
				return misused("--like names the title to begin from; see tarazu catalog list")
			case from.dir == "":
				return misused("--dir names the folder to write into, such as catalogs/iran")
			}
			files, err := newTitle(from.dir, code, like)
			for _, file := range files {
				_, _ = fmt.Fprintln(cmd.OutOrStdout(), file)
			}
			return err
		},
	}
	cmd.Flags().StringVar(&like, "like", "", "code of the title to begin from")
	return cmd
}

var (
	codeShape   = regexp.MustCompile(`^[A-Z]{3}(-[A-Z0-9]+)+$`)
	versionLine = regexp.MustCompile(`(?m)^version: \d+$`)
	movedLines  = regexp.MustCompile(`(?m)^moved:\n(  .*\n)+`)
)

// newTitle writes the copy beside its neighbour, in the same family's folder.
func newTitle(dir, code, like string) (written []string, err error) {
	neighbour, err := findTitle(os.DirFS(dir), like)
	source := os.DirFS(dir)
	if errors.Is(err, fs.ErrNotExist) {
		source = catalogs.Iran()
		neighbour, err = findTitle(source, like)
	}
	if err != nil {
		return nil, misused("there is no title %s to begin from; see tarazu catalog list", like)
	}
	for _, ending := range []string{".yaml", ".en.yaml", ".journeys.yaml"} {
		text, err := fs.ReadFile(source, strings.TrimSuffix(neighbour, ".yaml")+ending)
		if err != nil {
			return written, err
		}
		fresh := strings.ReplaceAll(string(text), like, code)
		fresh = movedLines.ReplaceAllString(versionLine.ReplaceAllString(fresh, "version: 1"), "")
		path := filepath.Join(dir, filepath.Dir(filepath.FromSlash(neighbour)), code+ending)
		if err := writeFresh(path, fresh); err != nil {
			return written, err
		}
		written = append(written, path)
	}
	return written, nil
}

func writeFresh(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // a catalogue is public
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // a catalogue is public
	if errors.Is(err, fs.ErrExist) {
		return found("%s stands already; nothing was written over it", path)
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

func findTitle(files fs.FS, code string) (string, error) {
	found := ""
	err := fs.WalkDir(files, "titles", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Base(name) == code+".yaml" {
			found = name
		}
		return err
	})
	if err == nil && found == "" {
		err = fs.ErrNotExist
	}
	return found, err
}
