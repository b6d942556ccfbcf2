package extract

import (
	"maps"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// question is a fact as it is compared with a story: what its question is about.
type question struct {
	fact    *form.Fact
	about   []string // notions; what happened is among actions
	deed    string   // of the verb, where the verb tells what happened
	verb    verb     // of the answer: «دادید» is answered by «دادم»
	since   bool     // «از چه روزی»
	titled  bool     // «تاریخ … چیست»: the day that stands on a paper
	event   bool     // of the matter itself: «این اتفاق در چه روزی افتاد»
	hears   [][]string
	phrases []phrase            // that say yes
	options map[string][]phrase // that choose
}

// plan is what the questions of a title are about.
type plan []question

// planOf reads the questions of a title, once.
func (r *Reader) planOf(t *form.Title) plan {
	if p, ok := r.plans.Load(t); ok {
		return p.(plan)
	}
	var p plan
	for _, f := range t.Facts() {
		if f.From == "" && !slices.ContainsFunc(p, func(q question) bool { return q.fact == f }) {
			p = append(p, ask(f))
		}
	}
	r.plans.Store(t, p)
	return p
}

// ask reads the question of a fact.
func ask(f *form.Fact) question {
	text := opened.Replace(f.Ask.FA)
	q := question{fact: f, since: strings.Contains(text, "از چه روزی"), titled: strings.Contains(text, "تاریخ"), event: strings.Contains(text, "اتفاق") || strings.Contains(text, "زیان در چه روزی")}
	list := newPlain(text).clauses()
	all := map[string]bool{}
	for _, c := range list {
		for n := range c.notions {
			all[n] = true
		}
		if c.hasVerb {
			q.deed, q.verb = c.deed(), c.verb.answered()
		}
	}
	maps.DeleteFunc(all, func(n string, _ bool) bool {
		return strings.HasPrefix(n, "=") || n == "register" && f.Type != form.TypeYesNo
	})
	q.about = slices.Sorted(maps.Keys(all))
	if slices.ContainsFunc(q.about, func(n string) bool { return actions[n] }) {
		q.deed = ""
	}
	for _, h := range f.Hears {
		if about := aboutOf(h); len(about) > 0 {
			q.hears = append(q.hears, about)
		}
	}
	switch f.Type {
	case form.TypeYesNo:
		q.phrases = yesses(f, text)
	case form.TypeChoice:
		q.options = choices(f, text)
	default:
	}
	return q
}

// opened writes what stands in brackets as another word for what stands before them.
var opened = strings.NewReplacer("(", " یا ", ")", " ", "«", "", "»", "")

// newPlain is a text of the catalogue: nothing in it is a sum or a day.
func newPlain(text string) *story {
	toks := tokens(text)
	return &story{text: text, toks: toks, taken: make([]bool, len(toks))}
}

func aboutOf(text string) []string {
	all := map[string]bool{}
	for _, c := range newPlain(text).clauses() {
		for n := range c.notions {
			all[n] = true
		}
	}
	maps.DeleteFunc(all, func(n string, _ bool) bool { return strings.HasPrefix(n, "=") })
	return slices.Sorted(maps.Keys(all))
}

// answered is the verb of the answer: who is asked tells of himself.
func (v verb) answered() verb {
	if v.person == 2 {
		v.person = 1
	}
	return v
}
