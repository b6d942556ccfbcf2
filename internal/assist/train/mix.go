package train

import (
	"math"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/model"
)

// held is a story that the model had not seen: the scores of its classes without any mix.
type held struct {
	scores model.Scores
	words  []*assist.Evidence // of the class's title; nil: it is none
	class  int
	study  *assist.Study
}

const (
	folds = 3
	climb = 250 // steps
)

// fit finds the mix under which the right classes of held-out stories are likeliest: a
// conditional logit, climbed by gradient with a rate of its own for each part (RProp).
func fit(stories []held) model.Mix {
	at := []float64{1, 0.3, 0.3, 10, 1, 2, 0.5, 4}
	step, before := []float64{0.05, 0.05, 0.05, 0.3, 0.3, 0.3, 0.1, 0.2}, make([]float64, len(at))
	for range climb {
		slope := slopes(stories, mixOf(at))
		for k, g := range slope {
			at[k] += rprop(&step[k], &before[k], g)
		}
	}
	return mixOf(at)
}

func mixOf(at []float64) model.Mix {
	return model.Mix{Learned: at[0], Family: at[1], Entry: at[2], Word: at[3], Gram: at[4], Near: at[5], Common: at[6], None: at[7]}
}

// slopes tells how the likelihood of all stories changes with each part of the mix.
func slopes(stories []held, mix model.Mix) (sum [8]float64) {
	for _, s := range stories {
		for c, p := range s.chances(mix) {
			d := -p
			if c == s.class {
				d++
			}
			d *= s.weight()
			sum[0] += float64(d * s.scores.Class[c])
			sum[1] += float64(d * s.scores.Family[c])
			sum[2] += float64(d * s.scores.Entry[c])
			if w := s.words[c]; w != nil {
				sum[3] += float64(d * w.Word)
				sum[4] += float64(d * w.Gram)
				sum[5] += float64(d * w.Near)
				sum[6] += float64(d * w.Common)
				continue
			}
			sum[7] += d
		}
	}
	return sum
}

// commonWeight is how much more often than its share of the stories a title of tier A is what
// people come with. Stories were written for every title, rare or not.
const commonWeight = 3

func (s held) weight() float64 {
	if w := s.words[s.class]; w != nil && w.Common > 0 {
		return commonWeight
	}
	return 1
}

func (s held) chances(mix model.Mix) []float64 {
	chances := make([]float64, len(s.scores.Class))
	for c := range chances {
		chances[c] = assist.Mixed(mix, s.scores, c, s.words[c])
	}
	model.Softmax(chances)
	return chances
}

// Held is how well stories were led that the model had not seen: shares of the first and the
// first three, weighted as the mix was,, and the mean logarithm of what the right class was given.
type Held struct {
	Stories      int
	First, Three float64
	Likelihood   float64
}

func judge(stories []held, mix model.Mix) (h Held) {
	n := 0.0
	for _, s := range stories {
		chances, better := s.chances(mix), 0
		for _, p := range chances {
			if p > chances[s.class] {
				better++
			}
		}
		h.Stories++
		w := s.weight()
		n += w
		h.Likelihood += w * math.Log(chances[s.class]+1e-12)
		if better == 0 {
			h.First += w
		}
		if better < 3 {
			h.Three += w
		}
	}
	h.First, h.Three, h.Likelihood = h.First/n, h.Three/n, h.Likelihood/n
	return h
}
