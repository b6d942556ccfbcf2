package model

import (
	"cmp"
	"math"
	"slices"
)

// Trained is a sign with what training made of it: its rarity and a weight for each class.
type Trained struct {
	Key     uint64
	Rarity  float32
	Weights []float32
}

// leastWeight is the share of a sign's largest weight below which a weight is left out: it
// takes room and changes nothing.
const leastWeight = 0.03

// Build makes a model of trained weights, each kept in one byte.
func Build(classes []string, words []Word, mix Mix, bias []float32, signs []Trained) *Model {
	m := &Model{Classes: classes, Words: words, Mix: mix, bias: bias}
	signs = slices.Clone(signs)
	slices.SortFunc(signs, func(a, b Trained) int { return cmp.Compare(a.Key, b.Key) })
	for _, s := range signs {
		m.keys, m.rarity, m.rows = append(m.keys, s.Key), append(m.rarity, s.Rarity), append(m.rows, packed(s.Weights))
	}
	return m
}

func packed(weights []float32) (r row) {
	largest := float32(0)
	for _, w := range weights {
		largest = max(largest, abs(w))
	}
	if largest == 0 {
		return r
	}
	r.scale = largest / math.MaxInt8
	for c, w := range weights {
		if abs(w) < leastWeight*largest {
			continue
		}
		r.class = append(r.class, uint16(c)) //nolint:gosec // classes are fewer than that
		r.weight = append(r.weight, int8(math.Round(float64(w/r.scale))))
	}
	return r
}

func abs(w float32) float32 { return max(w, -w) }
