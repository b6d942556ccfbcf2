package form

import (
	"time"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// LastDay is the last day to act when the limit named row starts on from, by the tables of
// today; ok is false when the tables have no such row.
func (l *Library) LastDay(from lang.Date, row string, today lang.Date) (last lang.Date, ok bool) {
	return l.lastDay(from, row, today, false)
}

// Reckon is the last of so many days. It counts neither the day of service nor the day of
// action (CPC 445); a closed day at the end moves it on (CPC 444).
func (l *Library) Reckon(from lang.Date, days int64) lang.Date {
	last := from.AddDays(int(days) + 1)
	for last.Weekday() == time.Friday || l.Tables.Closed(last) {
		last = last.AddDays(1)
	}
	return last
}
