package extract

import "slices"

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
	at := s.spots[i].from
	k, ok := slices.BinarySearchFunc(list, at, clause.against)
	if !ok {
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

// against compares a clause with a token: 0 where it holds it.
func (c clause) against(at int) int {
	switch {
	case c.to <= at:
		return -1
	case c.from > at:
		return 1
	}
	return 0
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

// spot is where something found stands, and its neighbours of the same kind; -1 is none.
type spot struct{ from, to, before, after int }

// placeFound finds the places of all that was found, once.
func (s *story) placeFound() {
	s.spots = make([]spot, len(s.found))
	last := map[Kind]int{}
	for i, f := range s.found {
		from := s.tokenAt(f.From)
		to := from
		for to < len(s.toks) && s.toks[to].from < f.To {
			to++
		}
		s.spots[i] = spot{from, to, -1, -1}
		if j, ok := last[f.Kind]; ok {
			s.spots[i].before, s.spots[j].after = j, i
		}
		last[f.Kind] = i
	}
}

// nearest says whether no other value of the kind stands nearer to token at.
func (s *story) nearest(at, i int) bool {
	far := s.distance(at, i)
	for _, j := range []int{s.spots[i].before, s.spots[i].after} {
		if j >= 0 && s.distance(at, j) < far {
			return false
		}
	}
	return true
}

func (s *story) distance(at, i int) int {
	switch spot := s.spots[i]; {
	case at < spot.from:
		return spot.from - at
	case at >= spot.to:
		return at - spot.to + 1
	}
	return 0
}

// lastIn says whether no other value of its kind stands between it and the end of a clause.
func (s *story) lastIn(c clause, i int) bool {
	next := s.spots[i].after
	return next < 0 || s.spots[next].from >= c.to
}

var ofPaper = words("مورخ مورخه سررسید")

// titled says whether the day is called that of a paper: «به تاریخ», «مورخ», «سررسید».
func (s *story) titled(at int) bool {
	if s.at(at-1) == "تاریخ" {
		return s.at(at-2) != "در" && s.at(at-2) != "از"
	}
	return ofPaper.has(s.at(at - 1))
}
