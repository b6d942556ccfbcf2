package extract

import "math"

// sum is an amount as it was said, before it is known in which currency.
type sum struct {
	value    float64
	next     int
	scale    float64 // the largest that was said; 1 when none was
	least    float64 // the smallest that was said
	currency float64 // rials in one; 0 when none was said
	vague    bool
}

// How sure the readings of an amount are.
const (
	saidMoney   = 0.95 // scale and currency, or rials
	saidScale   = 0.75 // «سی میلیون»: nobody says so of rials, hardly of anything else
	guessedHome = 0.7  // «۷۰۰ تومن» of a deposit
	guessed     = 0.5  // «۷۰۰ تومن» of we do not know what
	unscaled    = 0.4  // «مبلغ ۲۵۰۰۰۰۰۰۰»
)

// money finds amounts. Everyday speech counts in toman, and leaves out what is understood:
// «۷۰۰ تومن» of a deposit is seven hundred million.
func money(s *story) {
	for i := 0; i < len(s.toks); i++ {
		if s.taken[i] {
			continue
		}
		sum, ok := s.sum(i)
		if !ok {
			continue
		}
		f, ok := s.worth(i, sum)
		if sum.vague && sum.scale > 1 {
			s.block(i, sum.next)
		}
		if !ok {
			continue
		}
		if f.Value.(int64) <= most53 {
			s.take(i, sum.next, f)
		}
		s.block(i, sum.next)
		i = sum.next - 1
	}
}

// most53 is the largest sum that a form keeps.
const most53 = 1<<53 - 1

// sum reads the whole of an amount: «یک میلیارد و هفتصد و پنجاه میلیون تومان».
func (s *story) sum(i int) (sum, bool) {
	a, ok := s.scaled(i)
	if !ok {
		return a, false
	}
	for a.least > 1 {
		at := a.next
		if and[s.next(at)] {
			at++
		}
		if half[s.next(at)] && at > a.next { // «یه میلیارد و نیم»
			a.value, a.next = a.value+a.least/2, at+1
			break
		}
		more, ok := s.scaled(at)
		if !ok || parts(s.gap(at)) || more.vague || more.scale >= a.least {
			break
		}
		if more.scale == 1 {
			if at == a.next || !s.trails(more) {
				break
			}
			more.value *= a.least / 1000 // «۱۲ میلیون و ۵۰۰»
		}
		a.value, a.next, a.least = a.value+more.value, more.next, more.scale
	}
	return s.inCurrency(a), true
}

// scaled reads a number and the scales behind it: «دو هزار میلیارد».
func (s *story) scaled(i int) (sum, bool) {
	n, ok := s.number(i)
	if !ok {
		if s.at(i) == "هزار" && !s.taken[i] { // «هزار تومن»
			return sum{value: 1000, next: i + 1, scale: 1000, least: 1000}, true
		}
		return sum{}, false
	}
	a := sum{value: n.value, next: n.next, scale: 1, vague: n.vague}
	for {
		scale, ok := tail(scales, s.next(a.next))
		if !ok || a.value*scale > 1e17 {
			a.least = a.scale
			return a, true
		}
		a.value, a.next, a.scale = a.value*scale, a.next+1, max(a.scale, 1)*scale
	}
}

// trails says whether a number behind a scale goes with it: three hundred of «دو میلیارد و
// سیصد», not the three coins of «دو میلیارد و سه سکه».
func (s *story) trails(n sum) bool {
	word := s.next(n.next)
	_, unit := units[word]
	return n.value >= 10 && n.value < 1000 && !unit && word != "تا" && countable(word) == "" && !percent[word] && month[word] == 0
}

func (s *story) inCurrency(a sum) sum {
	a.currency, _ = tail(currencies, s.next(a.next))
	if a.currency == 0 && a.scale > 1 && (s.next(a.next) == "ت" || s.next(a.next) == "t") {
		a.currency = 10
	}
	if a.currency > 0 {
		a.next++
		if a.scale == 1 && and[s.next(a.next)] && half[s.next(a.next+1)] { // «یه تومن و نیم»
			a.value, a.next = a.value+0.5, a.next+2
		}
	}
	return a
}

// worth turns an amount into rials, or says that it is none.
func (s *story) worth(i int, a sum) (Found, bool) {
	f := Found{Kind: Money, Sure: saidMoney}
	rials := func(n float64) any { return int64(math.Round(n)) }
	switch {
	case a.vague || a.value <= 0 || a.currency == 1 && a.value < 100 || // «یک ریال هم نداد»
		foreign[s.next(a.next)] || foreign[s.at(i-1)]:
		return f, false
	case a.scale == 1 && a.currency == 10 && a.value < 1000:
		return s.understood(i, a), true
	case a.currency > 0:
		f.Value = rials(a.value * a.currency)
		return f, true
	case s.at(a.next) == "م" && s.gap(a.next) == "" || s.next(a.next) == "م":
		return s.letter(i, a)
	case a.scale < 1e6 && a.value < 1e6 || countable(s.next(a.next)) != "" || people[s.next(a.next)]:
		return s.bare(i, a)
	case a.scale >= 1000:
		f.Value, f.Other, f.Sure = rials(a.value*10), rials(a.value), saidScale
		return f, true
	}
	return s.bare(i, a)
}
