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

	bias   []float32
	keys   []uint64 // of the signs it knows, ascending
	rarity []float32
	rows   []row // of weights, a row a sign
}

// Word is a word of stories, folded, and how often they use it.
type Word struct {
	Text string
	Uses int
}

// Mix says how what was learned and what words tell are weighed together, so that the
// softmax of the sum is a probability. None is added for the classes that are no titles,
// for which words tell nothing.
type Mix struct{ Learned, Word, Gram, Near, None float64 }

// row are the weights of a sign that matter, in steps of scale.
type row struct {
	scale  float32
	class  []uint16
	weight []int8
}

// Score gives for each class how much the signs speak for it, as logits, and how many of the
// signs it knows.
func (m *Model) Score(signs []Sign) (scores []float64, known int) {
	rows, values := m.weighed(signs)
	scores = make([]float64, len(m.Classes))
	for c, b := range m.bias {
		scores[c] = float64(b)
	}
	for i, at := range rows {
		r := &m.rows[at]
		v := float64(values[i]) * float64(r.scale)
		for k, c := range r.class {
			scores[c] += float64(v * float64(r.weight[k]))
		}
	}
	return scores, len(rows)
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
