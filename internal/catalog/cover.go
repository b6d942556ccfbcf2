package catalog

import (
	"cmp"
	"maps"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/court"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// checkHeard refuses a rule of competence that leads to a kind of which no unit ever was.
func (l *loader) checkHeard(a *atlas) {
	there := map[string]bool{}
	for _, u := range a.units {
		there[u.Kind] = true
	}
	for _, name := range keysOf(l.rules.competence) {
		for _, k := range l.rules.competence[name].kinds {
			body := l.lib.Bodies[k.Kind]
			if placed(body) && !there[k.Kind] && body.Stead == "" {
				l.wrong(k.At, "entry %s leads to kind %s, of which no authority is in the tables; add its units, or name a stead", name, k.Kind)
			}
		}
	}
}

// placed says whether a kind of authority stands somewhere: a place leads to its unit.
func placed(b form.Body) bool {
	return slices.Contains([]string{"county", "province", "country"}, b.Reach)
}

// checkCover refuses a county that on some day has two units of a kind, or none of a kind
// that every county needs.
func (l *loader) checkCover(a *atlas) {
	serving := map[string][]court.Unit{} // kind/county
	for _, u := range a.units {
		for _, county := range u.Serves {
			serving[u.Kind+"/"+county] = append(serving[u.Kind+"/"+county], u)
		}
	}
	for _, c := range a.counties {
		for _, kind := range slices.Sorted(maps.Keys(l.lib.Bodies)) {
			units := serving[kind+"/"+c.Code]
			l.checkOverlap(a, c, units)
			if from, needed := l.rules.needed[kind]; needed {
				l.checkGaps(a, c, kind, from, units)
			}
		}
	}
}

func (l *loader) checkOverlap(a *atlas, c court.County, units []court.Unit) {
	for i, u := range units {
		for _, other := range units[:i] {
			if day := later(u.From, other.From); u.On(day) && other.On(day) {
				l.wrong(a.unitAt[u.Code], "county %s has two of kind %s on %s: %s and %s (line %d); end one with until, or take the county from its serves",
					c.Code, u.Kind, cmp.Or(daySaid(day), "every day"), other.Code, u.Code, a.unitAt[other.Code].Line)
			}
		}
	}
}

// checkGaps looks at the days on which something changes: the first needed one, and each
// on which a unit ends.
func (l *loader) checkGaps(a *atlas, c court.County, kind string, from lang.Date, units []court.Unit) {
	if len(units) == 0 {
		l.wrong(a.countyAt[c.Code], "county %s has no authority of kind %s; add a unit, or name the county in the serves of a neighbour's", c.Code, kind)
		return
	}
	days := map[lang.Date]form.Pos{from: a.countyAt[c.Code]}
	for _, u := range units {
		if !u.Until.IsZero() && from.Compare(u.Until) < 0 {
			days[u.Until] = a.unitAt[u.Code]
		}
	}
	for day, at := range days {
		if !slices.ContainsFunc(units, func(u court.Unit) bool { return u.On(day) }) {
			l.wrong(at, "county %s has no authority of kind %s from %s on; add the unit that follows", c.Code, kind, daySaid(day))
		}
	}
}

func later(a, b lang.Date) lang.Date {
	if a.Compare(b) < 0 {
		return b
	}
	return a
}

// daySaid is a day as tables write it; the first day of all is no day.
func daySaid(d lang.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
