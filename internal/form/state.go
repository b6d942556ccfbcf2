package form

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// state is one run in one language. Names are evaluated when first read and kept, which
// is the topological order of the graph without building it: circles were refused at load.
type state struct {
	t      *Title
	in     Input
	loc    lang.Locale
	values map[string]ref.Val
	where  *Venue
	err    error
}

func newState(t *Title, in Input, loc lang.Locale) *state {
	return &state{t: t, in: in, loc: loc, values: make(map[string]ref.Val, 64)}
}

// ResolveName serves expressions.
func (s *state) ResolveName(name string) (any, bool) {
	if v, ok := s.values[name]; ok {
		return v, true
	}
	s.values[name] = unanswered // what asks for itself is not known
	v := s.compute(name)
	s.values[name] = v
	return v, true
}

// Parent is none.
func (s *state) Parent() cel.Activation { return nil }

func (s *state) compute(name string) ref.Val {
	if v, ok := s.in.Given[name]; ok {
		return s.given(name, v)
	}
	if bound := s.t.binds[name]; bound != nil {
		return s.bound(name, s.value(bound))
	}
	if spot, ok := s.t.asked[name]; ok {
		return s.fact(name, spot)
	}
	if let, ok := s.t.lets[name]; ok {
		return s.value(let)
	}
	switch name {
	case "today":
		return dateVal{day: s.in.Today}
	case "standing":
		return choiceVal{key: s.in.Standing, fact: s.t.lib.Standings}
	case "locale":
		return types.String(s.loc)
	case "claim.value":
		return s.value(s.t.claim)
	case "authority.name":
		if a := s.venue().Chosen; a != nil {
			return types.String(a.Name)
		}
	case "title.name":
		return types.String(s.t.Name(s.loc))
	case "attached":
		return s.attached()
	}
	owner, rest, _ := strings.Cut(name, ".")
	switch owner {
	case "word":
		return s.word(rest)
	case "limit":
		return s.limit(rest)
	case "param":
		return types.False // nobody set it
	}
	return unanswered
}

// bound gives an option that was written in quotes its words.
func (s *state) bound(name string, v ref.Val) ref.Val {
	if key, ok := v.(types.String); ok && s.t.lib.Facts[name].Type == TypeChoice {
		return choiceVal{key: string(key), fact: s.t.lib.Facts[name]}
	}
	return v
}

// given is a fact that came in directly.
func (s *state) given(name string, v any) ref.Val {
	if name == "claim.value" {
		return s.t.lib.value(&Fact{Type: TypeMoney}, v)
	}
	if f := s.t.lib.Facts[name]; f != nil {
		return s.t.lib.value(f, v)
	}
	return unanswered
}

// value evaluates; an error is the title's fault, kept for Run to report.
func (s *state) value(e *expr) ref.Val {
	if e == nil {
		return unanswered
	}
	return s.evaluate(e, s)
}

func (s *state) evaluate(e *expr, scope cel.Activation) ref.Val {
	v := e.eval(scope)
	if types.IsError(v) {
		if s.err == nil {
			s.err = v.(*types.Err)
		}
		return unanswered
	}
	return v
}

// scoped adds the parameters of a group, or the item of a loop, to a run.
type scoped struct {
	*state
	params map[string]bool
	name   string
	item   ref.Val
}

func (s scoped) ResolveName(name string) (any, bool) {
	if name == s.name {
		return s.item, true
	}
	if param, ok := strings.CutPrefix(name, "param."); ok {
		return types.Bool(s.params[param]), true
	}
	return s.state.ResolveName(name)
}

// truth of a condition: an unknown is neither yes nor no.
type truth int

const (
	no truth = iota
	yes
	open
)

func (s *state) holds(g guard) truth {
	if g.expr == nil {
		return yes
	}
	scope := cel.Activation(s)
	if g.params != nil {
		scope = scoped{state: s, params: g.params}
	}
	switch s.evaluate(g.expr, scope) {
	case types.True:
		return yes
	case types.False:
		return no
	}
	return open
}

func (s *state) fact(name string, at spot) ref.Val {
	p := &s.t.pages[at.page]
	a := &p.asks[at.ask]
	if s.holds(p.cond) != yes || s.holds(a.cond) != yes {
		return unanswered
	}
	return s.t.lib.value(a.fact, s.in.Answers[name])
}

// professional says whether the filer does this as their work.
func (s *state) professional() bool { return s.in.Standing != "" && s.in.Standing != "citizen" }

func (s *state) word(name string) ref.Val {
	name, one := strings.CutSuffix(name, "_one")
	w, ok := s.t.words[name]
	if !ok {
		return unanswered
	}
	if !one && w.count != "" && w.many.FA != "" {
		v, _ := s.ResolveName(w.count)
		if list, ok := v.(interface{ Size() ref.Val }); ok && list.Size().(types.Int) > 1 {
			return types.String(w.many.In(s.loc))
		}
	}
	return types.String(w.one.In(s.loc))
}

func (s *state) limit(id string) ref.Val {
	for _, l := range s.t.limits {
		if l.spec.ID != id || l.from == nil {
			continue
		}
		if from, ok := s.value(l.from).(dateVal); ok {
			if last, ok := s.t.lib.lastDay(from.day, l.spec.Row, s.in.Today, s.abroad()); ok {
				return dateVal{day: last}
			}
		}
	}
	return unanswered
}

// abroadFact gives more time where a title asks it.
const abroadFact = "venue.us_abroad"

// abroad says whether the filer lives outside Iran, where the law gives more time (CPC 446).
func (s *state) abroad() bool {
	v, _ := s.ResolveName(abroadFact)
	return v == types.True
}

func (s *state) attached() ref.Val {
	var names []ref.Val
	for _, slot := range s.t.slots {
		if slices.Contains(s.in.Attached, slot.spec.ID) && s.holds(slot.cond) == yes {
			names = append(names, types.String(s.t.lib.Kinds[slot.spec.Kind].In(s.loc)))
		}
	}
	return types.NewRefValList(types.DefaultTypeAdapter, names)
}

func (s *state) text(t *template) string {
	text, _, err := s.t.lib.write(t, s, s.loc)
	if err != nil && s.err == nil {
		s.err = err
	}
	return text
}
