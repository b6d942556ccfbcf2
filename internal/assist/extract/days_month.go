package extract

import "github.com/tarazu-justice/tarazu/internal/lang"

func third(word string) (part [2]int, ok bool) {
	switch {
	case early[word]:
		return [2]int{1, 10}, true
	case middle[word]:
		return [2]int{11, 20}, true
	case late[word]:
		return [2]int{21, 31}, true
	}
	return part, false
}

var (
	early  = words("اوایل اوائل اولای avayel")
	middle = words("اواسط وسط وسطای نیمه avasat vasate")
	late   = words("اواخر آخر آخرای avakher akhare")
)

// monthAlone reads «خرداد پارسال», «دی ماه ۱۴۰۴», «اواخر شهریور», «برج ۷».
func (s *story) monthAlone(i int) (moment, bool) {
	part, narrow := third(s.at(i))
	at := i
	if narrow {
		at++
	}
	m, next := month[s.at(at)], at+1
	if s.at(at) == "برج" {
		if n, ok := s.number(at + 1); ok && n.value >= 1 && n.value <= 12 {
			m, next = int(n.value), n.next
		}
	}
	if m == 0 || narrow && parts(s.gap(at)) {
		return moment{}, false
	}
	behind := s.skipMonth(next)
	year, to, said := s.yearAfter(behind)
	if !said && doubtful[s.at(at)] && !narrow && behind == next && !s.season(at, m) {
		return moment{}, false
	}
	found := moment{next: to, sure: reckoned}
	if !said {
		year, found.next, found.sure = s.lastMonth(i, m), behind, noYear-0.05
	}
	whole, ok := monthOf(year, m)
	if found.interval = whole; narrow && ok {
		found.first, found.last = whole.first.AddDays(part[0]-1), whole.first.AddDays(part[1]-1)
		if found.last.Compare(whole.last) > 0 {
			found.last = whole.last
		}
	}
	return found, ok
}

// season says whether a month with a second meaning is meant as a month: «از آبان», «تا دی».
// «از مهر» and «از تیر» may still be something else.
func (s *story) season(i, m int) bool {
	if m == 7 || m == 4 || parts(s.gap(i)) {
		return false
	}
	return when[s.at(i-1)]
}

// when are words before a time.
var when = words("از تا در توی تو مورخ az ta too dar")

// lastMonth is the year of the last such month, or of the next where that is meant.
func (s *story) lastMonth(i, m int) int {
	y, now, _ := s.today.Jalali()
	if m > now {
		if s.ahead(i) && m-now < 7 {
			return y
		}
		return y - 1
	}
	if s.ahead(i) && m < now && 12+m-now < 7 {
		return y + 1
	}
	return y
}

// yearAfter reads the year behind a month: «۱۴۰۲», «سال ۹۵», «پارسال», «هزار و چهارصد».
func (s *story) yearAfter(i int) (year, next int, ok bool) {
	now, _, _ := s.today.Jalali()
	if ago, ok := yearWords[s.next(i)]; ok {
		return now - ago, i + 1, true
	}
	if units[s.next(i)] == "year" {
		if before[s.next(i+1)] {
			return now - 1, i + 2, true
		}
		i++
	} else if before[s.next(i)] && s.next(i) != "قبل" {
		return s.lastYear(i), i + 1, true
	}
	return s.yearNumber(i, now)
}

// lastYear reads «خرداد گذشته»: the last Khordad.
func (s *story) lastYear(i int) int { return s.lastMonth(0, max(1, month[s.at(i-1)])) }

func (s *story) yearNumber(i, now int) (year, next int, ok bool) {
	if s.next(i) == "" {
		return 0, i, false
	}
	if s.toks[i].digits {
		y := small(s.at(i))
		_, scale := tail(scales, s.next(i+1))
		_, currency := tail(currencies, s.next(i+1))
		if n := len(s.at(i)); n != 2 && n != 4 || scale || currency || s.dated(i+1) || n == 2 && countable(s.next(i+1)) != "" {
			return 0, i, false
		}
		y = fullYear(y, now)
		return y, i + 1, y >= 1300 && y <= 1450
	}
	if s.at(i) == "هزار" && and[s.next(i+1)] {
		n, ok := s.number(i + 2)
		return 1000 + int(n.value), n.next, ok && n.value >= 300 && n.value < 450
	}
	n, ok := s.number(i)
	_, scale := tail(scales, s.next(n.next))
	_, currency := tail(currencies, s.next(n.next))
	_, unit := units[s.next(n.next)]
	if !ok || scale || currency || unit || countable(s.next(n.next)) != "" || n.value < 50 || n.value > 99 {
		return 0, i, false
	}
	return fullYear(int(n.value), now), n.next, true
}

// year reads «سال ۹۵», «سال هزار و چهارصد», and a year of four digits behind a word that
// asks for one.
func (s *story) year(i int) (moment, bool) {
	now, _, _ := s.today.Jalali()
	at := i
	if w := s.at(i); w == "سال" || w == "سالهای" || w == "sal" || w == "sale" {
		at++
	} else if !s.toks[i].digits || len(w) != 4 || !when[s.at(i-1)] || parts(s.gap(i)) {
		return moment{}, false
	}
	if parts(s.gap(at)) && at > i || s.at(i-1) == "مدل" {
		return moment{}, false
	}
	y, next, ok := s.yearNumber(at, now)
	if !ok {
		return moment{}, false
	}
	whole, ok := yearOf(y)
	return moment{interval: whole, next: next, sure: wide}, ok && whole.first != lang.Date{}
}
