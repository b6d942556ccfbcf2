package catalog

import (
	"github.com/tarazu-justice/tarazu/internal/court"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// courts and places show the book as package form wants it.
type courts struct{ book *court.Book }

func shown(u court.Unit) form.Court {
	return form.Court{Code: u.Code, Kind: u.Kind, Name: form.Words{FA: u.Name, EN: u.NameEN}}
}

func (c courts) Serving(kind, county string, day lang.Date) (form.Court, bool) {
	u, ok := c.book.Serving(kind, county, day)
	return shown(u), ok
}

func (c courts) ByCode(code string, day lang.Date) (form.Court, bool) {
	u, ok := c.book.Unit(code)
	return shown(u), ok && u.On(day)
}

func (c courts) Ended(kind, county string, day lang.Date) (form.Court, lang.Date, bool) {
	u, ok := c.book.Ended(kind, county, day)
	return shown(u), u.Until, ok
}

func (c courts) EndedUnit(code string, day lang.Date) (form.Court, lang.Date, bool) {
	u, ok := c.book.EndedUnit(code, day)
	return shown(u), u.Until, ok
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

// Centre gives the county of the centre of a county's province.
func (p places) Centre(key string) (string, bool) {
	c, ok := p.book.County(key)
	province, there := p.book.Province(c.Province)
	return province.Centre, ok && there && province.Centre != ""
}
