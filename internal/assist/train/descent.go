package train

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/tarazu-justice/tarazu/internal/assist/model"
)

// Settings of the descent, found by holding stories out.
const (
	passes    = 8
	firstRate = 0.5
	leftOut   = 0.3  // share of a text's signs that a step does not see: no word may carry a class alone
	strength  = 2    // length of a text's vector
	leastOff  = 4e-3 // a class that is so little off is let be: most weights stay nothing
	batch     = 16
	leastUses = 2 // texts that show a sign
	workers   = 2 // each has a share of the classes; what they count does not depend on it
)

// example is a text as the descent sees it.
type example struct {
	signs  []int
	values []float32
	class  int
}

// learned are the weights, one row a sign, one column a class.
type learned struct {
	classes []string
	keys    []uint64
	rarity  []float32
	weights [][]float32
	bias    []float32
}

// text is a text to learn from.
type text struct {
	class string
	signs []model.Sign
}

// learn weighs the signs of texts for their classes.
func learn(texts []text, classes []string) *learned {
	l := &learned{classes: classes, bias: make([]float32, len(classes))}
	l.choose(texts)
	examples := make([]example, len(texts))
	for i, t := range texts {
		examples[i] = l.example(t)
	}
	d := descent{learned: l, random: rand.New(rand.NewPCG(7, 7)), biasSum: make([]float32, len(classes))} //nolint:gosec // reproducible, not secret
	d.sums = make([][]float32, len(l.keys))
	for i := range d.sums {
		d.sums[i] = make([]float32, len(classes))
	}
	for pass := range passes {
		d.pass(examples, float32(firstRate*(1-0.9*float64(pass)/passes)))
	}
	return l
}

// choose keeps the signs that several texts show, and weighs them by rarity.
func (l *learned) choose(texts []text) {
	uses := map[uint64]int{}
	for _, t := range texts {
		for _, key := range distinct(t.signs) {
			uses[key]++
		}
	}
	for key, n := range uses {
		if n >= leastUses {
			l.keys = append(l.keys, key)
		}
	}
	slices.Sort(l.keys)
	for _, key := range l.keys {
		l.rarity = append(l.rarity, float32(math.Log(1+float64(len(texts))/float64(uses[key]))))
		l.weights = append(l.weights, make([]float32, len(l.classes)))
	}
}

func distinct(signs []model.Sign) (keys []uint64) {
	for _, s := range signs {
		keys = append(keys, s.Key)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// example finds the signs of a text that were kept, as a vector of the length strength.
func (l *learned) example(t text) (e example) {
	e.class = slices.Index(l.classes, t.class)
	surest := map[uint64]float32{}
	for _, s := range t.signs {
		surest[s.Key] = max(surest[s.Key], s.Value)
	}
	sum := 0.0
	for _, key := range distinct(t.signs) {
		if i, found := slices.BinarySearch(l.keys, key); found {
			v := surest[key] * l.rarity[i]
			e.signs, e.values = append(e.signs, i), append(e.values, v)
			sum += float64(float64(v) * float64(v))
		}
	}
	for i := range e.values {
		e.values[i] *= strength / float32(math.Sqrt(sum))
	}
	return e
}

// descent is AdaGrad: signs that were seen often move less.
type descent struct {
	*learned
	random  *rand.Rand
	sums    [][]float32 // of squared steps
	biasSum []float32
	seen    [batch]example
	off     [batch][]float32 // how far each class is from what it should be
	moved   [workers][]int   // classes of a step
}

func (d *descent) pass(examples []example, rate float32) {
	order := d.random.Perm(len(examples))
	for some := range slices.Chunk(order, batch) {
		for b, i := range some {
			d.look(b, examples[i])
		}
		d.both(func(w int) {
			for b := w; b < len(some); b += workers {
				d.judge(b)
			}
		})
		d.both(func(w int) { d.step(len(some), w, rate) })
	}
}

func (d *descent) both(work func(w int)) {
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() { work(w) })
	}
	all.Wait()
}

// look takes an example without some of its signs.
func (d *descent) look(b int, e example) {
	s := &d.seen[b]
	s.signs, s.values, s.class = s.signs[:0], s.values[:0], e.class
	for k := range e.signs {
		if d.random.Float64() >= leftOut {
			s.signs, s.values = append(s.signs, e.signs[k]), append(s.values, e.values[k])
		}
	}
}

func (d *descent) judge(b int) {
	d.off[b] = append(d.off[b][:0], d.bias...)
	z := d.off[b]
	for k, i := range d.seen[b].signs {
		row, v := d.weights[i][:len(z)], d.seen[b].values[k]
		for c, w := range row {
			z[c] += float32(w * v)
		}
	}
	most, sum := slices.Max(z), float32(0)
	for c := range z {
		z[c] = float32(math.Exp(float64(z[c] - most)))
		sum += z[c]
	}
	for c := range z {
		z[c] /= sum
	}
	z[d.seen[b].class]--
}

// step moves the weights of a worker's classes.
func (d *descent) step(n, w int, rate float32) {
	low, high := w*len(d.classes)/workers, (w+1)*len(d.classes)/workers
	for b := range n {
		off, moved := d.off[b], d.moved[w][:0]
		for c := low; c < high; c++ {
			d.biasSum[c] += float32(off[c] * off[c])
			d.bias[c] -= rate * 0.1 * off[c] / root(d.biasSum[c]+1e-2)
			if off[c] >= leastOff || off[c] <= -leastOff {
				moved = append(moved, c)
			}
		}
		d.moved[w] = moved
		for k, i := range d.seen[b].signs {
			v, row, sums := d.seen[b].values[k], d.weights[i], d.sums[i]
			for _, c := range moved {
				g := float32(off[c] * v)
				sums[c] += float32(g * g)
				row[c] -= rate * g / root(sums[c]+1e-3)
			}
		}
	}
}

func root(v float32) float32 { return float32(math.Sqrt(float64(v))) }

// trained is what was learned, as it is used: a text's vector there has length 1.
func (l *learned) trained() (t model.Trained) {
	t.Bias = l.bias
	for _, weights := range l.weights {
		row := make([]float32, len(weights))
		for c, w := range weights {
			row[c] = w * strength
		}
		t.Weights = append(t.Weights, row)
	}
	return t
}

// classesOf lists the classes of texts in order of their letters.
func classesOf(texts []text) (classes []string) {
	for _, t := range texts {
		classes = append(classes, t.class)
	}
	slices.SortFunc(classes, cmp.Compare[string])
	return slices.Compact(classes)
}
