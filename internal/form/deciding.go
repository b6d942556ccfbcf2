package form

import (
	"slices"
	"strings"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Deciding is a fact that a rule looked at, as a person reads it.
type Deciding struct {
	Fact       string `json:"fact"`
	Ask        string `json:"ask"`
	Value      string `json:"value"`
	Unverified bool   `json:"unverified,omitempty"` // a matter of law that nobody confirmed
}

// kind takes the first rule of the day that holds. While a rule before it waits for an
// answer none is taken: it must not win by that.
func (s *state) kind() (*Authority, []string) {
	var looked []*expr
	for i := range s.t.kinds {
		k := &s.t.kinds[i]
		if !k.spec.inForce(s.in.Today) {
			continue
		}
		looked = append(looked, k.cond)
		switch s.holds(guard{expr: k.cond}) {
		case yes:
			return &Authority{
				Kind: k.spec.Kind, Entry: k.spec.ID, Because: s.text(k.because), Law: k.spec.Law,
				Facts: s.deciding(looked...), Otherwise: s.filled(k.otherwise),
			}, nil
		case open:
			return nil, s.waiting(k.cond)
		case no:
		}
	}
	return nil, nil
}

// KindsOn lists the kinds of authority that may hear the title on a day, while nothing is
// answered: those from the first rule on that waits for an answer.
func (t *Title) KindsOn(day lang.Date) (kinds []string) {
	s := newState(t, Input{Today: day}, lang.FA)
	for i := range t.kinds {
		k := &t.kinds[i]
		holds := s.holds(guard{expr: k.cond})
		if !k.spec.inForce(day) || holds == no {
			continue
		}
		if !slices.Contains(kinds, k.spec.Kind) {
			kinds = append(kinds, k.spec.Kind)
		}
		if holds == yes {
			break
		}
	}
	return kinds
}

func (k *KindSpec) inForce(day lang.Date) bool {
	return (k.From.IsZero() || k.From.Compare(day) <= 0) && (k.Until.IsZero() || day.Compare(k.Until) < 0)
}

// waiting names the facts of a condition that have no answer.
func (s *state) waiting(e *expr) (names []string) {
	for _, name := range e.refs {
		if v, _ := s.ResolveName(name); isUnknown(v.(ref.Val)) {
			names = append(names, name)
		}
	}
	return names
}

// deciding gathers what the expressions looked at and found answered.
func (s *state) deciding(list ...*expr) (facts []Deciding) {
	for _, e := range list {
		if e == nil {
			continue
		}
		for _, name := range e.refs {
			ask, ok := s.asked(name)
			if !ok || slices.ContainsFunc(facts, func(d Deciding) bool { return d.Fact == name }) {
				continue
			}
			v, _ := s.ResolveName(name)
			if value := s.spoken(v.(ref.Val)); value != "" {
				facts = append(facts, Deciding{name, ask, value, s.unsure(name)})
			}
		}
		for _, row := range e.rows {
			facts = s.number(facts, row)
		}
	}
	return facts
}

// unsure says whether a fact is the catalogue's own word that no lawyer confirmed.
func (s *state) unsure(name string) bool {
	_, given := s.in.Given[name]
	return !given && slices.Contains(s.t.unsure, name)
}

// number adds a number of the law that decided, with the mark of whether it was confirmed.
func (s *state) number(facts []Deciding, row string) []Deciding {
	name := "number." + row
	n, ok := s.t.lib.Tables.NumberRow(row, s.in.Today)
	if !ok || slices.ContainsFunc(facts, func(d Deciding) bool { return d.Fact == name }) {
		return facts
	}
	return append(facts, Deciding{name, n.Name.In(s.loc) + s.t.lib.Messages.Text(s.loc, "form.colon", nil), printRials(n.Rials, s.loc), !n.Verified})
}

func (s *state) asked(name string) (string, bool) {
	if name == "claim.value" {
		return s.t.lib.Messages.Text(s.loc, "form.claim_value", nil), true
	}
	f, ok := s.t.lib.Facts[name]
	if !ok {
		return "", false
	}
	return s.text(f.ask), true
}

// spoken is a value as it is read aloud; "" for what is not known or says nothing.
func (s *state) spoken(v ref.Val) string {
	switch x := v.(type) {
	case types.Bool:
		if x {
			return s.t.lib.Messages.Text(s.loc, "form.yes", nil)
		}
		return s.t.lib.Messages.Text(s.loc, "form.no", nil)
	case traits.Lister:
		return s.spokenPeople(people(x))
	}
	if isUnknown(v) {
		return ""
	}
	return s.t.lib.print(v, s.loc)
}

// spokenPeople names people with their county, which is what territory looks at.
func (s *state) spokenPeople(list []*recordVal) string {
	var words []string
	for _, p := range list {
		name, county := s.t.lib.printKnown(p.field("name"), s.loc), s.t.lib.printKnown(p.field("county"), s.loc)
		switch {
		case name != "" && county != "":
			words = append(words, name+" ("+county+")")
		case name+county != "":
			words = append(words, name+county)
		}
	}
	return joinList(s.loc, words)
}

func (l *Library) printKnown(v ref.Val, loc lang.Locale) string {
	if isUnknown(v) {
		return ""
	}
	return l.print(v, loc)
}

func people(v any) (list []*recordVal) {
	items, ok := v.(traits.Lister)
	if !ok {
		return nil
	}
	for _, item := range each(items.(ref.Val)) {
		if r, ok := item.(*recordVal); ok {
			list = append(list, r)
		}
	}
	return list
}

// filled is a sentence, or nothing when a value in it is not known.
func (s *state) filled(t *template) string {
	text, blank, err := s.t.lib.write(t, s, s.loc)
	if err != nil && s.err == nil {
		s.err = err
	}
	if blank {
		return ""
	}
	return strings.TrimSpace(text)
}
