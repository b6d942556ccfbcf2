package extract

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Suggestion is an answer that a story seems to hold. It is shown to be confirmed, never
// taken as given.
type Suggestion struct {
	Fact     string
	Value    any     // as form.Title.Accept gives it
	From, To int     // the source words
	Sure     float64 // 0 to 1
	Why      string  // the words of the story that tied it to the question
}

// Suggest tells which questions of a title a story answers, in the order of the title. It
// answers only where one question fits clearly better than any other, and only what the title
// would accept. Lists, names and longer texts are never suggested.
func (r *Reader) Suggest(t *form.Title, text string, today lang.Date) []Suggestion {
	s := newStory(text, today)
	r.read(s)
	plan, list := r.planOf(t), s.clauses()
	found := s.weigh(plan, list)
	for _, q := range plan {
		switch q.fact.Type {
		case form.TypeYesNo:
			found = append(found, s.yesNo(q, list)...)
		case form.TypeChoice:
			found = append(found, s.choice(q, list)...)
		default:
		}
	}
	return accepted(t, found, plan, today)
}

// accepted keeps what the title takes, in its own order.
func accepted(t *form.Title, found []Suggestion, plan plan, today lang.Date) (list []Suggestion) {
	for _, f := range found {
		value := f.Value
		if n, ok := value.(int64); ok {
			value = json.Number(strconv.FormatInt(n, 10))
		}
		canon, err := t.Accept(f.Fact, value, today, lang.FA)
		if err != nil {
			continue
		}
		f.Value, f.Sure = canon, math.Round(f.Sure*100)/100
		list = append(list, f)
	}
	order := func(name string) int {
		return slices.IndexFunc(plan, func(q question) bool { return q.fact.Name == name })
	}
	slices.SortStableFunc(list, func(a, b Suggestion) int { return cmp.Compare(order(a.Fact), order(b.Fact)) })
	return list
}

// How sure is what was said: whether or not, an option by what happened, an option by its
// name alone.
const (
	saidYes    = 0.85
	saidOption = 0.75
	saidName   = 0.6
)

// yesNo answers a question with yes or no; where the story says both, with neither.
func (s *story) yesNo(q question, list []clause) []Suggestion {
	var out []Suggestion
	for _, p := range q.phrases {
		c, yes, ok := s.said(list, p)
		if !ok {
			continue
		}
		if len(out) > 0 && out[0].Value != yes {
			return nil
		}
		out = append(out, s.suggest(q, yes, c, saidYes))
	}
	return out[:min(1, len(out))]
}

// choice picks the one option that was said.
func (s *story) choice(q question, list []clause) (out []Suggestion) {
	for _, o := range q.fact.Options {
		for _, p := range q.options[o.Key] {
			if c, yes, ok := s.said(list, p); ok && yes {
				sure := saidOption
				if !p.hasVerb || p.verb.root == "be" || p.verb.root == "have" {
					sure = saidName
				}
				out = append(out, s.suggest(q, o.Key, c, sure))
			}
		}
	}
	if len(out) != 1 {
		return nil
	}
	return out
}

func (s *story) suggest(q question, value any, c clause, sure float64) Suggestion {
	from, to := s.toks[c.from].from, s.toks[c.to-1].to
	return Suggestion{Fact: q.fact.Name, Value: value, From: from, To: to, Sure: sure, Why: strings.TrimSpace(s.text[from:to])}
}
