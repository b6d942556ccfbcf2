package extract

import (
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// clause is a piece of a text with at most one verb, its last word.
type clause struct {
	from, to int // tokens
	notions  map[string]int
	verb     verb
	hasVerb  bool
	cannot   bool // «نمی‌توانم بدهم»
	carried  bool // the verb only carries the word before it: «خبر دادم»
	doubt    bool // asked, wished or supposed, not told
	joined   bool // nothing but words stands between it and the clause before
}

// doubts are words that make a clause no statement.
var doubts = words("اگر اگه آیا ایا شاید باید ممکنه کاش چطور چطوری نمیدونم age shayad")

// ends are words that part clauses.
var ends = words("ولی اما که چون وقتی بلکه vali ama ke chon")

// clauses parts a text at its verbs, its signs and the words that part.
func (s *story) clauses() (list []clause) {
	c := clause{notions: map[string]int{}}
	flush := func(to int, joined bool) {
		if c.to = to; c.to > c.from {
			list = append(list, c)
		}
		c = clause{from: to, notions: map[string]int{}, joined: joined}
	}
	for i := 0; i < len(s.toks); {
		if i > c.from && (parts(s.gap(i)) || ends[s.at(i)]) {
			flush(i, !parts(s.gap(i)))
		}
		if doubts[s.at(i)] {
			c.doubt = true
		}
		v, next, ok := s.verbAt(i)
		if !ok {
			if n := s.notionAt(i); n != "" {
				c.notions[n] = i
				c.cannot = c.cannot || n == "can" && (s.at(i-1) == "نمی" || strings.HasPrefix(s.at(i), "نمی"))
				if coarse[n] {
					c.notions[fine(s.at(i))] = i
				}
			}
			i++
			continue
		}
		if n := notions[s.at(i)]; n != "" { // «پرداخت» is a noun too
			c.notions[n] = i
		}
		v.not = v.not != c.cannot
		switch v.root {
		case "back": // «برگرداند» is «پس داد»
			c.notions["back"] = i
		case "sell", "buy":
			c.notions["contract"] = i
		}
		c.verb, c.hasVerb = s.turned(c.from, i, v), true
		c.carried = carried[v.root][s.at(i-1)] && i > c.from
		i = next
		flush(i, true)
	}
	flush(len(s.toks), true)
	for i := range list {
		list[i].doubt = list[i].doubt || s.asked(list[i].to)
	}
	return list
}

// notionAt is what the word at token i stands for. What a reader has taken, a sum or a day,
// stands for nothing else; «پیش» is a deposit only of money, «پس» is back only before a verb.
func (s *story) notionAt(i int) string {
	n := notion(s.at(i))
	switch {
	case n != "" && s.at(i-1) == "پیش" && s.gap(i) == string(lang.ZWNJ): // «پیش‌قسط», «پیش‌پرداخت»
		return "پیش" + n
	case n == "" && s.at(i) == "ماه" && s.at(i-1) == "هر":
		return "monthly"
	case s.toks[i].digits || s.taken[i] && s.toks[i].kind != Relation:
		return ""
	case n == "deposit" && (s.at(i) == "پیش" || s.at(i) == "pish"):
		if !money1[s.at(i-1)] || parts(s.gap(i)) {
			return ""
		}
	case s.at(i) == "پس" || s.at(i) == "pas":
		if _, _, ok := s.verbAt(i + 1); !ok {
			return ""
		}
	}
	return n
}

var money1 = words("پول پولم پولمو pool poole")

// turned reads «ازم قرض گرفت» as «به او قرض دادم».
func (s *story) turned(from, i int, v verb) verb {
	if v.root != "take" || v.person != 3 {
		return v
	}
	for j := from; j < i; j++ {
		if s.at(j) == "ازم" || s.at(j) == "azam" || s.at(j) == "از" && s.at(j+1) == "من" {
			return verb{"give", 1, v.not, v.past}
		}
	}
	return v
}

// asked says whether the text behind token i-1 goes on with a question mark.
func (s *story) asked(i int) bool {
	gap := s.gap(i)
	if i >= len(s.toks) {
		gap = s.tail(i)
	}
	return strings.ContainsAny(gap, "؟?")
}

// carried are words that make one verb with the one behind them.
var carried = map[string]set{
	"give": words("خبر مهلت وقت رضایت رأی رای حکم جواب نشان نشون پیام قول اطلاع توضیح طلاق گواهی شکایت ادامه انجام رمز"),
	"take": words("قرض وام نزول طلاق تماس رأی رای حکم وقت گواهی نوبت وکیل ضامن"),
	"hit":  words("زنگ حرف پیام"),
}

// plainVerb are verbs that only carry what is said before them.
var plainVerb = words("be have become do close")

// deed is the notion of a verb that itself tells what happened: paying, taking, wanting.
func (c clause) deed() string {
	if !c.hasVerb || c.carried || plainVerb[c.verb.root] {
		return ""
	}
	switch c.verb.root {
	case "give", "pay", "pour":
		return "pay"
	case "sell", "buy":
		return "contract"
	}
	return c.verb.root
}
