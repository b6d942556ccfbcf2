package court

import (
	"cmp"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Province is a province.
type Province struct {
	Code, Slug, Name, NameEN string
	Centre                   string // code of the county that holds its centre
	Aliases                  []string
}

// County is a county: the territory that competence is counted by.
type County struct {
	Code, Province, Name, NameEN, Seat string
	Aliases                            []string // old names, other spellings
}

// City belongs to a county; it is known for the search only.
type City struct {
	Name, County string
	Aliases      []string
}

// Unit is a court, a prosecutor's office or another authority. Assumed units were not
// seen in a source: the general rule of the law or a pattern puts them there.
type Unit struct {
	Code, Kind, Name, NameEN string
	County, Province         string
	Serves                   []string // counties: its own, those of its province, or those of a neighbour without one
	Assumed                  bool
	From, Until              lang.Date // none: always; Until is the first day without it
}

// On says whether the unit is there on a day.
func (u Unit) On(day lang.Date) bool {
	return (u.From.IsZero() || u.From.Compare(day) <= 0) && (u.Until.IsZero() || day.Compare(u.Until) < 0)
}

// Book holds all of them.
type Book struct {
	provinces []Province
	counties  map[string]County
	units     map[string]Unit
	serving   map[string][]Unit // kind/county
	names     map[string][]string
	order     []County
}

// NewBook builds the book. Later units of the same kind and county stand behind earlier ones.
func NewBook(provinces []Province, counties []County, cities []City, units []Unit) *Book {
	b := &Book{provinces: provinces, counties: map[string]County{}, units: map[string]Unit{}, serving: map[string][]Unit{}, names: map[string][]string{}, order: counties}
	for _, c := range counties {
		b.counties[c.Code] = c
		b.call(c.Code, append([]string{c.Name, c.NameEN, c.Seat, c.Code}, c.Aliases...)...)
	}
	for _, c := range cities {
		b.call(c.County, append([]string{c.Name}, c.Aliases...)...)
	}
	for _, u := range units {
		b.units[u.Code] = u
		for _, county := range u.Serves {
			key := u.Kind + "/" + county
			b.serving[key] = append(b.serving[key], u)
		}
	}
	return b
}

// Unit finds a unit by its code.
func (b *Book) Unit(code string) (Unit, bool) {
	u, ok := b.units[code]
	return u, ok
}

// Units lists all units by code.
func (b *Book) Units() (units []Unit) {
	for _, u := range b.units {
		units = append(units, u)
	}
	slices.SortFunc(units, func(x, y Unit) int { return cmp.Compare(x.Code, y.Code) })
	return units
}

// Serving finds the unit of a kind for a county on a day.
func (b *Book) Serving(kind, county string, day lang.Date) (Unit, bool) {
	for _, u := range b.serving[kind+"/"+county] {
		if u.On(day) {
			return u, true
		}
	}
	return Unit{}, false
}

// lately is how long a closed unit is still spoken of: who began a draft before it closed
// has to be told what became of it.
const lately = 180

// Ended finds the unit of a kind that served a county and closed not long before a day.
func (b *Book) Ended(kind, county string, day lang.Date) (last Unit, ok bool) {
	for _, u := range b.serving[kind+"/"+county] {
		if u.endedBefore(day) && (!ok || last.Until.Compare(u.Until) < 0) {
			last, ok = u, true
		}
	}
	return last, ok
}

// EndedUnit finds a unit by its code if it closed not long before a day.
func (b *Book) EndedUnit(code string, day lang.Date) (Unit, bool) {
	u, ok := b.units[code]
	return u, ok && u.endedBefore(day)
}

func (u Unit) endedBefore(day lang.Date) bool {
	return !u.Until.IsZero() && u.Until.Compare(day) <= 0 && u.Until.DaysUntil(day) <= lately
}

// County finds a county by its code.
func (b *Book) County(code string) (County, bool) {
	c, ok := b.counties[code]
	return c, ok
}

// Counties lists the counties in the order of the table.
func (b *Book) Counties() []County { return b.order }

// Provinces lists the provinces in the order of the table.
func (b *Book) Provinces() []Province { return b.provinces }

// Province finds a province by code or slug.
func (b *Book) Province(code string) (Province, bool) {
	for _, p := range b.provinces {
		if p.Code == code || p.Slug == code {
			return p, true
		}
	}
	return Province{}, false
}
