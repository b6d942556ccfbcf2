package extract

import (
	"cmp"
	"slices"
	"strings"
)

// Limits of a match, found with the tuned half of testdata/titles.jsonl.
const (
	leastFit   = 0.45 // of a question and what is said around a value
	leastAhead = 0.1  // before the second best
	leastSure  = 0.5  // of the value itself
	paperBonus = 0.2  // «به تاریخ» for the day of a paper
	eventFit   = 0.5  // of the day or place of the matter, where nothing else claims it
)

// match is a question that a value may answer.
type match struct {
	question int
	found    int
	fit      float64
	why      string
}

// weigh ties values to questions: each to the one that fits best, if it is ahead of any other.
func (s *story) weigh(p plan, list []clause) (out []Suggestion) {
	s.placeFound()
	var all []match
	for i, f := range s.found {
		if f.Sure >= leastSure && !s.ranged(i) {
			all = append(all, s.matches(p, list, i)...)
		}
	}
	all = s.unbeaten(all)
	taken := map[int]bool{}
	for _, m := range all {
		taken[m.found] = true
	}
	all = append(all, s.ofEvent(p, all, taken)...)
	for _, m := range all {
		f := s.found[m.found]
		value, _ := stored(p[m.question].fact, f)
		out = append(out, Suggestion{Fact: p[m.question].fact.Name, Value: value, From: f.From, To: f.To, Sure: f.Sure * (0.5 + m.fit/2), Why: m.why})
	}
	return out
}

// ranged says whether a day is an end of «از … تا …».
func (s *story) ranged(i int) bool {
	f := s.found[i]
	if f.Kind != Date {
		return false
	}
	if i > 0 && s.found[i-1].Kind == Date && strings.TrimSpace(s.text[s.found[i-1].To:f.From]) == "تا" {
		return true
	}
	return i+1 < len(s.found) && s.found[i+1].Kind == Date && strings.TrimSpace(s.text[f.To:s.found[i+1].From]) == "تا"
}

// unbeaten drops a match where another question of the same value, or another value of the
// same question, fits as well, and repeats.
func (s *story) unbeaten(all []match) (kept []match) {
	byFound, byQuestion, done := map[int][]match{}, map[int][]match{}, map[int]bool{}
	for _, m := range all {
		byFound[m.found], byQuestion[m.question] = append(byFound[m.found], m), append(byQuestion[m.question], m)
	}
	for _, m := range all {
		near := func(o match) bool { return o.fit > m.fit-leastAhead }
		if slices.ContainsFunc(byFound[m.found], func(o match) bool { return o.question != m.question && near(o) }) ||
			slices.ContainsFunc(byQuestion[m.question], func(o match) bool { return s.found[o.found].Value != s.found[m.found].Value && near(o) }) || done[m.question] {
			continue
		}
		done[m.question] = true
		kept = append(kept, m)
	}
	return kept
}

// matches are the questions that a value may answer, by what is said around it.
func (s *story) matches(p plan, list []clause, i int) (out []match) {
	around := s.around(list, i)
	var fit []int
	titled := false
	for n, q := range p {
		if _, ok := stored(q.fact, s.found[i]); ok && q.open(around, s.found[i]) {
			fit, titled = append(fit, n), titled || q.titled && around.titled
		}
	}
	known := p.known(s.found[i], fit)
	for _, n := range fit {
		q := p[n]
		if around.titled && titled && !q.titled || q.lacksDeed(around, p, fit) {
			continue
		}
		score, why := q.score(around, known)
		if around.titled && q.titled {
			score += paperBonus
		}
		if score >= leastFit {
			out = append(out, match{n, i, min(score, 1), s.words(why)})
		}
	}
	return out
}

// ofEvent gives the only day, or the only county, of a story to the question of when, or
// where, the matter was, where nothing else claims it.
func (s *story) ofEvent(p plan, claimed []match, taken map[int]bool) (out []match) {
	for n, q := range p {
		if !q.event || slices.ContainsFunc(claimed, func(m match) bool { return m.question == n }) {
			continue
		}
		var fit []int
		for i, f := range s.found {
			if _, ok := stored(q.fact, f); ok {
				fit = append(fit, i)
			}
		}
		if len(fit) == 1 && !taken[fit[0]] && !s.ahead(s.tokenAt(s.found[fit[0]].From)) {
			out = append(out, match{n, fit[0], eventFit, s.found[fit[0]].Words(s.text)})
		}
	}
	return out
}

// words are the words of the story at some tokens.
func (s *story) words(at []int) string {
	slices.Sort(at)
	var list []string
	for _, i := range slices.Compact(at) {
		list = append(list, s.text[s.toks[i].from:s.toks[i].to])
	}
	return strings.Join(list, " … ")
}

// tokenAt is the token that begins at a byte.
func (s *story) tokenAt(from int) int {
	i, _ := slices.BinarySearchFunc(s.toks, from, func(t token, at int) int { return cmp.Compare(t.from, at) })
	return min(i, len(s.toks)-1)
}
