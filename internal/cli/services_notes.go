package cli

import (
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
	"github.com/tarazu-justice/tarazu/internal/web/citizen"
)

// who names the capacities in which a title can be filed on a day, at the filer's place.
func (s *services) who(code string, by filing.Filer, day lang.Date, loc lang.Locale) (names []string) {
	for _, standing := range s.catalog.Standings() {
		if s.opening(code, filing.Filer{Standing: standing.Key, County: by.County}, day).Open {
			names = append(names, standing.Say.In(loc))
		}
	}
	return names
}

// limits tells within how many days a title has to be filed, counted from what the filer
// answers; what is counted from a later event of the case is told then.
func (s *services) limits(t *form.Title, day lang.Date, loc lang.Locale) (list []citizen.Limit) {
	for _, l := range t.Spec().Limits {
		if l.From.Src == "" {
			continue
		}
		if row, ok := s.catalog.Library().Tables.LimitRow(l.Row, day); ok {
			list = append(list, citizen.Limit{Name: row.Name.In(loc), Days: row.Days, Unverified: !row.Verified})
		}
	}
	return list
}

// fee tells before the first question what a filing costs: a fixed sum as it is, a fee on
// the claim by its rule.
func (s *services) fee(t *form.Title, standing string, day lang.Date, loc lang.Locale) string {
	if slices.ContainsFunc(t.Spec().Fee, func(f form.FeeSpec) bool { return f.Of.Src != "" }) {
		return s.messages.Text(loc, "fee.by_sum", nil)
	}
	result, err := t.Run(form.Input{Today: day, Standing: standing, Locale: loc})
	if err != nil || result.Fee.Total == 0 {
		return s.messages.Text(loc, "fee.free", nil)
	}
	page := web.Page{Locale: loc}
	return s.messages.Text(loc, "fee.fixed", map[string]any{"rials": page.Rials(result.Fee.Total), "toman": page.Toman(result.Fee.Total)})
}

// court names the kinds of authority that may hear a title before anything is answered.
func (s *services) court(t *form.Title, loc lang.Locale) string {
	names := []string{}
	for _, kind := range t.KindsOn(lang.DateAt(s.now())) {
		names = append(names, s.catalog.Library().Bodies[kind].Name.In(loc))
	}
	return strings.Join(names, s.messages.Text(loc, "court.or", nil))
}
