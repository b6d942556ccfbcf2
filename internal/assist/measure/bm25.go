package measure

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// BM25 ranks titles by the folded words of their phrases alone, as a plain search would: what
// the assistant is compared with. Okapi weights, k1 = 1.2, b = 0.75.
type BM25 struct {
	codes []string
	words []map[string]float64 // of a title, how often
	long  []float64
	mean  float64
	rare  map[string]float64
}

// NewBM25 reads the phrases of titles.
func NewBM25(titles []*form.Title) *BM25 {
	b := &BM25{rare: map[string]float64{}}
	for _, t := range titles {
		words, n := map[string]float64{}, 0.0
		for phrase := range assist.Phrases(t) {
			for _, w := range strings.Fields(lang.Fold(phrase)) {
				words[w]++
				n++
			}
		}
		b.codes, b.words, b.long = append(b.codes, t.Code), append(b.words, words), append(b.long, n)
		b.mean += n / float64(len(titles))
		for w := range words {
			b.rare[w]++
		}
	}
	for w, n := range b.rare {
		b.rare[w] = math.Log(1 + (float64(len(titles))-n+0.5)/(n+0.5))
	}
	return b
}

// Answer ranks the titles for a case. It refuses nothing that shares a word with a title.
func (b *BM25) Answer(c Case) (out Answer) {
	type hit struct {
		code  string
		score float64
	}
	var hits []hit
	typed := strings.Fields(lang.Fold(c.Text))
	for i, words := range b.words {
		score := 0.0
		for _, w := range typed {
			if n := words[w]; n > 0 {
				score += b.rare[w] * n * 2.2 / (n + 1.2*(0.25+0.75*b.long[i]/b.mean))
			}
		}
		if score > 0 {
			hits = append(hits, hit{b.codes[i], score})
		}
	}
	slices.SortFunc(hits, func(x, y hit) int { return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.code, y.code)) })
	for _, h := range hits[:min(5, len(hits))] {
		out.Codes = append(out.Codes, h.code)
	}
	return out
}
