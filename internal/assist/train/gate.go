package train

import (
	"math"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/model"
)

// gate fits, on the same held-out stories as the mix, what tells a matter of courts from none.
func gate(stories []held, classes []string, mix model.Mix) model.Gate {
	gauges, kinds := make([][model.GateSize]float64, len(stories)), make([]int, len(stories))
	for i, s := range stories {
		gauges[i] = s.study.Gauge(classes, s.chances(mix))
		switch classes[s.class] {
		case assist.OutOfScope:
			kinds[i] = 1
		case assist.Clarify:
			kinds[i] = 2
		}
	}
	var at, step, before [2 * model.GateSize]float64
	for i := range step {
		step[i] = 0.1
	}
	made := func() (g model.Gate) {
		copy(g.None[:], at[:model.GateSize])
		copy(g.Vague[:], at[model.GateSize:])
		return g
	}
	for range climb {
		g := made()
		var slope [2 * model.GateSize]float64
		for i, gauge := range gauges {
			_, none, vague := g.Open(gauge)
			for k, v := range gauge {
				slope[k] += float64(stories[i].weight() * (is(kinds[i], 1) - none) * v)
				slope[model.GateSize+k] += float64(stories[i].weight() * (is(kinds[i], 2) - vague) * v)
			}
		}
		for k := range slope {
			slope[k] -= tether * at[k]
			at[k] += rprop(&step[k], &before[k], slope[k])
		}
	}
	return made()
}

// tether draws weights to nothing, so that few examples do not make them large.
const tether = 0.5

func is(kind, k int) float64 {
	if kind == k {
		return 1
	}
	return 0
}

// rprop says how far to go along a slope: further while it keeps its direction.
func rprop(step, before *float64, slope float64) float64 {
	switch {
	case slope**before > 0:
		*step = min(*step*1.2, 1)
	case slope**before < 0:
		*step *= 0.5
	}
	*before = slope
	if slope == 0 {
		return 0
	}
	return math.Copysign(*step, slope)
}
