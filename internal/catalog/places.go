package catalog

import (
	"cmp"

	"github.com/tarazu-justice/tarazu/internal/court"
	"github.com/tarazu-justice/tarazu/internal/form"
)

func (l *loader) readHolidays() {
	root := l.needed("tables/holidays.yaml")
	for _, p := range root.get("years").pairs() {
		for _, day := range p.value.get("days").items() {
			l.tables.closed[l.date(day)] = true
		}
	}
	if v := root.get("holidays"); v.there() {
		for _, r := range l.readCSV(v, "jalali") {
			l.tables.closed[l.day(r, "jalali")] = true
		}
	}
	if v := root.get("closures"); v.there() {
		for _, r := range l.readCSV(v, "from_jalali", "to_jalali", "kind", "judiciary") {
			l.closure(r)
		}
	}
}

// closure counts days on which courts everywhere were closed by order (CPC 444). Part
// days, working from home and what is only unconfirmed do not move a limit.
func (l *loader) closure(r row) {
	from, to := l.day(r, "from_jalali"), l.day(r, "to_jalali")
	whole := r.get("kind") == "offices" || r.get("kind") == "public-holiday"
	if !whole || r.get("judiciary") != "yes" || r.get("verified") != "yes" || r.get("provinces") != "all" || r.get("counties") != "" {
		return
	}
	for day := from; day.Compare(to) <= 0; day = day.AddDays(1) {
		l.tables.closed[day] = true
	}
}

// atlas gathers the book of courts, from lists in the file or from CSV files beside it.
type atlas struct {
	provinces []court.Province
	counties  []court.County
	cities    []court.City
	units     []court.Unit
	countyAt  map[string]form.Pos
	unitAt    map[string]form.Pos
}

func (l *loader) readAuthorities() {
	root := l.needed("tables/authorities.yaml")
	a := atlas{countyAt: map[string]form.Pos{}, unitAt: map[string]form.Pos{}}
	l.readProvinces(&a, root.get("provinces"))
	l.readCounties(&a, root)
	if v := root.get("cities"); v.there() {
		for _, r := range l.readCSV(v, "fa", "county") {
			a.cities = append(a.cities, court.City{Name: r.get("fa"), County: r.get("county"), Aliases: r.list("aliases")})
		}
	}
	l.readUnits(&a, root.get("units"))
	l.checkAtlas(&a, root)
	l.checkCover(&a)
	l.checkHeard(&a)
	l.book = court.NewBook(a.provinces, a.counties, a.cities, a.units)
	l.lib.Courts, l.lib.Places = courts{l.book}, places{l.book}
}

func (l *loader) readProvinces(a *atlas, v node) {
	if v.isText() {
		for _, r := range l.readCSV(v, "code", "fa", "en", "slug") {
			a.provinces = append(a.provinces, court.Province{Code: r.get("code"), Slug: r.get("slug"), Name: r.get("fa"), NameEN: r.get("en"), Centre: r.get("centre_county"), Aliases: r.list("aliases")})
		}
		return
	}
	for _, p := range v.pairs() {
		a.provinces = append(a.provinces, court.Province{Code: p.key, Slug: p.key, Name: p.key})
	}
}

func (l *loader) readCounties(a *atlas, root node) {
	v := root.get("counties")
	if v.isText() {
		for _, r := range l.readCSV(v, "code", "province", "fa", "en") {
			a.at(a.countyAt, r.get("code"), r.at, l)
			a.counties = append(a.counties, court.County{
				Code: r.get("code"), Province: r.get("province"), Name: r.get("fa"), NameEN: r.get("en"), Seat: r.get("seat"), Aliases: r.list("aliases"),
			})
		}
		return
	}
	province := map[string]string{}
	for _, p := range root.get("provinces").pairs() {
		for _, county := range p.value.texts() {
			province[county] = p.key
		}
	}
	for _, p := range v.pairs() {
		a.counties = append(a.counties, court.County{Code: p.key, Province: province[p.key], Name: p.value.text()})
	}
}

func (l *loader) readUnits(a *atlas, v node) {
	provinceOf := map[string]string{}
	for _, c := range a.counties {
		provinceOf[c.Code] = c.Province
	}
	if v.isText() {
		for _, r := range l.readCSV(v, "code", "kind", "county", "province", "fa") {
			u := l.unitRow(a, r)
			if provinceOf[u.County] != u.Province {
				l.wrong(r.at, "unit %s: county %q is not in province %q", u.Code, u.County, u.Province)
			}
			l.unit(a, u, r.at, provinceOf)
		}
		return
	}
	for _, item := range v.items() {
		u := court.Unit{
			Code: item.get("code").text(), Kind: item.get("kind").text(), Name: item.get("name").text(), Serves: item.get("serves").texts(),
			Assumed: item.get("assumed").yes(), From: l.date(item.get("from")), Until: l.date(item.get("until")),
		}
		if len(u.Serves) > 0 {
			u.County, u.Province = u.Serves[0], provinceOf[u.Serves[0]]
		}
		l.unit(a, u, item.at(), provinceOf)
	}
}

// unit adds one, if its place and its dates are in order.
func (l *loader) unit(a *atlas, u court.Unit, at form.Pos, provinceOf map[string]string) {
	for _, county := range u.Serves {
		if _, ok := provinceOf[county]; !ok {
			l.wrong(at, "unit %s serves county %q, which is not in the table", u.Code, county)
		}
	}
	if !u.Until.IsZero() && u.From.Compare(u.Until) >= 0 {
		l.wrong(at, "unit %s ends on %s, before it begins", u.Code, u.Until)
	}
	if len(l.lib.Bodies) > 1 && l.lib.Bodies[u.Kind].Reach == "" {
		l.wrong(at, "unit %s: unknown kind %q%s", u.Code, u.Kind, meant(u.Kind, keysOf(l.lib.Bodies)))
	}
	if first, twice := a.unitAt[u.Code]; twice {
		l.wrong(at, "unit %s is there twice (first at line %d)", u.Code, first.Line)
	}
	a.unitAt[u.Code] = at
	a.units = append(a.units, u)
}

func (l *loader) unitRow(a *atlas, r row) court.Unit {
	u := court.Unit{
		Code: r.get("code"), Kind: r.get("kind"), Name: r.get("fa"), NameEN: r.get("en"), County: r.get("county"), Province: r.get("province"),
		Assumed: r.get("assumed") == "yes", From: l.day(r, "from"), Until: l.day(r, "until"),
	}
	switch u.Serves = r.list("serves"); {
	case len(u.Serves) > 0:
	case l.lib.Bodies[u.Kind].Reach == "country":
		u.Serves = countiesOf(a.counties, "")
	case l.lib.Bodies[u.Kind].Reach == "province":
		u.Serves = countiesOf(a.counties, u.Province)
	default:
		u.Serves = []string{u.County}
	}
	return u
}

// countiesOf lists the counties of a province; without one, all.
func countiesOf(counties []court.County, province string) (codes []string) {
	for _, c := range counties {
		if province == "" || c.Province == province {
			codes = append(codes, c.Code)
		}
	}
	return codes
}

// at notes where a row stands.
func (a *atlas) at(where map[string]form.Pos, code string, at form.Pos, l *loader) {
	if first, twice := where[code]; twice {
		l.wrong(at, "%s is there twice (first at line %d)", code, first.Line)
	}
	where[code] = at
}

func (l *loader) checkAtlas(a *atlas, root node) {
	provinces, counties := map[string]bool{}, map[string]bool{}
	for _, p := range a.provinces {
		provinces[p.Code] = true
	}
	for _, c := range a.counties {
		counties[c.Code] = true
		if !provinces[c.Province] {
			l.wrong(cmp.Or(a.countyAt[c.Code], root.get("counties").at()), "county %s is in province %q, which is not in the table", c.Code, c.Province)
		}
	}
	for _, c := range a.cities {
		if !counties[c.County] {
			l.wrong(root.get("cities").at(), "city %s is in county %q, which is not in the table", c.Name, c.County)
		}
	}
}
