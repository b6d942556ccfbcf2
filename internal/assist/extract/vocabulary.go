package extract

import (
	"math"
	"slices"
	"strings"
)

// vocabulary weighs the notions of the questions that a value could answer by its type: what
// few of them ask tells more.
type vocabulary struct {
	weight map[string]float64
	single map[string]bool // asked by one of the questions that the verb leaves open
}

func (p plan) known(f Found, open []int) vocabulary {
	uses, rivals, all := map[string]float64{}, map[string]int{}, 0.0
	for i, q := range p {
		if _, ok := stored(q.fact, f); !ok {
			continue
		}
		all++
		for _, n := range q.wants(q.about) {
			uses[n]++
			if slices.Contains(open, i) {
				rivals[n]++
			}
		}
		for _, h := range q.hears {
			for _, n := range h {
				uses[n] = max(uses[n], 1)
			}
		}
	}
	v := vocabulary{map[string]float64{}, map[string]bool{}}
	for n, u := range uses {
		v.single[n] = rivals[n] <= 1
		v.weight[n] = math.Log2(1 + all/u)
		if actions[n] || strings.HasPrefix(n, "!") {
			v.weight[n] *= 2
		}
	}
	return v
}

// wants are notions and, marked, the deed of the question.
func (q question) wants(about []string) []string {
	if q.deed == "" {
		return about
	}
	return append(slices.Clone(about), "!"+q.deed)
}

// score is how well a question and what is said around a value cover each other, 0 to 1.
func (q question) score(a surroundings, known vocabulary) (best float64, why []int) {
	for _, about := range append([][]string{q.about}, q.hears...) {
		if s, w := cover(q.wants(about), a, known); s > best {
			best, why = s, w
		}
	}
	return best, why
}

// cover compares what is asked with what is told. Something has to be told that no other
// question asks, and not the verb alone where more was asked.
func cover(about []string, a surroundings, known vocabulary) (fit float64, why []int) {
	both, asked, told, own := 0.0, 0.0, known.weight["!"+a.deed], false
	for _, n := range about {
		asked += known.weight[n]
		at, ok := a.notions[n]
		if ok {
			why = append(why, at)
		}
		if ok || n == "!"+a.deed {
			both += known.weight[n]
			own = own || known.single[n]
		}
	}
	for n := range a.notions {
		told += known.weight[n]
	}
	if asked == 0 || told == 0 || !own && both < asked || len(why) == 0 && len(about) > 1 {
		return 0, nil
	}
	return 2 * both / (asked + told), why
}
