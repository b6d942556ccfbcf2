package assist

import (
	"math"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Question is what would best part the titles that a story may lead to.
type Question struct {
	Key     string // stands for the question in an answer: Family, or two codes
	Ask     string // in words; of Family, the page has them
	Choices []Choice
}

// Choice is an answer that a person may give.
type Choice struct {
	Key   string   // a family; yes or no
	Codes []string // that it speaks for
}

// Said is a question's answer. A choice that is none of the question's, such as «neither»,
// speaks against all of them.
type Said struct{ Question, Choice string }

// Family is the question for what kind of paper a person wants.
const Family = "family"

// When a question is asked, and what an answer does.
const (
	mostQuestions = 3
	sureEnough    = 0.85 // of the first title: no question
	leastGain     = 0.35 // nats
	considered    = 12   // titles
	leastShare    = 0.04 // of a family among them
	against       = 0.02 // what a title keeps against which an answer spoke
)

// answered weighs chances by what the person said.
func (a *Assistant) answered(chances []float64, answers []Said) {
	for _, said := range answers[:min(len(answers), mostQuestions)] {
		one, other, pair := strings.Cut(said.Question, "/")
		for c, code := range a.model.Classes {
			switch i := a.class[c]; {
			case i < 0:
			case said.Question == Family:
				if a.titles[i].Family != said.Choice {
					chances[c] *= against
				}
			case pair && (code == one && said.Choice != "no" || code == other && said.Choice != "yes"):
				chances[c] *= against
			}
		}
	}
	sum := 0.0
	for _, p := range chances {
		sum += p
	}
	for c := range chances {
		chances[c] /= sum
	}
}

// ask finds the question that tells most about which of the titles is meant; order are the
// classes, the likeliest first. nil: none is worth the person's time.
func (a *Assistant) ask(chances []float64, order []int, answers []Said, loc lang.Locale) *Question {
	likely := a.likely(order)
	if len(answers) >= mostQuestions || len(likely) < 2 || chances[likely[0]] >= sureEnough {
		return nil
	}
	best, gain := a.families(chances, likely), 0.0
	if best != nil && !asked(answers, Family) {
		gain = a.gain(chances, likely, best)
	}
	for _, c := range likely {
		for _, apart := range a.titles[a.class[c]].Apart {
			other := slices.IndexFunc(likely, func(o int) bool { return a.model.Classes[o] == apart.Other })
			key := a.model.Classes[c] + "/" + apart.Other
			if other < 0 || asked(answers, key) || asked(answers, apart.Other+"/"+a.model.Classes[c]) {
				continue
			}
			q := &Question{Key: key, Ask: apart.Ask.In(loc), Choices: []Choice{{"yes", []string{apart.Other}}, {"no", a.model.Classes[c : c+1]}}}
			if !apart.Answer {
				q.Key = apart.Other + "/" + a.model.Classes[c]
				q.Choices[0].Codes, q.Choices[1].Codes = q.Choices[1].Codes, q.Choices[0].Codes
			}
			if g := a.gain(chances, likely, q); g > gain {
				best, gain = q, g
			}
		}
	}
	if gain < leastGain {
		return nil
	}
	return best
}

func asked(answers []Said, key string) bool {
	return slices.ContainsFunc(answers, func(s Said) bool { return s.Question == key })
}

// likely are the classes that are titles, the likeliest first, as many as are considered.
func (a *Assistant) likely(order []int) (list []int) {
	for _, c := range order {
		if a.class[c] >= 0 && len(list) < considered {
			list = append(list, c)
		}
	}
	return list
}

// families asks what kind of paper is wanted; nil where all titles are of one kind.
func (a *Assistant) families(chances []float64, likely []int) *Question {
	q := &Question{Key: Family}
	all := 0.0
	for _, c := range likely {
		all += chances[c]
	}
	share := map[string]float64{}
	for _, c := range likely {
		family := a.titles[a.class[c]].Family
		if share[family] == 0 {
			q.Choices = append(q.Choices, Choice{Key: family})
		}
		share[family] += chances[c] / all
		i := slices.IndexFunc(q.Choices, func(x Choice) bool { return x.Key == family })
		q.Choices[i].Codes = append(q.Choices[i].Codes, a.model.Classes[c])
	}
	q.Choices = slices.DeleteFunc(q.Choices, func(x Choice) bool { return share[x.Key] < leastShare })
	if len(q.Choices) < 2 {
		return nil
	}
	return q
}

// gain is how much an honest answer tells, in nats: the entropy of the parts into which the
// question cuts the titles.
func (a *Assistant) gain(chances []float64, likely []int, q *Question) (entropy float64) {
	all := 0.0
	for _, c := range likely {
		all += chances[c]
	}
	rest := all
	part := func(p float64) {
		if p > 0 {
			entropy -= p / all * math.Log(p/all)
		}
	}
	for _, choice := range q.Choices {
		p := 0.0
		for _, c := range likely {
			if slices.Contains(choice.Codes, a.model.Classes[c]) {
				p += chances[c]
			}
		}
		part(p)
		rest -= p
	}
	part(rest)
	return entropy
}
