package extract

import (
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// roles are told by the word alone: «صاحبخونه».
var roles = values(strings.Clone,
	"landlord:صاحبخانه صاحبخونه صابخونه صابخانه صاحبملک موجر مالک sahebkhune sahebkhoone sahabkhune sahebkhane sabkhune", "tenant:مستاجر مستجر mostajer", "employer:کارفرما صاحبکار karfarma sahebkar",
	"neighbour:همسایه همسایمون همساده hamsaye hamsayeh", "seller:فروشنده forooshande forushande", "buyer:خریدار kharidar", "agent:بنگاه بنگاهی بنگاهدار املاکی مشاوراملاک bongah bongahi",
	"contractor:پیمانکار peymankar", "driver:راننده ranande",
)

// where makes one neighbour of many: «همسایه بالایی».
var where = words("بالا بالایی بالائی پایین پایینی پائینی بغلی روبرویی روبرو دیواربهدیوار طبقه")

// role reads «صاحب خونه», «مستأجرم», «همسایه بالایی», but not what somebody says of himself.
func (s *story) role(i int) (who string, next int) {
	for n := min(2, len(s.toks)-i); n > 0; n-- {
		base := unclitic(s.together(i, n))
		if base == "" || s.myself(i, i+n) || n == 2 && len(base) <= len(s.at(i)) {
			continue
		}
		next = i + n
		for s.gap(next) == string(lang.ZWNJ) && (owns[s.at(next)] || s.at(next) == "ها" || s.at(next) == "مون") {
			next++
		}
		if roles[base] == "neighbour" {
			for where[s.next(next)] && next < i+5 {
				next++
			}
		}
		return roles[base], next
	}
	return "", i
}

func unclitic(word string) string {
	if roles[word] != "" {
		return word
	}
	for _, c := range clitics {
		rest, ok := strings.CutSuffix(word, c)
		switch {
		case !ok, rest == "مالک" && c != "ها" && c != "ا" && c != "ش": // «مالکیت», «مالکم»
		case roles[rest] != "":
			return rest
		case len(rest) > 6 && roles[rest+"ه"] != "": // «صاحبخونمون»
			return rest + "ه"
		}
	}
	return ""
}

var (
	am   = words("هستم بودم هستیم بودیم hastam boodam")
	self = words("من خودم ما بنده اینجانب man")
)

// myself says whether the teller is the one: «من مستأجرم», «فروشنده هستم».
func (s *story) myself(i, next int) bool {
	before, after := s.at(i-1), s.next(next)
	if am[after] || after == "ام" && s.gap(next) == string(lang.ZWNJ) && s.next(next+1) == "" {
		return true
	}
	ends := strings.HasSuffix(s.at(next-1), "م") || strings.HasSuffix(s.at(next-1), "am")
	return self[before] && !parts(s.gap(i)) && parts(s.gap(i-1)) || ends && (self[before] || after == "" || after == "و")
}
