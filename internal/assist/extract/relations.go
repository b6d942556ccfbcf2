package extract

import (
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// kin are of somebody: «شوهرم» is told, «شوهر» is not.
var kin = values(strings.Clone,
	"husband:شوهر shohar showhar", "wife:زن خانم خانوم عیال zan khanoom", "spouse:همسر hamsar", "father:پدر بابا pedar baba", "mother:مادر مامان ننه madar maman", "brother:برادر داداش baradar dadash",
	"sister:خواهر آبجی khahar", "son:پسر pesar", "daughter:دختر dokhtar", "child:بچه فرزند bache bacha farzand", "grandfather:پدربزرگ بابابزرگ پدربزرگ", "grandmother:مادربزرگ مامانبزرگ",
	"grandchild:نوه", "uncle:عمو دایی amoo dayi", "aunt:عمه خاله amme khale", "fiance:نامزد namzad", "cousin:پسرعمو دخترعمو پسرعمه دخترعمه پسرخاله دخترخاله پسردایی دختردایی",
	"in_law:مادرشوهر پدرشوهر مادرزن پدرزن برادرزن برادرشوهر خواهرشوهر خواهرزن داماد عروس باجناق جاری زنداداش madarshohar pedarshohar",
	"friend:دوست رفیق doost dust rafigh", "colleague:همکار hamkar", "partner:شریک sharik", "employer:رئیس raees", "guarantor:ضامن zamen",
)

// mine are endings that make somebody mine: «شوهرم», «بابامون», «همکارام».
var mine = strings.Fields("م ام مان مون امون امان هام هامون هایم هایمان am m emoon emun amoon eman emon")

// said are endings that tell nothing: «شوهرمو», «شریکمه».
var said = strings.Fields("و ه رو ا م o e ro")

// relations finds who the story is about, by role; each role once, where it is told first.
func relations(s *story) {
	seen := map[any]bool{}
	for i := range s.toks {
		if s.taken[i] {
			continue
		}
		who, next := s.relative(i)
		if who == "" {
			who, next = s.role(i)
		}
		if who == "" || seen[who] {
			continue
		}
		seen[who] = true
		s.take(i, next, Found{Kind: Relation, Value: who, Sure: 0.9})
	}
}

// relative reads «شوهرم», «شوهر من», «خاله‌ام», «پسر عمویم», «پدر و مادرم».
func (s *story) relative(i int) (who string, next int) {
	for n := min(2, len(s.toks)-i); n > 0; n-- {
		word := s.together(i, n)
		if word == "" {
			continue
		}
		if base, ok := owned(word); ok && !s.verb(i, base) && (n == 1 || len(base) > len(s.at(i))) {
			return kin[base], i + n
		}
		base, known := word, kin[word] != ""
		if !known {
			base, known = strings.CutSuffix(word, "e")
			known = known && kin[base] != ""
		}
		switch at := s.next(i + n); {
		case !known:
		case at == "من" || at == "man" || s.gap(i+n) == string(lang.ZWNJ) && owns[at]:
			return kin[base], i + n + 1
		case at == "و" && n == 1:
			if _, ok := owned(s.next(i + 2)); ok {
				return kin[base], i + 1
			}
		}
	}
	return "", i
}

var owns = words("ام م مان مون امون ام‌ه هام هایم")

// together is n words run together; "" where a sentence ends between them.
func (s *story) together(i, n int) string {
	word := s.at(i)
	for j := i + 1; j < i+n; j++ {
		if s.next(j) == "" || s.toks[j].digits {
			return ""
		}
		word += s.next(j)
	}
	return word
}

// owned cuts what makes somebody mine.
func owned(word string) (base string, ok bool) {
	if base, ok := cut(word, mine); ok {
		return base, true
	}
	for _, end := range said {
		if rest, found := strings.CutSuffix(word, end); found {
			if base, ok := cut(rest, mine); ok {
				return base, true
			}
		}
	}
	return "", false
}

func cut(word string, ends []string) (string, bool) {
	for _, end := range ends {
		rest, found := strings.CutSuffix(word, end)
		if !found {
			continue
		}
		if kin[rest] != "" {
			return rest, true
		}
		if base, ok := strings.CutSuffix(rest, "ی"); ok && kin[base] != "" && (strings.HasSuffix(base, "ا") || strings.HasSuffix(base, "و")) { // «عمویم»
			return base, true
		}
		if full := rest + "ه"; kin[full] != "" && rest != "" { // «بچم», «خالم»
			return full, true
		}
	}
	return "", false
}

// verb says whether the word is no relative at all: «زنگ می‌زنم», «عموم مردم».
func (s *story) verb(i int, base string) bool {
	return base == "زن" && (s.at(i-1) == "می" || s.at(i-1) == "نمی" || s.at(i-1) == "ب") || base == "عمو" && s.at(i+1) == "مردم"
}
