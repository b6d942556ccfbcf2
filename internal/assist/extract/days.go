package extract

import "github.com/tarazu-justice/tarazu/internal/lang"

// moment is what a text tells of when something was.
type moment struct {
	interval
	next   int
	sure   float64
	other  any
	amount int64
	unit   string
	since  bool
}

// How sure the readings of a day are.
const (
	fullDate  = 0.97
	shortYear = 0.85 // «۰۲/۰۳/۰۵»
	noYear    = 0.65 // «۵ خرداد»: the last one
	reckoned  = 0.8  // «ده روز پیش»
	wide      = 0.7  // «سه ماه پیش»: a month, not a day
)

// days finds when things were. A day of which the year is not said is taken for the last one
// that was.
func days(s *story) {
	for i := 0; i < len(s.toks); i++ {
		if s.taken[i] || named[s.at(i-1)] && !parts(s.gap(i)) { // «خیابان ۱۵ خرداد»
			continue
		}
		m, ok := s.moment(i)
		if !ok || !s.free(i, m.next) || m.first.IsZero() {
			continue
		}
		f := Found{Kind: Date, First: m.first, Last: m.last, Sure: m.sure, Other: m.other, Amount: m.amount, Unit: m.unit, Since: m.since}
		if m.first == m.last {
			f.Value = m.first.ISO()
		}
		s.take(i, m.next, f)
		i = m.next - 1
	}
}

// moment tries the ways of telling a day, the longest first.
func (s *story) moment(i int) (moment, bool) {
	for _, way := range []func(*story, int) (moment, bool){
		(*story).weekdayFirst, (*story).numeric, (*story).ofMonth, (*story).monthAlone, (*story).gregorian, (*story).word, (*story).last, (*story).reckoned, (*story).year,
	} {
		if m, ok := way(s, i); ok {
			return m, true
		}
	}
	return moment{}, false
}

// weekdayFirst reads «شنبه هفته پیش», «شنبه گذشته» and the weekday before a date.
func (s *story) weekdayFirst(i int) (moment, bool) {
	day, at, ok := s.dayOf(i)
	if !ok || parts(s.gap(at)) && at < len(s.toks) && s.gap(at) != "،" && s.gap(at) != "، " {
		return moment{}, false
	}
	for _, way := range []func(*story, int) (moment, bool){(*story).numeric, (*story).ofMonth} {
		if m, ok := way(s, at); ok {
			return m, true
		}
	}
	switch {
	case units[s.next(at)] == "week" && before[s.next(at+1)]:
		return moment{interval: oneDay(s.in(weekOf(s.today, 1), int(day)+1)), next: at + 2, sure: reckoned}, true
	case before[s.next(at)]:
		back := (int(s.today.Weekday()) - int(day) + 7) % 7
		if back == 0 {
			back = 7
		}
		return moment{interval: oneDay(s.today.AddDays(-back)), next: at + 1, sure: reckoned}, true
	}
	return moment{}, false
}

// in is the day of a week: 1 is Sunday, 7 is Saturday, with which the week begins.
func (s *story) in(week interval, day int) lang.Date { return week.first.AddDays(day % 7) }

// ofMonth reads «پنجم خرداد ۱۴۰۲», «۵ خرداد», «اول مهر پارسال», «اول ماه».
func (s *story) ofMonth(i int) (moment, bool) {
	day, at, ok := s.dayNumber(i)
	if !ok || day < 1 || day > 31 {
		return moment{}, false
	}
	if units[s.next(at)] == "month" && day == 1 && ordinal[s.at(i)] == 1 && !before[s.next(at+1)] {
		y, m, _ := s.today.Jalali()
		first, err := lang.NewJalali(y, m, 1)
		return moment{interval: oneDay(first), next: at + 1, sure: reckoned}, err == nil
	}
	m := month[s.next(at)]
	if m == 0 || s.shot(at) {
		return moment{}, false
	}
	at = s.skipMonth(at + 1)
	if year, next, ok := s.yearAfter(at); ok {
		date, err := lang.NewJalali(year, m, day)
		return moment{interval: oneDay(date), next: next, sure: fullDate}, err == nil
	}
	return s.unsaidYear(i, at, m, day)
}

// shot says whether «تیر» is a bullet: «۵ تیر شلیک کرد».
func (s *story) shot(i int) bool {
	return s.at(i) == "تیر" && fired[s.next(i+1)]
}

var fired = words("شلیک خورد زد زدن زدند خوردم هوایی خلاص")

// skipMonth goes on behind «ماه» and what else is said between month and year.
func (s *story) skipMonth(at int) int {
	if units[s.next(at)] == "month" {
		at++
	}
	return at
}

// unsaidYear takes the last such day; where the talk is of what is to come, the next.
func (s *story) unsaidYear(i, next, m, day int) (moment, bool) {
	y, _, _ := s.today.Jalali()
	date, err := lang.NewJalali(y, m, day)
	if err != nil {
		return moment{}, false
	}
	past, coming := date, date
	if date.Compare(s.today) > 0 {
		past, err = lang.NewJalali(y-1, m, day)
	} else {
		coming, _ = lang.NewJalali(y+1, m, day)
	}
	found := moment{interval: oneDay(past), next: next, sure: noYear, other: coming.ISO()}
	if s.ahead(i) && !coming.IsZero() && s.today.DaysUntil(coming) < 200 {
		found.interval, found.other = oneDay(coming), past.ISO()
	}
	return found, err == nil
}

// ahead says whether what stands before i speaks of what is to come.
func (s *story) ahead(i int) bool {
	if s.at(i-1) != "تا" || parts(s.gap(i)) {
		return false
	}
	for j := max(0, i-7); j < i; j++ {
		if s.at(j) == "از" {
			return false
		}
	}
	return true
}
