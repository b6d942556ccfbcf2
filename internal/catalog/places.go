package catalog

import (
	"github.com/tarazu-justice/tarazu/internal/court"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func (l *loader) readHolidays() {
	root := l.needed("tables/holidays.yaml")
	l.only(root, "table", "years", "holidays", "closures")
	for _, p := range root.get("years").pairs() {
		l.only(p.value, "friday", "days", "verified")
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
}

func (l *loader) readAuthorities() {
	root := l.needed("tables/authorities.yaml")
	l.only(root, "table", "provinces", "counties", "cities", "units")
	var a atlas
	l.readProvinces(&a, root.get("provinces"))
	l.readCounties(&a, root)
	if v := root.get("cities"); v.there() {
		for _, r := range l.readCSV(v, "fa", "county") {
			a.cities = append(a.cities, court.City{Name: r.get("fa"), County: r.get("county"), Aliases: r.list("aliases")})
		}
	}
	l.readUnits(&a, root.get("units"))
	l.checkAtlas(&a, root)
	l.book = court.NewBook(a.provinces, a.counties, a.cities, a.units)
	l.lib.Courts, l.lib.Places = courts{l.book}, places{l.book}
}

func (l *loader) readProvinces(a *atlas, v node) {
	if v.isText() {
		for _, r := range l.readCSV(v, "code", "fa", "en", "slug") {
			a.provinces = append(a.provinces, court.Province{Code: r.get("code"), Slug: r.get("slug"), Name: r.get("fa"), NameEN: r.get("en"), Aliases: r.list("aliases")})
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
			u := court.Unit{
				Code: r.get("code"), Kind: r.get("kind"), Name: r.get("fa"), NameEN: r.get("en"), County: r.get("county"), Province: r.get("province"),
				Serves: []string{r.get("county")}, Assumed: r.get("assumed") == "yes", From: l.day(r, "from"), Until: l.day(r, "until"),
			}
			if provinceOf[u.County] != u.Province {
				l.wrong(r.at, "unit %s: county %q is not in province %q", u.Code, u.County, u.Province)
			}
			if wide(u.Kind) {
				u.Serves = countiesOf(a.counties, u.Province)
			}
			a.units = append(a.units, u)
		}
		return
	}
	for _, item := range v.items() {
		l.only(item, "code", "kind", "name", "serves", "from", "until", "assumed")
		u := court.Unit{
			Code: item.get("code").text(), Kind: item.get("kind").text(), Name: item.get("name").text(), Serves: item.get("serves").texts(),
			Assumed: item.get("assumed").yes(), From: l.date(item.get("from")), Until: l.date(item.get("until")),
		}
		for _, county := range u.Serves {
			if _, ok := provinceOf[county]; !ok {
				l.wrong(item.at(), "unit %s serves county %q, which is not in the table", u.Code, county)
			}
		}
		if len(u.Serves) > 0 {
			u.County, u.Province = u.Serves[0], provinceOf[u.Serves[0]]
		}
		a.units = append(a.units, u)
	}
}

// wide kinds of court serve a whole province.
func wide(kind string) bool {
	return kind == "appeal" || kind == "criminal-1" || kind == "revolutionary"
}

func countiesOf(counties []court.County, province string) (codes []string) {
	for _, c := range counties {
		if c.Province == province {
			codes = append(codes, c.Code)
		}
	}
	return codes
}

func (l *loader) checkAtlas(a *atlas, root node) {
	seen := map[string]bool{}
	for _, u := range a.units {
		if seen[u.Code] {
			l.wrong(root.get("units").at(), "unit %s is there twice", u.Code)
		}
		seen[u.Code] = true
	}
	provinces, counties := map[string]bool{}, map[string]bool{}
	for _, p := range a.provinces {
		provinces[p.Code] = true
	}
	for _, c := range a.counties {
		if counties[c.Code] {
			l.wrong(root.get("counties").at(), "county %s is there twice", c.Code)
		}
		counties[c.Code] = true
		if !provinces[c.Province] {
			l.wrong(root.get("counties").at(), "county %s is in province %q, which is not in the table", c.Code, c.Province)
		}
	}
	for _, c := range a.cities {
		if !counties[c.County] {
			l.wrong(root.get("cities").at(), "city %s is in county %q, which is not in the table", c.Name, c.County)
		}
	}
}

// courts and places show the book as package form wants it.
type courts struct{ book *court.Book }

func (c courts) Serving(kind, county string, day lang.Date) (form.Court, bool) {
	u, ok := c.book.Serving(kind, county, day)
	return form.Court{Code: u.Code, Kind: u.Kind, Name: form.Words{FA: u.Name, EN: u.NameEN}}, ok
}

type places struct{ book *court.Book }

func (p places) located(c court.County) form.Located {
	province, _ := p.book.Province(c.Province)
	return form.Located{Key: c.Code, Name: c.Name, NameEN: c.NameEN, Province: province.Name}
}

func (p places) Find(text string) (found []form.Located) {
	for _, c := range p.book.Find(text) {
		found = append(found, p.located(c))
	}
	return found
}

func (p places) ByKey(key string) (form.Located, bool) {
	c, ok := p.book.County(key)
	if !ok {
		return form.Located{}, false
	}
	return p.located(c), true
}
