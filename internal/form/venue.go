package form

import (
	"slices"
	"strings"

	"cel.dev/cel-go/common/types"
)

// Venue is the answer to "where do I file": the kind of authority, the places that the law
// gives, and what is still open.
type Venue struct {
	Kind    *Authority  // decided, without a place; nil while Open says what it waits for
	Chosen  *Authority  // where the filing goes
	Choices []Authority // what the law gives, the proposed one first
	Others  []Authority // what the law does not give, but a person may insist on
	Open    []string    // facts without which nothing is decided
	Ended   string      // the unit that was chosen or served here is no more
}

// Proposed is what the rules propose, whatever was chosen.
func (v *Venue) Proposed() *Authority {
	if len(v.Choices) == 0 {
		return nil
	}
	return &v.Choices[0]
}

// Venue works out where a draft goes, and nothing else.
func (t *Title) Venue(in Input) (*Venue, error) {
	if in.Locale == "" {
		in.Locale = "fa"
	}
	s := newState(t, in, in.Locale)
	v := s.venue()
	return v, s.err
}

// Decided are the facts that decided, of the kind and of the place, each once.
func (a *Authority) Decided() []Deciding {
	list := slices.Clone(a.Facts)
	for _, d := range a.RuleFacts {
		if !slices.ContainsFunc(list, func(x Deciding) bool { return x.Fact == d.Fact }) {
			list = append(list, d)
		}
	}
	return list
}

// insisted marks a court that the filer chose against the rules.
const insisted = "other:"

// venue is worked out once a run.
func (s *state) venue() *Venue {
	if s.where == nil {
		s.where = &Venue{} // what asks for the authority's name on the way finds none
		s.where = s.findVenue()
	}
	return s.where
}

func (s *state) findVenue() *Venue {
	v := &Venue{}
	if v.Kind, v.Open = s.kind(); v.Kind == nil {
		return v
	}
	switch s.t.lib.Bodies[v.Kind.Kind].Reach {
	case "case":
		v.Choices = s.ofTheCase(*v.Kind)
	case "none":
		a := *v.Kind
		a.Name = s.bodyName(a.Kind)
		v.Choices = []Authority{a}
	default:
		v.Choices = s.choices(*v.Kind)
		v.Others = s.others(v.Choices)
	}
	v.Chosen = s.chosen(v)
	if v.Ended == "" {
		v.Ended = s.ended(v)
	}
	return v
}

// ofTheCase: the case has its authority already, which is known by name only.
func (s *state) ofTheCase(a Authority) []Authority {
	v, _ := s.ResolveName("case.branch")
	name, ok := v.(types.String)
	switch {
	case ok && a.Kind == "branch":
		a.Name = string(name)
	case ok:
		a.Name = s.bodyName(a.Kind) + "، " + string(name)
	default:
		return nil
	}
	return []Authority{a}
}

// chosen is the filer's choice, or the first of what the law gives.
func (s *state) chosen(v *Venue) *Authority {
	if code, ok := strings.CutPrefix(s.in.Court, insisted); ok {
		court, there := s.t.lib.Courts.ByCode(code, s.in.Today)
		if there && s.hears(court.Kind) {
			return s.insist(v, court)
		}
		v.Ended = s.gone(code, v)
	}
	for i := range v.Choices {
		if a := v.Choices[i]; a.Rule == s.in.Court || a.Code == s.in.Court || a.Rule+":"+a.Code == s.in.Court {
			return &v.Choices[i]
		}
	}
	return v.Proposed()
}

// hears says whether the subject knows this kind at all: nobody can insist that a service
// unit judges.
func (s *state) hears(kind string) bool {
	return slices.ContainsFunc(s.t.kinds, func(k kindRule) bool { return k.spec.Kind == kind && k.spec.inForce(s.in.Today) })
}

// insist takes a court that the rules do not give: the court itself will judge (CPC 26).
func (s *state) insist(v *Venue, court Court) *Authority {
	for i := range v.Choices {
		if v.Choices[i].Code == court.Code {
			return &v.Choices[i] // what the law gives needs no insisting
		}
	}
	return &Authority{
		Code: court.Code, Kind: court.Kind, Name: court.Name.In(s.loc), Against: true,
		Because: s.t.lib.Messages.Text(s.loc, "form.court_insisted", nil),
	}
}

// choices are the units that the rules of territory lead to, in their order.
func (s *state) choices(base Authority) (list []Authority) {
	for i := range s.t.places {
		p := &s.t.places[i]
		if s.holds(guard{expr: p.when}) != yes || s.holds(guard{expr: p.cond}) != yes {
			continue
		}
		keys := places(s.value(p.at))
		law := p.spec.Law
		if len(slices.Compact(slices.Sorted(slices.Values(keys)))) > 1 {
			law = append(slices.Clone(law), p.spec.Several...)
		}
		for _, key := range keys {
			a, ok := s.located(base, key)
			if !ok || slices.ContainsFunc(list, func(b Authority) bool { return b.Rule == p.spec.Rule && b.Code == a.Code && b.Name == a.Name }) {
				continue
			}
			a.Place, a.Rule, a.RuleBecause, a.RuleLaw = key, p.spec.Rule, s.text(p.because), law
			a.RuleFacts = s.deciding(p.when, p.cond, p.at)
			a.RuleOtherwise = s.filled(p.otherwise)
			list = append(list, a)
		}
	}
	return list
}

// located finds the unit of a kind for a county, or the kind that stands in for it there.
func (s *state) located(a Authority, county string) (Authority, bool) {
	body := s.t.lib.Bodies[a.Kind]
	if body.Reach == "outside" {
		a.Name = s.bodyName(a.Kind) + " " + s.t.lib.placeName(county, s.loc)
		return a, true
	}
	court, ok := s.t.lib.Courts.Serving(a.Kind, county, s.in.Today)
	if !ok && body.Stead != "" {
		court, ok = s.t.lib.Courts.Serving(body.Stead, county, s.in.Today)
		a.Stead = body.Because.In(s.loc)
		a.Law = append(slices.Clone(a.Law), body.Law...)
	}
	a.Code, a.Name = court.Code, court.Name.In(s.loc)
	return a, ok
}

// others are the other kinds that this subject knows, at the proposed place, and the
// proposed kind where the filer lives.
func (s *state) others(choices []Authority) (list []Authority) {
	if len(choices) == 0 {
		return nil
	}
	first := choices[0]
	add := func(kind, county string) {
		court, ok := s.t.lib.Courts.Serving(kind, county, s.in.Today)
		same := func(a Authority) bool { return a.Code == court.Code }
		if ok && !slices.ContainsFunc(choices, same) && !slices.ContainsFunc(list, same) {
			list = append(list, Authority{Code: court.Code, Kind: kind, Name: court.Name.In(s.loc), Place: county, Rule: insisted + court.Code, Against: true})
		}
	}
	for _, k := range s.t.kinds {
		if k.spec.inForce(s.in.Today) && k.spec.Kind != first.Kind {
			add(k.spec.Kind, first.Place)
		}
	}
	us, _ := s.ResolveName("party.us")
	for _, p := range people(us) {
		if place, ok := p.field("county").(placeVal); ok {
			add(first.Kind, place.key)
		}
	}
	return list
}

func (s *state) bodyName(kind string) string { return s.t.lib.Bodies[kind].Name.In(s.loc) }

// ended says that a unit which served the proposed place until lately is no more.
func (s *state) ended(v *Venue) string {
	a := v.Proposed()
	if a == nil || a.Place == "" {
		return ""
	}
	old, until, ok := s.t.lib.Courts.Ended(a.Kind, a.Place, s.in.Today)
	if !ok {
		return ""
	}
	return s.t.lib.Messages.Text(s.loc, "form.court_ended", map[string]any{"old": old.Name.In(s.loc), "day": until, "new": a.Name})
}

// gone says so of the very court that the filer had insisted on.
func (s *state) gone(code string, v *Venue) string {
	old, until, ok := s.t.lib.Courts.EndedUnit(code, s.in.Today)
	if !ok || v.Proposed() == nil {
		return ""
	}
	return s.t.lib.Messages.Text(s.loc, "form.court_ended", map[string]any{"old": old.Name.In(s.loc), "day": until, "new": v.Proposed().Name})
}
