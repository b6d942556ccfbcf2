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
	until    lang.Date // no longer on this day; none: until the next value
	at       form.Pos
	value    T
	verified bool
	source   string
	name     form.Words
}

func newTables() *tables {
	return &tables{map[string][]dated[int64]{}, map[string][]dated[form.FeeRow]{}, map[string][]dated[form.LimitRow]{}, map[lang.Date]bool{}}
}

// on picks the last row that has begun, if it has not ended.
func on[T any](rows []dated[T], day lang.Date) (T, bool) {
	r, found := inForce(rows, day)
	return r.value, found
}

func inForce[T any](rows []dated[T], day lang.Date) (out dated[T], found bool) {
	for _, r := range rows {
		if r.from.Compare(day) <= 0 {
			out, found = r, true
		}
	}
	return out, found && (out.until.IsZero() || day.Compare(out.until) < 0)
}

func (t *tables) Number(row string, day lang.Date) (int64, bool) { return on(t.numbers[row], day) }

// NumberRow gives a number with its name and its mark.
func (t *tables) NumberRow(row string, day lang.Date) (n form.NumberRow, ok bool) {
	d, ok := inForce(t.numbers[row], day)
	return form.NumberRow{Name: d.name, Rials: d.value, Verified: d.verified}, ok
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
		n, _ := v.get("rials").number()
		return n
	})
	readTable(l, "tables/fees.yaml", l.tables.fees, l.feeRow)
	readTable(l, "tables/limits.yaml", l.tables.limits, func(v node, name form.Words) form.LimitRow {
		days, _ := v.get("days").number()
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
	row := form.FeeRow{Name: name, Source: v.get("source").text(), Verified: v.get("verified").yes()}
	fixed, isFixed := v.get("fixed").number()
	row.Fixed = fixed
	if parts := v.get("parts"); isFixed == parts.there() {
		l.wrong(v.at(), "a fee is either fixed or has parts")
	}
	for _, p := range v.get("parts").items() {
		upto, _ := p.get("upto").number()
		rate, _ := p.get("permille").number()
		row.Parts = append(row.Parts, form.FeePart{Upto: upto, Permille: rate})
	}
	return row
}

// readTable reads rows with their dated values; dates have to rise.
func readTable[T any](l *loader, name string, into map[string][]dated[T], read func(node, form.Words) T) {
	root, en := l.needed(name), l.twinOf(name)
	for _, p := range root.get("rows").pairs() {
		words := en.words(p.value.get("name"), "rows", p.key)
		for _, v := range p.value.get("dated").items() {
			from, until := l.date(v.get("from")), l.date(v.get("until"))
			if !until.IsZero() && until.Compare(from) <= 0 {
				l.wrong(v.at(), "this value of row %s ends on %s, before it begins on %s", p.key, until, from)
			}
			if rows := into[p.key]; len(rows) > 0 {
				l.after(p.key, v.at(), from, rows[len(rows)-1].from, rows[len(rows)-1].until)
			}
			l.verified(pair{key: "this row", keyAt: v.at(), value: v})
			into[p.key] = append(into[p.key], dated[T]{from: from, until: until, at: v.at(), value: read(v, words), verified: v.get("verified").yes(), source: v.get("source").text(), name: words})
		}
	}
	en.leftOver()
}

// after wants a value to begin where the one before it ends.
func (l *loader) after(row string, at form.Pos, from, before, until lang.Date) {
	switch {
	case before.Compare(from) >= 0:
		l.wrong(at, "the dates of row %s do not rise", row)
	case until.IsZero():
	case until.Compare(from) < 0:
		l.wrong(at, "row %s has no value from %s until %s", row, until, from)
	case until.Compare(from) > 0:
		l.wrong(at, "row %s has two values from %s until %s; end the earlier one on %s, or leave its until out", row, from, until, from)
	}
}
