package model

import (
	"math"
	"slices"
)

// Sign is something a text shows, by a hash of its name, and how surely.
type Sign struct {
	Key   uint64
	Value float32
}

// Model weighs signs for classes. It is read-only and safe for concurrent use.
type Model struct {
	Classes []string // titles, and what is none; in order of their letters
	Words   []Word   // of stories, that no title uses
	Mix     Mix
	Gate    Gate

	keys   []uint64 // of the signs it knows, ascending
	rarity []float32
	heads  [heads]head
}

// Word is a word of stories, folded, and how often they use it.
type Word struct {
	Text string
	Uses int
}

// Mix says how what was learned and what words tell are weighed together, so that the
// softmax of the sum is a probability. Common is added for the titles that most people come
// with, None for the classes that are no titles, for which words tell nothing.
type Mix struct{ Learned, Family, Entry, Word, Gram, Near, Common, None float64 }

// Gate tells a matter of courts from what is none and from what is too vague to tell, by a few
// numbers on how well the best title fits: weights of a softmax in which a matter has 0.
type Gate struct{ None, Vague [GateSize]float64 }

// GateSize is how many numbers a gate weighs.
const GateSize = 8

// Open gives the probabilities of a matter, of none and of a vague text.
func (g Gate) Open(signs [GateSize]float64) (matter, none, vague float64) {
	z := []float64{0, 0, 0}
	for i, v := range signs {
		z[1] += float64(g.None[i] * v)
		z[2] += float64(g.Vague[i] * v)
	}
	Softmax(z)
	return z[0], z[1], z[2]
}

// A model has three heads: one tells classes apart, one the families of titles, one the
// entries of the rules of competence. Many titles share a family or an entry, which is
// learned from all their stories.
const (
	classes = iota
	families
	entries
	heads
)

// head weighs signs for its own parts. Of says which part a class belongs to; nil: the parts
// are the classes.
type head struct {
	of   []uint16
	bias []float32
	rows []row // of weights, a row a sign
}

// row are the weights of a sign that matter, in steps of scale.
type row struct {
	scale  float32
	class  []uint16
	weight []int8
}

// Scores are what a text's signs say for each class.
type Scores struct {
	Class         []float64 // logits
	Family, Entry []float64 // log of the probability of the class's family and entry
}

// Score weighs the signs of a text.
func (m *Model) Score(signs []Sign) Scores {
	rows, values := m.weighed(signs)
	return Scores{m.heads[classes].score(rows, values), m.heads[families].belong(rows, values), m.heads[entries].belong(rows, values)}
}

func (h *head) score(rows []int, values []float32) []float64 {
	scores := make([]float64, len(h.bias))
	for c, b := range h.bias {
		scores[c] = float64(b)
	}
	for i, at := range rows {
		r := &h.rows[at]
		v := float64(values[i]) * float64(r.scale)
		for k, c := range r.class {
			scores[c] += float64(v * float64(r.weight[k]))
		}
	}
	return scores
}

// leastBelief keeps the logarithm of what seems impossible in bounds.
const leastBelief = 1e-6

// belong gives each class the logarithm of the probability of its part.
func (h *head) belong(rows []int, values []float32) []float64 {
	parts := h.score(rows, values)
	Softmax(parts)
	out := make([]float64, len(h.of))
	for c, part := range h.of {
		out[c] = math.Log(parts[part] + leastBelief)
	}
	return out
}

// Softmax makes probabilities of scores, in place.
func Softmax(z []float64) {
	most, sum := slices.Max(z), 0.0
	for i := range z {
		z[i] = math.Exp(z[i] - most)
		sum += z[i]
	}
	for i := range z {
		z[i] /= sum
	}
}

// weighed finds the signs that the model knows, each once, and their weights by rarity as a
// vector of length 1.
func (m *Model) weighed(signs []Sign) (rows []int, values []float32) {
	signs = slices.Clone(signs)
	slices.SortFunc(signs, func(a, b Sign) int {
		switch {
		case a.Key != b.Key && a.Key < b.Key, a.Key == b.Key && a.Value > b.Value:
			return -1
		case a == b:
			return 0
		}
		return 1
	})
	sum := 0.0
	for i, s := range signs {
		if i > 0 && signs[i-1].Key == s.Key {
			continue // the surest of it came first
		}
		at, found := slices.BinarySearch(m.keys, s.Key)
		if !found {
			continue
		}
		v := s.Value * m.rarity[at]
		rows, values = append(rows, at), append(values, v)
		sum += float64(v) * float64(v)
	}
	if sum > 0 {
		scale := float32(1 / math.Sqrt(sum))
		for i := range values {
			values[i] *= scale
		}
	}
	return rows, values
}

// Key names a sign: its kind and the words that make it. FNV-1a, 64 bits.
func Key(kind byte, parts ...string) uint64 {
	const prime = 1099511628211
	h := (uint64(14695981039346656037) ^ uint64(kind)) * prime
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint64(p[i])) * prime
		}
		h *= prime // of a zero between parts
	}
	return h
}
