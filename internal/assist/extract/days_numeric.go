package extract

import (
	"strings"
	"time"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// numeric reads «۱۴۰۲/۳/۵», «1402-03-05», «۵/۳/۱۴۰۲», «۹۸/۷/۱», 2023-05-26 and, of a year
// in four digits, a month alone.
func (s *story) numeric(i int) (moment, bool) {
	if i >= len(s.toks) || !s.toks[i].digits || s.dated(i) {
		return moment{}, false
	}
	if !s.dated(i + 1) {
		return moment{}, false
	}
	if !s.dated(i+2) || s.separator(i+1) != s.separator(i+2) {
		return s.monthOfYear(i)
	}
	if s.dated(i + 3) {
		return moment{}, false
	}
	return s.ymd(s.at(i), s.at(i+1), s.at(i+2), i+3)
}

// dated says whether digits stand at i behind a separator of dates.
func (s *story) dated(i int) bool {
	return i > 0 && i < len(s.toks) && s.toks[i].digits && s.toks[i-1].digits && s.separator(i) != ""
}

func (s *story) separator(i int) string {
	switch gap := strings.TrimSpace(s.gap(i)); gap {
	case "/", "-", ".", "–", "٫", "\\":
		if len(s.gap(i)) <= 3 {
			return gap
		}
	}
	return ""
}

func (s *story) ymd(a, b, c string, next int) (moment, bool) {
	now, _, _ := s.today.Jalali()
	sure := fullDate
	if len(c) == 4 || len(a) <= 2 && small(a) <= 31 && len(c) == 2 && small(c) > 31 {
		a, c = c, a // the day first
	}
	if len(a) > 4 || len(a) == 3 || len(b) > 2 || len(c) > 2 || a == "" {
		return moment{}, false
	}
	year := small(a)
	if year >= 1800 && year <= 2150 {
		return gregorianDay(year, small(b), small(c), next)
	}
	if len(a) <= 2 {
		if sure = shortYear; len(a) < 2 {
			return moment{}, false
		}
		year = fullYear(year, now)
	}
	date, err := lang.NewJalali(year, small(b), small(c))
	return moment{interval: oneDay(date), next: next, sure: sure}, err == nil && year >= 1300
}

// monthOfYear reads «۱۴۰۲/۰۳».
func (s *story) monthOfYear(i int) (moment, bool) {
	year := small(s.at(i))
	if len(s.at(i)) != 4 || year < 1300 || year > 1450 || len(s.at(i+1)) > 2 || s.dated(i+2) {
		return moment{}, false
	}
	m := small(s.at(i + 1))
	if m < 1 || m > 12 {
		return moment{}, false
	}
	span, ok := monthOf(year, m)
	return moment{interval: span, next: i + 2, sure: shortYear}, ok
}

func gregorianDay(y, m, d, next int) (moment, bool) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1900 || y > 2100 || int(t.Month()) != m || t.Day() != d {
		return moment{}, false
	}
	date, err := lang.ParseISO(t.Format(time.DateOnly))
	return moment{interval: oneDay(date), next: next, sure: fullDate}, err == nil
}

// gregorian reads «۱۵ مارس ۲۰۲۴» and March 15, 2024.
func (s *story) gregorian(i int) (moment, bool) {
	day, name := i, i+1
	if foreignMonth[s.at(i)] > 0 {
		day, name = i+1, i
	}
	m := foreignMonth[s.at(name)]
	if m == 0 || i+2 >= len(s.toks) || !s.toks[day].digits || !s.toks[i+2].digits || len(s.at(i+2)) != 4 || len(s.at(day)) > 2 {
		return moment{}, false
	}
	return gregorianDay(small(s.at(i+2)), m, small(s.at(day)), i+3)
}

// dayNumber reads the day of a month: «۵», «پنجم», «بیست و پنجم», «۲۵ام», «دوازده».
func (s *story) dayNumber(i int) (day, next int, ok bool) {
	if n, ok := ordinal[s.at(i)]; ok {
		return int(n), i + 1, true
	}
	if tens, ok := numerals[s.at(i)]; ok && (tens == 20 || tens == 30) && and[s.next(i+1)] {
		if n, ok := ordinal[s.next(i+2)]; ok && n < 10 {
			return int(tens + n), i + 3, true
		}
	}
	n, ok := s.number(i)
	if !ok || n.vague || n.value != float64(int(n.value)) {
		return 0, i, false
	}
	if suffix := s.next(n.next); suffix == "ام" || suffix == "م" || suffix == "om" {
		n.next++
	}
	return int(n.value), n.next, n.value <= 31
}
