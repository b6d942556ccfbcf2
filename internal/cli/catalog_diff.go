package cli

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func catalogDiff(from *source) *cobra.Command {
	var old string
	cmd := &cobra.Command{
		Use: "diff CODE --old DIR", Short: "Tell what a new version of a title changes for people in mid-draft",
		Long: "Compares a title with the one of an older catalogue: answers that are kept, renamed (moved.renamed), no longer asked, newly asked; " +
			"checks and papers that came or went. A fact whose type changed is dropped and asked again.",
		Example: "  git worktree add ../before main && tarazu catalog diff PET-DEBT --old ../before/catalogs/iran --dir catalogs/iran",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if old == "" {
				return misused("--old names the folder of the older catalogue")
			}
			after, err := titleIn(from, cmd.ErrOrStderr(), args[0])
			if err != nil {
				return err
			}
			before, err := titleIn(&source{dir: old}, cmd.ErrOrStderr(), args[0])
			if err != nil {
				return err
			}
			tellDifference(cmd.OutOrStdout(), before, after)
			if before.Version == after.Version && before.Spec() != nil && differ(before, after) {
				return found("%s changed under the same version %d; raise it", after.Code, after.Version)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&old, "old", "", "folder of the older catalogue")
	return cmd
}

func titleIn(s *source, stderr io.Writer, code string) (*form.Title, error) {
	c, err := s.load(stderr, code)
	if err != nil {
		return nil, err
	}
	titles, err := chosen(c, code)
	if err != nil {
		return nil, err
	}
	return titles[0], nil
}

// moves is what becomes of the answers of a draft.
type moves struct{ kept, renamed, dropped, asked []string }

// movesOf follows the renames that the newer title declares since the older version.
func movesOf(before, after *form.Title) (m moves) {
	renamed := map[string]string{}
	for _, move := range after.Spec().Moved {
		if move.Version > before.Version {
			for was, is := range move.Renamed {
				renamed[was] = is
			}
		}
	}
	types := map[string]form.Type{}
	for _, f := range after.Facts() {
		types[f.Name] = f.Type
	}
	served := map[string]bool{}
	for _, f := range before.Facts() {
		is, moved := renamed[f.Name]
		if !moved {
			is = f.Name
		}
		kind, asked := types[is]
		switch {
		case !asked || kind != f.Type:
			m.dropped = append(m.dropped, f.Name)
			continue
		case moved:
			m.renamed = append(m.renamed, f.Name+" → "+is)
		default:
			m.kept = append(m.kept, f.Name)
		}
		served[is] = true
	}
	for _, f := range after.Facts() {
		if !served[f.Name] {
			m.asked = append(m.asked, f.Name)
		}
	}
	return m
}

func checkIDs(t *form.Title) (ids []string) {
	for _, c := range t.Checks() {
		ids = append(ids, c.ID)
	}
	return ids
}

func slotIDs(t *form.Title) (ids []string) {
	for _, s := range t.Slots() {
		ids = append(ids, s.ID)
	}
	return ids
}

func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(other, s) })
}

func differ(before, after *form.Title) bool {
	m := movesOf(before, after)
	return len(m.renamed)+len(m.dropped)+len(m.asked) > 0 || !slices.Equal(checkIDs(before), checkIDs(after)) || !slices.Equal(slotIDs(before), slotIDs(after))
}

func tellDifference(w io.Writer, before, after *form.Title) {
	m := movesOf(before, after)
	_, _ = fmt.Fprintf(w, "%s  %s  version %d → %d\n", after.Code, after.Name(lang.FA), before.Version, after.Version)
	for _, line := range []struct {
		what string
		list []string
	}{
		{"answers kept", m.kept},
		{"answers renamed", m.renamed},
		{"no longer asked, kept in the draft's history", m.dropped},
		{"newly asked", m.asked},
		{"checks that came", without(checkIDs(after), checkIDs(before))},
		{"checks that went", without(checkIDs(before), checkIDs(after))},
		{"papers that came", without(slotIDs(after), slotIDs(before))},
		{"papers that went", without(slotIDs(before), slotIDs(after))},
	} {
		if len(line.list) > 0 {
			_, _ = fmt.Fprintf(w, "%s: %v\n", line.what, line.list)
		}
	}
}
