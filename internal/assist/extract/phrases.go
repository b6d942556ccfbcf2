package extract

import (
	"regexp"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// phrase is what has to be said in one breath: of each group of notions one, and the verb.
type phrase struct {
	groups  [][]string
	verb    verb
	hasVerb bool
}

// phraseOf reads a phrase of the catalogue. «الف یا ب» are one group. Of several verbs the
// last one carries the phrase: «تخلیه کرده و تحویل داده‌اید».
// With exact, a house is no garden.
func phraseOf(text string, exact bool) phrase {
	s := newPlain(text)
	p := phrase{}
	for i := 0; i < len(s.toks); i++ {
		if v, next, ok := s.verbAt(i); ok {
			p.verb, p.hasVerb = v.answered(), true
			if notions[s.at(i)] == "" {
				i = next - 1
				continue
			}
		}
		n := s.notionAt(i)
		if exact && coarse[n] {
			n = fine(s.at(i))
		}
		if n == "" || slices.ContainsFunc(p.groups, func(g []string) bool { return slices.Contains(g, n) }) {
			continue
		}
		if s.at(i-1) == "یا" && len(p.groups) > 0 {
			last := &p.groups[len(p.groups)-1]
			*last = append(*last, n)
			continue
		}
		p.groups = append(p.groups, []string{n})
	}
	return p
}

// yesses are the phrases that answer a question with yes; said with a not, with no.
func yesses(f *form.Fact, text string) (list []phrase) {
	asked := phraseOf(text, false)
	if asked.hasVerb && len(asked.groups) > 0 && !nested(text) {
		list = append(list, asked)
	}
	for _, h := range f.Hears {
		p := phraseOf(h, false)
		if !p.hasVerb {
			p.verb, p.hasVerb = asked.verb, asked.hasVerb && asked.verb.root == "have"
		}
		if p.hasVerb && len(p.groups) > 0 {
			list = append(list, p)
		}
	}
	return list
}

// nested says whether a question asks about more than its last verb: what was said to him,
// whether it happened before.
func nested(text string) bool {
	return strings.Contains(text, " که ") || strings.Contains(text, "پیش از") || strings.Contains(text, "دوباره") || strings.Contains(text, "می‌دانید") || strings.Contains(text, "باز هم")
}

// choices are the phrases of each option. What an option says without a verb, or with
// nothing but one, has to be said of what was asked.
func choices(f *form.Fact, text string) map[string][]phrase {
	asked := phraseOf(text, true)
	all := map[string][]phrase{}
	for _, o := range f.Options {
		say, _, _ := strings.Cut(o.Say.FA, "(")
		if vagueOption.MatchString(say) {
			continue
		}
		p := phraseOf(say, true)
		if wide := phraseOf(say, false); p.hasVerb && len(p.groups) > 1 && !shared(f, wide) {
			p = wide
		}
		if !p.hasVerb || len(p.groups) == 0 {
			if asked.loose() || len(p.groups) == 0 && !p.hasVerb {
				continue
			}
			p.groups = append(p.groups, asked.groups...)
		}
		all[o.Key] = append(all[o.Key], p)
	}
	return all
}

// loose says whether a phrase holds nothing particular.
func (p phrase) loose() bool {
	return !slices.ContainsFunc(p.groups, func(g []string) bool { return !strings.HasPrefix(g[0], "=") })
}

// shared says whether two options of a fact speak of one coarse notion: a house and a garden.
func shared(f *form.Fact, p phrase) bool {
	for _, g := range p.groups {
		uses := 0
		for _, o := range f.Options {
			if coarse[g[0]] && slices.ContainsFunc(phraseOf(o.Say.FA, false).groups, func(other []string) bool { return slices.Contains(other, g[0]) }) {
				uses++
			}
		}
		if uses > 1 {
			return true
		}
	}
	return false
}

// vagueOption is what is chosen when nothing else fits.
var vagueOption = regexp.MustCompile("دیگر|نمی‌دانم|نامعلوم|هنوز معلوم")

// said looks for a phrase in a story: yes, no by a not, or neither.
func (s *story) said(list []clause, p phrase) (clause, bool, bool) {
	for i, c := range list {
		if c.doubt || !c.hasVerb && p.hasVerb || !p.fits(s.within(list, i, p)) {
			continue
		}
		if !p.hasVerb {
			return c, !c.verb.not, true
		}
		if (c.verb.root == p.verb.root || c.deed() == "pay" && p.deed() == "pay") && (c.verb.person == p.verb.person || p.verb.person == 0) && (c.verb.past == p.verb.past || c.verb.not && p.verb.not) {
			return c, c.verb.not == p.verb.not, true
		}
	}
	return clause{}, false, false
}

func (p phrase) deed() string { return clause{verb: p.verb, hasVerb: p.hasVerb}.deed() }

// fits says whether of each group one notion is there.
func (p phrase) fits(there map[string]int) bool {
	return len(p.groups) > 0 && !slices.ContainsFunc(p.groups, func(g []string) bool {
		return !slices.ContainsFunc(g, func(n string) bool { _, ok := there[n]; return ok })
	})
}

// within are the notions of a clause. What it happened to may have been said before it in the
// same sentence, where the clause itself says what happened.
func (s *story) within(list []clause, i int, p phrase) map[string]int {
	there := list[i].notions
	acts := func(g []string) bool {
		return slices.ContainsFunc(g, func(n string) bool { _, ok := there[n]; return ok && actions[n] })
	}
	if i == 0 || !slices.ContainsFunc(p.groups, acts) || strings.ContainsAny(s.gap(list[i].from), ".؟?!\n") {
		return there
	}
	all := map[string]int{}
	for _, c := range list[i-1 : i+1] {
		for n, at := range c.notions {
			if c.from == list[i].from || !actions[n] {
				all[n] = at
			}
		}
	}
	return all
}
