package advisor

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// figure is a number, a sum or a date that a text says, in one form for all ways to write it.
type figure struct {
	kind  byte  // n a number, m a sum in rials, d a date
	value int64 // in thousandths
	y, mo int64 // of a date; value is its day; 0 where it is not said
	loose bool  // a word that often counts nothing: «یک», «نه», «اول»
}

// say is a piece of a text: a word, a number, a date, or a sign.
type say struct {
	text string
	is   byte // w, n, d, or . for all else
}

var (
	aPiece  = regexp.MustCompile(`[0-9]{1,4}\s?[/\-.]\s?[0-9]{1,2}\s?[/\-.]\s?[0-9]{1,4}|[0-9]{1,3}(?:[,٬،'][0-9]{3})+|[0-9]+(?:[.٫][0-9]+)?|[\p{L}\p{M}]+|[^\s\x{200c}]`)
	dateCut = regexp.MustCompile(`\s?[/\-.]\s?`)
)

func pieces(text string) (list []say) {
	for _, s := range aPiece.FindAllString(lang.LatinDigits(plain(text)), -1) {
		switch {
		case len(dateCut.FindAllString(s, -1)) == 2 && s[0] <= '9':
			list = append(list, say{s, 'd'})
		case s[0] >= '0' && s[0] <= '9':
			list = append(list, say{s, 'n'})
		case squash(s) != "":
			list = append(list, spoken(squash(s))...)
		default:
			list = append(list, say{s, '.'})
		}
	}
	return list
}

// spoken is a word; «وسه» of «بیست‌وسه» is two.
func spoken(w string) []say {
	if rest, ok := strings.CutPrefix(w, "و"); ok {
		if _, counts := numberWord(rest); counts {
			return []say{{"و", 'w'}, {rest, 'w'}}
		}
	}
	return []say{{w, 'w'}}
}

// figures lists what a text counts, in the order of the text.
func figures(text string) (list []figure) {
	all := pieces(text)
	for i := 0; i < len(all); {
		f, n := figureAt(all[i:])
		if n == 0 {
			i++
			continue
		}
		if i > 0 && all[i-1].text == "هر" && f.value == 2000 {
			f.loose = true // «هر دو»
		}
		list, i = append(list, f), i+n
	}
	return list
}

// figureAt reads the figure at the beginning and says how many pieces it takes.
func figureAt(all []say) (f figure, n int) {
	if all[0].is == 'd' {
		return written(all[0].text), 1
	}
	if f, n := monthAt(all, figure{kind: 'd'}, 0); n > 0 {
		return f, n
	}
	value, n := amount(all)
	if n == 0 {
		return f, 0
	}
	f = figure{kind: 'n', value: value}
	if f, m := monthAt(all, figure{kind: 'd', value: value / 1000}, n); m > 0 {
		return f, m
	}
	if n < len(all) && all[n].is == 'w' {
		if rials, ok := moneyWord(all[n].text); ok {
			return figure{kind: 'm', value: value * rials}, n + 1
		}
	}
	f.loose = n == 1 && all[0].is == 'w' && (value == 1000 || value == 9000 || all[0].text == "دوم")
	return f, n
}

// monthAt reads the name of a month and its year after a day. Without day and year a name
// of a month may be anything: «مهر» and «تیر» are words too.
func monthAt(all []say, f figure, n int) (figure, int) {
	if n >= len(all) || all[n].is != 'w' || f.value > 31 {
		return f, 0
	}
	month, ok := monthWord(all[n].text)
	if !ok {
		return f, 0
	}
	f.mo = month
	at := n + 1
	for at < len(all) && (all[at].text == "ماه" || all[at].text == "سال") {
		at++
	}
	if at < len(all) && all[at].is == 'n' && len(all[at].text) == 4 {
		f.y, _ = strconv.ParseInt(all[at].text, 10, 64)
		return f, at + 1
	}
	if n == 0 {
		return f, 0
	}
	return f, n + 1
}

// written reads 1402/3/15 and 15/3/1402.
func written(s string) figure {
	var p [3]int64
	for i, part := range dateCut.Split(s, 3) {
		p[i], _ = strconv.ParseInt(part, 10, 64)
	}
	if p[2] > 31 {
		p[0], p[2] = p[2], p[0]
	}
	return figure{kind: 'd', y: p[0], mo: p[1], value: p[2]}
}

// said tells whether one of these says the same. A year alone is said by a date of that
// year, a date without its year or day by one that has them.
func (f figure) said(by []figure) bool {
	for _, g := range by {
		switch {
		case f.kind == g.kind && f.value == g.value && f.y == g.y && f.mo == g.mo:
			return true
		case f.kind == 'n' && g.kind == 'd' && g.y > 1000 && f.value == g.y*1000:
			return true
		case f.kind == 'd' && g.kind == 'd' && f.mo == g.mo && (f.y == 0 || f.y == g.y) && (f.value == 0 || f.value == g.value):
			return true
		}
	}
	return false
}
