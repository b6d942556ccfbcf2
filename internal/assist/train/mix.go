package train

import (
	"math"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/model"
)

// held is a story that the model had not seen: the scores of its classes without any mix.
type held struct {
	scores []float64          // of the model
	words  []*assist.Evidence // of the class's title; nil: it is none
	class  int
}

const (
	folds = 4
	climb = 400 // steps
)

// fit finds the mix under which the right classes of held-out stories are likeliest: a
// conditional logit, climbed by gradient with a rate of its own for each part (RProp).
func fit(stories []held) model.Mix {
	at := []float64{1, 3, 2, 2, 1}
	step, before := []float64{0.05, 0.3, 0.3, 0.3, 0.2}, make([]float64, len(at))
	for range climb {
		slope := slopes(stories, mixOf(at))
		for k, g := range slope {
			switch {
			case g*before[k] > 0:
				step[k] *= 1.2
			case g*before[k] < 0:
				step[k] *= 0.5
			}
			before[k] = g
			if g != 0 {
				at[k] += math.Copysign(min(step[k], 1), g)
			}
		}
	}
	return mixOf(at)
}

func mixOf(at []float64) model.Mix {
	return model.Mix{Learned: at[0], Word: at[1], Gram: at[2], Near: at[3], None: at[4]}
}

// slopes tells how the likelihood of all stories changes with each part of the mix.
func slopes(stories []held, mix model.Mix) [5]float64 {
	var sum [5]float64
	for _, s := range stories {
		chances := make([]float64, len(s.scores))
		for c, score := range s.scores {
			chances[c] = assist.Mixed(mix, score, s.words[c])
		}
		assist.Softmax(chances)
		for c, p := range chances {
			d := -p
			if c == s.class {
				d++
			}
			sum[0] += float64(d * s.scores[c])
			if w := s.words[c]; w != nil {
				sum[1] += float64(d * w.Word)
				sum[2] += float64(d * w.Gram)
				sum[3] += float64(d * w.Near)
				continue
			}
			sum[4] += d
		}
	}
	return sum
}
