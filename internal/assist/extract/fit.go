package extract

import (
	"slices"
)

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
