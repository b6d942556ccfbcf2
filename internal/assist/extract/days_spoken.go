package extract

import "github.com/tarazu-justice/tarazu/internal/lang"

// before are words that send a span or a unit into the past.
var before = words("پیش گذشته قبل پیشتر pish gozashte ghabl pishi")

// later are words that send it ahead.
var later = words("دیگه دیگر آینده بعدی dige digar ayande")

// yearWords tell a year by how long ago it was.
var yearWords = values(small, "0:امسال emsal", "1:پارسال پارسالی parsal", "2:پیارسال پیرارسال پریارسال piarsal pirarsal")

// dayWords tell a day by how many days it is before tomorrow's morrow.
var dayWords = values(small,
	"0:پسفردا pasfarda", "1:فردا farda", "2:امروز امروزم امشب emrooz emruz emshab", "3:دیروز دیشب دیروزم دیشبم dirooz diruz dishab", "4:پریروز پریشب pariruz parirooz parishab", "5:پسپریروز",
)

// word reads «دیروز», «پس فردا», «پارسال», «پارسال آذر».
func (s *story) word(i int) (moment, bool) {
	if n, ok := dayWords[s.at(i)+s.at(i+1)]; ok && s.at(i) == "پس" {
		return moment{interval: oneDay(s.today.AddDays(2 - n)), next: i + 2, sure: fullDate}, true
	}
	if n, ok := dayWords[s.at(i)]; ok {
		if s.putsOff(i) {
			return moment{}, false
		}
		return moment{interval: oneDay(s.today.AddDays(2 - n)), next: i + 1, sure: fullDate}, true
	}
	ago, ok := yearWords[s.at(i)]
	if !ok {
		return moment{}, false
	}
	now, _, _ := s.today.Jalali()
	if m := month[s.next(i+1)]; m > 0 {
		whole, ok := monthOf(now-ago, m)
		return moment{interval: whole, next: s.skipMonth(i + 2), sure: reckoned}, ok
	}
	whole, ok := yearOf(now - ago)
	return moment{interval: whole, next: i + 1, sure: wide}, ok
}

// putsOff says whether «امروز و فردا» only means that somebody puts off what he owes.
func (s *story) putsOff(i int) bool {
	for j := max(0, i-2); j <= i; j++ {
		at := j + 1
		if and[s.next(at)] {
			at++
		}
		if s.at(j) == "امروز" && s.next(at) == "فردا" && at >= i {
			return true
		}
	}
	return false
}

// last reads «هفته پیش», «هفته گذشته سه‌شنبه», «ماه پیش», «سال گذشته».
func (s *story) last(i int) (moment, bool) {
	if !before[s.next(i+1)] || s.at(i) == "" || s.numbered(i) {
		return moment{}, false
	}
	m := moment{next: i + 2, sure: wide}
	y, mo, _ := s.today.Jalali()
	ok := true
	switch units[s.at(i)] {
	case "week":
		m.interval = weekOf(s.today, 1)
		if day, next, named := s.dayOf(i + 2); named && !parts(s.gap(i+2)) {
			m.interval, m.next, m.sure = oneDay(s.in(m.interval, int(day)+1)), next, reckoned
		}
	case "month":
		m.interval, ok = monthOf(y-1, mo+11)
	case "year":
		m.interval, ok = yearOf(y - 1)
	default:
		return m, false
	}
	return m, ok
}

// numbered says whether a number stands before i: «۱۸ ماه گذشته» is no month.
func (s *story) numbered(i int) bool {
	if i == 0 || parts(s.gap(i)) {
		return false
	}
	_, ok := numerals[s.at(i-1)]
	return ok || s.toks[i-1].digits || s.at(i-1) == "چند"
}

// reckoned reads «سه ماه پیش», «دو ماه دیگه», «دو هفته است که», «سه ماهه که».
func (s *story) reckoned(i int) (moment, bool) {
	d, ok := s.span(i)
	if !ok || d.unit == "hour" {
		return moment{}, false
	}
	word := s.next(d.next)
	switch {
	case before[word] && word != "گذشته" && s.next(d.next+1) != "از" && s.next(d.next+1) != "az":
		return s.away(d, -1, d.next+1)
	case later[word] && (d.amount > 1 || s.at(i-1) == "تا"): // «یه روز دیگه» is another day
		m, ok := s.away(d, 1, d.next+1)
		m.sure = guessed
		return m, ok
	}
	if to, ok := s.sinceWords(d); ok {
		m, ok := s.away(d, -1, to)
		m.since = true
		return m, ok
	}
	return moment{}, false
}

// sinceWords reads what makes a beginning of a span: «است که», «میشه که», «ه که».
func (s *story) sinceWords(d span) (next int, ok bool) {
	at := d.next
	for is[s.next(at)] || s.next(at) == "شه" || s.next(at) == "شود" {
		at++
	}
	spoken := len(d.word) > 0 && at == d.next && (d.word == "ماهه" || d.word == "ساله" || d.word == "هفته" || d.word == "روزه" || d.word == "mahe" || d.word == "sale")
	if (at > d.next || spoken) && (s.next(at) == "که" || s.next(at) == "ke") {
		return at + 1, true
	}
	return at, false
}

var is = words("است هست میشه میشود شده ست می ast hast mishe")

// away is so many units from today: a day when days were counted, else as wide as the unit.
func (s *story) away(d span, sign, next int) (moment, bool) {
	n := int(d.amount) * sign
	m := moment{next: next, sure: wide, amount: int64(d.amount), unit: d.unit}
	y, mo, _ := s.today.Jalali()
	ok := true
	switch d.unit {
	case "day":
		m.interval, m.sure = oneDay(s.today.AddDays(n)), reckoned
	case "week":
		day := s.today.AddDays(7 * n)
		m.interval = interval{day.AddDays(-3), day.AddDays(3)}
	case "month":
		at := y*12 + mo - 1 + n
		m.interval, ok = monthOf(at/12, at%12+1)
	case "year":
		m.interval, ok = yearOf(y + n)
	}
	return m, ok && m.first != lang.Date{}
}
