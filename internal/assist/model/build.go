package model

import "math"

// Trained is what training made for one head: a bias for each part and, for each sign, a
// weight for each part. Of says which part a class belongs to; nil: the parts are the classes.
type Trained struct {
	Of      []uint16
	Bias    []float32
	Weights [][]float32
}

// leastWeight is the share of a sign's largest weight below which a weight is left out: it
// takes room and changes nothing.
const leastWeight = 0.1

// Build makes a model of trained weights, each kept in one byte; its mix and gate are still to
// be set. Keys are ascending; the heads
// are those of classes, families and entries.
func Build(names []string, words []Word, keys []uint64, rarity []float32, trained [heads]Trained) *Model {
	m := &Model{Classes: names, Words: words, keys: keys, rarity: rarity}
	for i, t := range trained {
		m.heads[i] = head{of: t.Of, bias: t.Bias}
		for _, weights := range t.Weights {
			m.heads[i].rows = append(m.heads[i].rows, packed(weights))
		}
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
		r.class = append(r.class, uint16(c))
		r.weight = append(r.weight, int8(math.Round(float64(w/r.scale))))
	}
	return r
}

func abs(w float32) float32 { return max(w, -w) }
