package cli

import (
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
	"github.com/tarazu-justice/tarazu/internal/web/citizen"
	webregistry "github.com/tarazu-justice/tarazu/internal/web/registry"
)

// counterCatalogue shows the catalogue to the court's desk.
type counterCatalogue struct {
	*services
	citizen *citizen.Desk
}

func (c counterCatalogue) Reasons(title string, loc lang.Locale) (list []webregistry.Reason) {
	own := []string{}
	if t, ok := c.catalog.Title(title); ok {
		own = t.Reasons()
	}
	for _, r := range c.catalog.Reasons() {
		list = append(list, webregistry.Reason{Code: r.Code, Name: r.Name.In(loc), Law: r.Law, Own: slices.Contains(own, r.Code)})
	}
	slices.SortStableFunc(list, func(a, b webregistry.Reason) int {
		switch {
		case a.Own == b.Own:
			return 0
		case a.Own:
			return -1
		}
		return 1
	})
	return list
}

func (c counterCatalogue) AuthorityName(code string, loc lang.Locale) string {
	unit, _ := c.catalog.Authority(code)
	if loc == lang.EN {
		return unit.NameEN
	}
	return unit.Name
}

// Authorities finds units whose name holds every typed word.
func (c counterCatalogue) Authorities(text string, loc lang.Locale) (list []webregistry.Unit) {
	words := strings.Fields(lang.Fold(text))
	for _, u := range c.catalog.Book().Units() {
		name := lang.Fold(u.Name + " " + u.NameEN)
		if len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(name, w) }) {
			list = append(list, webregistry.Unit{Code: u.Code, Name: c.AuthorityName(u.Code, loc)})
		}
		if len(list) == 30 {
			break
		}
	}
	return list
}

func (c counterCatalogue) Answer(p web.Page, q form.Question) string { return c.citizen.Answer(p, q) }

func (c counterCatalogue) Lines(p web.Page, t *form.Title, q form.Question) [][]string {
	return c.citizen.Lines(p, t, q)
}
