package extract

import (
	"strconv"
	"strings"
)

// number is a number as it was said, without its scale.
type number struct {
	value float64
	next  int  // the token behind it
	plain bool // digits, or one word: no separators
	vague bool // «دو سه», «۵۰ الی ۶۰»: not one number
}

// number reads the number that begins at token i.
func (s *story) number(i int) (number, bool) {
	if i >= len(s.toks) || s.taken[i] || i < 0 {
		return number{}, false
	}
	n, ok := s.spelt(i)
	if s.toks[i].digits {
		n, ok = s.digits(i)
	}
	if !ok {
		return n, false
	}
	if and[s.next(n.next)] && half[s.next(n.next+1)] {
		n.value += 0.5
		n.next += 2
	}
	if upto[s.next(n.next)] { // «۵۰ الی ۶۰»
		if other, ok := s.number(n.next + 1); ok {
			n.vague, n.next = true, other.next
		}
	}
	return n, true
}

var upto = words("تا الی ela")

// Separators of thousands and of decimals. Persian writes both with a slash too.
const (
	thousands = ",٬،./'’"
	decimals  = ".٫/,"
)

func (s *story) digits(i int) (number, bool) {
	n := number{next: i + 1, plain: true}
	run := s.at(i)
	if len(run) > 18 {
		return n, false
	}
	for s.groups(n.next, thousands) && len(s.at(i)) <= 3 && len(run) < 15 {
		run += s.at(n.next)
		n.next, n.plain = n.next+1, false
	}
	if n.next == i+1 && s.spaced(i) {
		for s.groups(n.next, " ") {
			run += s.at(n.next)
			n.next++
		}
	}
	n.value, _ = strconv.ParseFloat(run, 64)
	_, scaled := tail(scales, s.next(n.next))
	if n.next == i+2 && scaled && strings.ContainsAny(s.gap(i+1), "./٫") { // «۱.۲۵۰ میلیارد»
		n.value, n.next = whole(s.at(i)), i+1
	}
	if n.next == i+1 && s.follows(i+1, decimals) && len(s.at(i+1)) <= 3 {
		return s.decimal(i, n)
	}
	return n, true
}

// decimal reads «۱/۵ میلیارد»: a fraction only where a scale follows; else it is a date, a
// house number or a score, and no number.
func (s *story) decimal(i int, n number) (number, bool) {
	if _, scaled := tail(scales, s.next(i+2)); !scaled {
		return n, false
	}
	part := s.at(i + 1)
	value, err := strconv.ParseFloat(s.at(i)+"."+part, 64)
	n.value, n.next = value, i+2
	return n, err == nil
}

// follows says whether digits stand at i right behind one of the separators.
func (s *story) follows(i int, separators string) bool {
	if i <= 0 || i >= len(s.toks) || !s.toks[i].digits {
		return false
	}
	gap := s.gap(i)
	return gap != "" && strings.Trim(gap, separators) == "" && len([]rune(gap)) == 1
}

func (s *story) groups(i int, separators string) bool {
	return s.follows(i, separators) && len(s.at(i)) == 3
}

// spaced says whether the digits at i begin «25 000 000».
func (s *story) spaced(i int) bool {
	return len(s.at(i)) <= 3 && s.groups(i+1, " ") && s.groups(i+2, " ")
}

// spelt reads «هفتصد و پنجاه»: each word has to be of a lower order than the one before.
func (s *story) spelt(i int) (number, bool) {
	value, ok := numerals[s.at(i)]
	if !ok {
		if half[s.at(i)] {
			return number{0.5, i + 1, true, false}, true
		}
		return number{}, false
	}
	n := number{value: value, next: i + 1, plain: true}
	for last := value; ; {
		at := n.next
		joined := and[s.next(at)]
		if joined {
			at++
		}
		more, ok := numerals[s.next(at)]
		switch {
		case !ok || weekday[s.next(at)+s.next(at+1)] > 0:
			return n, true
		case !joined && order(more) == order(last): // «دو سه»
			n.vague, n.next = true, at+1
			return n, true
		case order(more) >= order(last) || last < 20:
			return n, true
		}
		n.value, n.next, last = n.value+more, at+1, more
	}
}

func order(n float64) int {
	switch {
	case n >= 100:
		return 3
	case n >= 20:
		return 2
	}
	return 1
}
