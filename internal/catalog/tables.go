package catalog

import (
	"maps"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// tables are the dated numbers of the law.
type tables struct {
	numbers map[string][]dated[int64]
	fees    map[string][]dated[form.FeeRow]
	limits  map[string][]dated[form.LimitRow]
	closed  map[lang.Date]bool
}

// dated is a value that holds from a day on.
type dated[T any] struct {
	from     lang.Date
	value    T
	verified bool
	source   string
	name     form.Words
}

func newTables() *tables {
	return &tables{map[string][]dated[int64]{}, map[string][]dated[form.FeeRow]{}, map[string][]dated[form.LimitRow]{}, map[lang.Date]bool{}}
}

// on picks the last row that has begun.
func on[T any](rows []dated[T], day lang.Date) (T, bool) {
	var out T
	found := false
	for _, r := range rows {
		if r.from.Compare(day) <= 0 {
			out, found = r.value, true
		}
	}
	return out, found
}

func (t *tables) Number(row string, day lang.Date) (int64, bool) { return on(t.numbers[row], day) }

// NumberRow gives a number with its name and its mark.
func (t *tables) NumberRow(row string, day lang.Date) (n form.NumberRow, ok bool) {
	for _, d := range t.numbers[row] {
		if d.from.Compare(day) <= 0 {
			n, ok = form.NumberRow{Name: d.name, Rials: d.value, Verified: d.verified}, true
		}
	}
	return n, ok
}

// FeeRow gives what a row costs on a day, and since when.
func (t *tables) FeeRow(row string, day lang.Date) (r form.FeeRow, ok bool) {
	for _, d := range t.fees[row] {
		if d.from.Compare(day) <= 0 {
			r, ok = d.value, true
			r.From = d.from
		}
	}
	return r, ok
}

func (t *tables) LimitRow(row string, day lang.Date) (form.LimitRow, bool) {
	return on(t.limits[row], day)
}

func (t *tables) Closed(day lang.Date) bool { return t.closed[day] }

func (l *loader) readTables() {
	readTable(l, "tables/numbers.yaml", l.tables.numbers, func(v node, _ form.Words) int64 {
		l.only(v, "from", "rials", "source", "verified")
		n, ok := v.get("rials").number()
		if !ok {
			l.wrong(v.at(), "a number of the law is written as rials: a whole number")
		}
		return n
	})
	readTable(l, "tables/fees.yaml", l.tables.fees, l.feeRow)
	readTable(l, "tables/limits.yaml", l.tables.limits, func(v node, name form.Words) form.LimitRow {
		l.only(v, "from", "days", "abroad", "law", "source", "verified")
		days, ok := v.get("days").number()
		if !ok || days < 0 || days > 3660 {
			l.wrong(v.at(), "a limit needs days")
		}
		abroad, _ := v.get("abroad").number()
		return form.LimitRow{Name: name, Days: days, Abroad: abroad, Verified: v.get("verified").yes()}
	})
	l.lib.NumberRows = slices.Sorted(maps.Keys(l.tables.numbers))
	l.lib.FeeRows = slices.Sorted(maps.Keys(l.tables.fees))
	l.lib.LimitRows = slices.Sorted(maps.Keys(l.tables.limits))
	l.readHolidays()
	l.readAuthorities()
}

func (l *loader) feeRow(v node, name form.Words) form.FeeRow {
	l.only(v, "from", "fixed", "parts", "source", "verified")
	row := form.FeeRow{Name: name, Source: v.get("source").text(), Verified: v.get("verified").yes()}
	fixed, isFixed := v.get("fixed").number()
	row.Fixed = fixed
	if parts := v.get("parts"); isFixed == parts.there() {
		l.wrong(v.at(), "a fee is either fixed or has parts")
	}
	for _, p := range v.get("parts").items() {
		l.only(p, "upto", "permille")
		upto, _ := p.get("upto").number()
		rate, ok := p.get("permille").number()
		if !ok {
			l.wrong(p.at(), "a part of a fee needs permille")
		}
		row.Parts = append(row.Parts, form.FeePart{Upto: upto, Permille: rate})
	}
	return row
}

// readTable reads rows with their dated values; dates have to rise.
func readTable[T any](l *loader, name string, into map[string][]dated[T], read func(node, form.Words) T) {
	root, en := l.needed(name), l.twinOf(name, false)
	l.only(root, "table", "rows")
	for _, p := range root.get("rows").pairs() {
		l.only(p.value, "name", "dated")
		words := en.words(p.value.get("name"), "rows", p.key)
		for _, v := range p.value.get("dated").items() {
			from := l.date(v.get("from"))
			if rows := into[p.key]; len(rows) > 0 && rows[len(rows)-1].from.Compare(from) >= 0 {
				l.wrong(v.at(), "the dates of row %s do not rise", p.key)
			}
			l.verified(pair{key: "this row", keyAt: v.at(), value: v})
			into[p.key] = append(into[p.key], dated[T]{from: from, value: read(v, words), verified: v.get("verified").yes(), source: v.get("source").text(), name: words})
		}
		if len(into[p.key]) == 0 {
			l.wrong(p.keyAt, "row %s has no dated value", p.key)
		}
	}
	en.leftOver()
}
