package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// tellWell is the report on titles without a mistake: a line for each; of several, the
// families' sums and what nobody has verified, too.
func tellWell(w io.Writer, c *catalog.Catalog, titles []*form.Title) {
	journeys := 0
	for _, t := range titles {
		list := c.Journeys(t.Code)
		journeys += len(list)
		fmt.Fprintf(w, "%-16s v%d  %2d questions  %2d checks  %2d slots  %2d journeys  %2d branches  %d of %d articles not verified\n",
			t.Code, t.Version, len(t.Facts()), len(t.Checks()), len(t.Slots()), len(list), len(t.Branches()), unverified(c, t), len(t.LawIDs))
	}
	if len(titles) > 1 {
		tellFamilies(w, c, titles)
		tellUnverified(w, c, titles, lang.DateAt(time.Now()))
	}
	fmt.Fprintf(w, "%d titles, %d journeys: no mistakes\n", len(titles), journeys)
}

// parts are what a family's titles bring. Facts and checks are counted once, however many
// titles share them.
type parts struct {
	tier             map[string]int
	facts, checks    map[string]bool
	phrases, journey int
}

func tellFamilies(w io.Writer, c *catalog.Catalog, titles []*form.Title) {
	families := map[string]*parts{}
	for _, t := range titles {
		p := families[t.Family]
		if p == nil {
			p = &parts{tier: map[string]int{}, facts: map[string]bool{}, checks: map[string]bool{}}
			families[t.Family] = p
		}
		p.tier[t.Tier]++
		for _, f := range t.Facts() {
			p.facts[f.Name] = true
		}
		for _, check := range t.Spec().Checks {
			p.checks[fmt.Sprint(check.At)] = true
		}
		p.phrases += 1 + len(t.Everyday) + len(t.Says)
		p.journey += len(c.Journeys(t.Code))
	}
	for _, family := range slices.Sorted(maps.Keys(families)) {
		p := families[family]
		fmt.Fprintf(w, "%-16s %3d of tier A  %3d of tier B  %4d facts  %4d checks  %5d phrases  %4d journeys\n",
			family, p.tier["A"], p.tier["B"], len(p.facts), len(p.checks), p.phrases, p.journey)
	}
}

// tellUnverified counts, by law and by table, the legal numbers that nobody compared with
// the official text.
func tellUnverified(w io.Writer, c *catalog.Catalog, titles []*form.Title, today lang.Date) {
	type count struct{ open, all int }
	laws, seen := map[string]*count{}, map[string]bool{}
	for _, t := range titles {
		for _, id := range t.LawIDs {
			a, ok := c.Law(id)
			if !ok || seen[id] {
				continue
			}
			seen[id] = true
			if laws[a.Law] == nil {
				laws[a.Law] = &count{}
			}
			laws[a.Law].all++
			if !a.Verified {
				laws[a.Law].open++
			}
		}
	}
	var list []string
	for _, law := range slices.Sorted(maps.Keys(laws)) {
		list = append(list, fmt.Sprintf("%s %d/%d", law, laws[law].open, laws[law].all))
	}
	fmt.Fprintf(w, "articles cited and not verified, by law: %s\n", strings.Join(list, "  "))
	lib := c.Library()
	tell := func(table string, rows []string, verified func(row string) (bool, bool)) {
		var open []string
		all := 0
		for _, row := range rows {
			if yes, inForce := verified(row); inForce {
				all++
				if !yes {
					open = append(open, row)
				}
			}
		}
		fmt.Fprintf(w, "%s not verified: %d of %d in force today: %s\n", table, len(open), all, strings.Join(open, " "))
	}
	tell("numbers", lib.NumberRows, func(row string) (bool, bool) { r, ok := lib.Tables.NumberRow(row, today); return r.Verified, ok })
	tell("fees", lib.FeeRows, func(row string) (bool, bool) { r, ok := lib.Tables.FeeRow(row, today); return r.Verified, ok })
	tell("limits", lib.LimitRows, func(row string) (bool, bool) { r, ok := lib.Tables.LimitRow(row, today); return r.Verified, ok })
}

func unverified(c *catalog.Catalog, t *form.Title) (n int) {
	for _, id := range t.LawIDs {
		if a, ok := c.Law(id); ok && !a.Verified {
			n++
		}
	}
	return n
}
