package extract

import (
	"strings"
)

// countables are what forms count; the first word of a line stands for all of it.
var countables = values(strings.Clone,
	"فرزند:بچه فرزند اولاد bache bacheh farzand", "دختر:دختر dokhtar", "پسر:پسر pesar", "نوه:نوه", "خواهر:خواهر khahar", "برادر:برادر داداش baradar dadash",
	"وارث:وارث ورثه وراث vares", "گواه:شاهد گواه shahed", "سکه:سکه seke sekke", "چک:چک check chek", "سفته:سفته", "نفر:نفر نفریم nafar", "قسط:قسط قسطی ghest",
	"گرم:گرم گرمی geram", "متر:متر متری مترمربع metr metri", "بار:بار دفعه مرتبه bar dafe", "واحد:واحد", "طلبکار:طلبکار", "شریک:شریک", "مالک:مالک", "نسخه:نسخه",
)

// classifiers stand between a number and what it counts; more than one may.
var classifiers = words("تا تای عدد دونه دانه برگ برگه فقره قطعه رأس جلد قواره ta adad doone dane barg")

// countable is what a word counts, also with what is said together with it; "" when nothing.
func countable(word string) string {
	if c, ok := countables[word]; ok {
		return c
	}
	for _, clitic := range clitics {
		if rest, ok := strings.CutSuffix(word, clitic); ok && len(rest) > 3 && countables[rest] != "" {
			return countables[rest]
		}
	}
	return ""
}

// counts finds numbers of things: «دو تا بچه», «۱۱۴ سکه». «یک شاهد» is any witness, no count.
func counts(s *story) {
	for i := 0; i < len(s.toks); i++ {
		n, ok := s.number(i)
		if !ok || s.taken[i] {
			continue
		}
		at := n.next
		for classifiers[s.next(at)] {
			at++
		}
		unit := countable(s.next(at))
		if unit == "" && at > n.next && s.next(at-1) == "فقره" { // «دو فقره»
			unit = "چک"
		}
		indefinite := n.value == 1 && !s.toks[i].digits
		if unit != "" && !n.vague && !indefinite && n.value == float64(int64(n.value)) && s.free(i, at+1) && !s.often(i, at, unit) {
			s.take(i, at+1, Found{Kind: Count, Value: int64(n.value), Unit: unit, Sure: 0.9})
			n.next = at + 1
		}
		s.block(i, n.next)
		i = n.next - 1
	}
}

// often says whether a count is none: «صد دفعه» means often, «سه خواهر و برادریم» counts both,
// «سه‌نفره» is a kind.
func (s *story) often(i, at int, unit string) bool {
	switch unit {
	case "بار":
		return numerals[s.at(i)] == 100 || s.at(i) == "هزار"
	case "خواهر", "برادر":
		return and[s.next(at+1)] && (countable(s.next(at+2)) == "برادر" || countable(s.next(at+2)) == "خواهر")
	case "نفر":
		return s.at(at) == "نفره"
	}
	return false
}

var percent = words("درصد درصدی درصده darsad percent")

// percents finds «۵۰ درصد» and «۱۲٪». Half a percent is none that a form keeps.
func percents(s *story) {
	for i := 0; i < len(s.toks); i++ {
		n, ok := s.number(i)
		if !ok {
			continue
		}
		to := n.next
		if percent[s.next(to)] {
			to++
		} else if !strings.ContainsAny(s.gap(to)+s.tail(to), "%٪") {
			i = n.next - 1
			continue
		}
		if !n.vague && n.value == float64(int64(n.value)) && n.value <= 100 {
			s.take(i, to, Found{Kind: Percent, Value: int64(n.value), Sure: 0.95})
		}
		s.block(i, to)
		i = to - 1
	}
}

// tail is what stands behind the last token, for i beyond it.
func (s *story) tail(i int) string {
	if i < len(s.toks) || i == 0 {
		return ""
	}
	return s.text[s.toks[i-1].to:]
}
