package assist

import (
	"math"
	"slices"
	"strings"
)

// samples are all that titles are called, to find the nearest: which sample holds which
// tokens. A token is a letter group, or a stem after «w ».
type samples struct {
	holds  map[string][]int // numbers of the samples that hold a token, in order
	title  []int            // of a sample
	tokens [][]string
	length []float64 // of a sample, as a vector of weights
}

func (s *samples) add(title int, tokens []string) {
	for _, token := range tokens {
		s.holds[token] = append(s.holds[token], len(s.title))
	}
	s.title, s.tokens = append(s.title, title), append(s.tokens, tokens)
}

// bag lists the tokens of a text, each once, in order of their letters.
func (t told) bag() []string {
	tokens := slices.Clone(t.grams)
	for _, w := range t.words {
		tokens = append(tokens, "w "+w.stem)
	}
	slices.Sort(tokens)
	return slices.Compact(tokens)
}

// nearest is, for each title, how much its most similar sample has in common with a text:
// the cosine of both, tokens weighed by rarity.
func (a *Assistant) nearest(t told) []float64 {
	bag := t.bag()
	both := make([]float64, len(a.samples.title))
	for _, token := range bag {
		w := a.weight(token)
		for _, sample := range a.samples.holds[token] {
			both[sample] += w * w
		}
	}
	length, best := a.length(bag), make([]float64, len(a.titles))
	for sample, common := range both {
		if common > 0 {
			title := a.samples.title[sample]
			best[title] = max(best[title], common/(length*a.samples.length[sample]))
		}
	}
	return best
}

func (a *Assistant) length(tokens []string) float64 {
	sum := 0.0
	for _, token := range tokens {
		w := a.weight(token)
		sum += w * w
	}
	return math.Sqrt(sum)
}

func (a *Assistant) weight(token string) float64 {
	table := a.grams
	if stem, isWord := strings.CutPrefix(token, "w "); isWord {
		table, token = a.words, stem
	}
	if rare, heard := table[token]; heard {
		return rare
	}
	return a.unheard
}
