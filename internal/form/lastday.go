package form

import "github.com/tarazu-justice/tarazu/internal/lang"

// LastDay is the last day to act when the limit named row starts on from, by the tables of
// today; ok is false when the tables have no such row.
func (l *Library) LastDay(from lang.Date, row string, today lang.Date) (last lang.Date, ok bool) {
	return l.lastDay(from, row, today, false)
}
