package catalog

import (
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// phrase is a name, everyday word or sample story of a title or door, at its place.
type phrase struct {
	code, text string
	at         form.Pos
	folded     string // without spaces
}

func phrasesOf(code string, name, everyday, stories node) (list []phrase) {
	for _, v := range slices.Concat([]node{name}, everyday.items(), stories.items()) {
		list = append(list, phrase{code, v.text(), v.at(), strings.ReplaceAll(lang.Fold(v.text()), " ", "")})
	}
	return list
}

// checkPhrases refuses a phrase that two titles share: who says it could not be led to one
// of them. Spellings that people mix, and half-spaces, make no difference.
func (l *loader) checkPhrases(list []phrase) {
	first := map[string]phrase{}
	for _, p := range list {
		other, taken := first[p.folded]
		switch {
		case !taken:
			first[p.folded] = p
		case other.code != p.code:
			l.wrong(p.at, "%q is a phrase of %s too (%s); word it so that it means this title alone", p.text, other.code, other.at)
		}
	}
}

// checkUnused refuses what stands in the shared files and no title uses: reasons, groups, and
// pages of groups and families that no recorded journey comes to.
func (l *loader) checkUnused(c *Catalog, seen map[string]bool) {
	used := map[string]bool{}
	for _, code := range form.OwnReasons {
		used[code] = true
	}
	pages := map[string]form.Pos{}
	for _, t := range c.titles {
		for _, code := range t.Reasons() {
			used[code] = true
		}
		for name, at := range t.SharedPages() {
			pages[name] = at
		}
		for _, p := range t.Spec().Pages {
			used["group "+p.Origin.Group] = true
		}
	}
	for _, code := range l.order {
		r := l.lib.Reasons[code]
		switch registrar := r.GivenBy == "registrar"; {
		case !used[code] && !registrar:
			l.wrong(r.At, "reason %s is used by no check; take it out, or write given_by: registrar if only a registrar can see it", code)
		case used[code] && registrar:
			l.wrong(r.At, "reason %s has a check, so not only a registrar can see it; take given_by out", code)
		}
	}
	for name, g := range l.groups {
		if !used["group "+name] {
			l.wrong(g.at, "group %q is used by no family and no title", name)
		}
	}
	for name, at := range pages {
		if !seen[name] {
			l.wrong(at, "no journey of any title comes to %s", name)
		}
	}
}

// checkExpired refuses a number of the law that has ended by a day on which a title that
// needs it is filed.
func (l *loader) checkExpired(c *Catalog) {
	told := map[form.Pos]bool{}
	for _, code := range keysOf(c.titles) {
		numbers, fees, limits := c.titles[code].Rows()
		for _, j := range c.Journeys(code) {
			needed(l, l.tables.numbers, numbers, j, "numbers", told)
			needed(l, l.tables.fees, fees, j, "fees", told)
			needed(l, l.tables.limits, limits, j, "limits", told)
		}
	}
}

func needed[T any](l *loader, table map[string][]dated[T], rows []string, j Journey, name string, told map[form.Pos]bool) {
	for _, row := range rows {
		values := table[row]
		if len(values) == 0 {
			continue // told where the row was named
		}
		last := values[len(values)-1]
		if !last.until.IsZero() && last.until.Compare(j.Input.Today) <= 0 && !told[last.at] {
			told[last.at] = true
			l.wrong(last.at, "row %s of tables/%s.yaml ended on %s, and journey %s (%s) files on %s; add the value that follows", row, name, last.until, j.ID, j.At, j.Input.Today)
		}
	}
}

// checkIncludes refuses groups that use groups; those that go round in a circle are named.
func (l *loader) checkIncludes(uses map[string][]pair) {
	for _, name := range keysOf(uses) {
		for _, use := range uses[name] {
			what := "a group does not use another group"
			if round := circle(uses, []string{name}, use.key); round != nil {
				what = "groups use each other: " + strings.Join(round, " → ") + "; " + what
			}
			l.wrong(use.keyAt, "%s", what)
		}
	}
}

// circle follows the uses from next back to where the path began.
func circle(uses map[string][]pair, path []string, next string) []string {
	if next == path[0] {
		return append(path, next)
	}
	if slices.Contains(path, next) {
		return nil
	}
	for _, use := range uses[next] {
		if round := circle(uses, append(slices.Clone(path), next), use.key); round != nil {
			return round
		}
	}
	return nil
}
