package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// Faults is everything that is wrong with a catalogue, in the order of files and lines.
type Faults []form.Mistake

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, m := range f {
		lines[i] = m.Error()
	}
	return strings.Join(lines, "\n")
}

// tally collects mistakes without repeats. Gaps of the English are counted apart: they do not
// keep the Persian from being judged, so English can be written last.
type tally struct {
	list Faults
	gaps int
}

// sound says whether all mistakes so far, from the first n on, are gaps of the English.
func (t *tally) sound(n, gaps int) bool { return len(t.list)-n == t.gaps-gaps }

func (t *tally) gap(at form.Pos, format string, args ...any) {
	before := len(t.list)
	t.wrong(at, format, args...)
	t.gaps += len(t.list) - before
}

func (t *tally) wrong(at form.Pos, format string, args ...any) {
	t.add(form.Mistake{At: at, What: fmt.Sprintf(format, args...)})
}

func (t *tally) add(mistakes ...form.Mistake) {
	for _, m := range mistakes {
		if !slices.Contains(t.list, m) {
			t.list = append(t.list, m)
		}
	}
}

func (t *tally) sorted() Faults {
	slices.SortStableFunc(t.list, func(a, b form.Mistake) int {
		return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.What, b.What))
	})
	return t.list
}
