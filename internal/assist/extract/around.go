package extract

import (
	"math"
	"slices"
	"strings"
)

// surroundings are what is said around a value.
type surroundings struct {
	notions map[string]int // and at which token
	center  int
	deed    string
	verb    verb
	hasVerb bool
	since   bool
	titled  bool
	mine    bool
}

// around gathers what a story says around a value: the clause it stands in, and the one
// before it when it stands alone behind it. Of two values of a kind each has what is nearer
// to it, and the verb goes with the last.
func (s *story) around(list []clause, i int) surroundings {
	f := s.found[i]
	at := s.tokenAt(f.From)
	k := slices.IndexFunc(list, func(c clause) bool { return c.from <= at && at < c.to })
	if k < 0 {
		return surroundings{center: at}
	}
	a := surroundings{notions: map[string]int{}, center: at, since: f.Since || s.at(at-1) == "از" || s.at(at-1) == "az", titled: s.titled(at)}
	c := list[k]
	a.add(s, c, i)
	for n := range c.notions {
		a.mine = a.mine || n == "من"
	}
	switch {
	case !c.hasVerb && k > 0 && c.joined && list[k-1].hasVerb:
		a.add(s, list[k-1], i)
		c = list[k-1]
	case !c.hasVerb && len(a.notions) == 0 && k+1 < len(list):
		a.add(s, list[k+1], i)
		c = list[k+1]
	}
	if c.hasVerb && s.lastIn(c, i) {
		a.deed, a.verb, a.hasVerb = c.deed(), c.verb, true
	}
	for n := range a.notions {
		if actions[n] {
			a.deed = ""
		}
	}
	return a
}

// add takes the notions of a clause that are nearest to the value.
func (a *surroundings) add(s *story, c clause, i int) {
	for n, at := range c.notions {
		if actions[n] && !s.lastIn(c, i) && at > a.center {
			continue
		}
		if s.nearest(at, i) {
			a.notions[n] = at
		}
	}
}

// nearest says whether no other value of the kind stands nearer to token at.
func (s *story) nearest(at, i int) bool {
	far := s.distance(at, i)
	for j, f := range s.found {
		if j != i && f.Kind == s.found[i].Kind && s.distance(at, j) < far {
			return false
		}
	}
	return true
}

func (s *story) distance(at, i int) int {
	from, to := s.tokenAt(s.found[i].From), s.tokenAt(s.found[i].To)
	if s.found[i].To >= len(s.text) {
		to = len(s.toks)
	}
	switch {
	case at < from:
		return from - at
	case at >= to:
		return at - to + 1
	}
	return 0
}

// lastIn says whether no other value of its kind stands between it and the end of a clause.
func (s *story) lastIn(c clause, i int) bool {
	for j, f := range s.found {
		if at := s.tokenAt(f.From); j != i && f.Kind == s.found[i].Kind && at >= c.from && at < c.to && at > s.tokenAt(s.found[i].From) {
			return false
		}
	}
	return true
}

var ofPaper = words("مورخ مورخه سررسید")

// titled says whether the day is called that of a paper: «به تاریخ», «مورخ», «سررسید».
func (s *story) titled(at int) bool {
	if s.at(at-1) == "تاریخ" {
		return s.at(at-2) != "در" && s.at(at-2) != "از"
	}
	return ofPaper.has(s.at(at - 1))
}

// open says whether the verb of a question is that of the story.
func (q question) open(a surroundings, f Found) bool {
	if q.since && !a.since && f.Kind == Date {
		return false
	}
	for _, n := range q.about {
		if _, ok := a.notions[n]; actions[n] && !ok {
			return len(q.hears) > 0
		}
	}
	if q.deed == "" {
		return !a.hasVerb || !q.acts() || q.verb.not == a.verb.not
	}
	if a.verb.past != q.verb.past && !a.verb.not {
		return false
	}
	return a.deed == q.deed && a.verb.not == q.verb.not && (a.verb.person == q.verb.person || q.verb.person == 0 || f.Kind == Duration)
}

// acts says whether the question asks what happened.
func (q question) acts() bool {
	return slices.ContainsFunc(q.about, func(n string) bool { return actions[n] })
}

// lacksDeed says whether the story tells of something that happened which this question
// does not ask about, while another one does.
func (q question) lacksDeed(a surroundings, p plan, fit []int) bool {
	for n := range a.notions {
		if !actions[n] || slices.Contains(q.about, n) {
			continue
		}
		if slices.ContainsFunc(fit, func(i int) bool { return slices.Contains(p[i].about, n) }) {
			return true
		}
	}
	return false
}

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
