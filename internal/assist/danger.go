package assist

import (
	"slices"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Danger is something that comes before any paper, and how stories show it: words that stand
// near each other, in any order.
type Danger struct {
	Code  string
	Signs []string
}

// watched is a danger with the stems of its signs.
type watched struct {
	code  string
	signs [][]string
}

func (a *Assistant) watch(d Danger) watched {
	w := watched{code: d.Code}
	for _, sign := range d.Signs {
		var stems []string
		for _, word := range a.lex.read(lang.Fold(sign), false) {
			stems = append(stems, word.stem)
		}
		w.signs = append(w.signs, stems)
	}
	return w
}

// between is how many other words may stand between those of a sign.
const between = 3

// dangersIn lists the dangers that a story shows, the gravest first.
func (a *Assistant) dangersIn(words []word) (codes []string) {
	for _, d := range a.dangers {
		if slices.ContainsFunc(d.signs, func(sign []string) bool { _, ok := standing(words, sign, between); return ok }) {
			codes = append(codes, d.code)
		}
	}
	return codes
}
