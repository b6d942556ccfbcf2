package form

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// OwnReasons are the reasons that the engine gives by itself; no check need be written.
var OwnReasons = []string{"DEF-FACTS", "DEF-ATTACH", "DEF-FEE", "JUR-PLACE", "JUR-SUBJECT"}

// Run works out everything that follows from a draft. An error is a fault of the title
// itself, never of the person.
func (t *Title) Run(in Input) (*Result, error) {
	r, _, err := t.run(in)
	return r, err
}

// Ask works out what is asked, missing and wrong, and leaves out what only a review needs:
// the court, the fee and the paper. That is what an answer costs.
func (t *Title) Ask(in Input) (*Path, error) {
	if in.Locale == "" {
		in.Locale = lang.FA
	}
	s, p := newState(t, in, in.Locale), &Path{}
	s.runPath(p)
	if s.err != nil {
		return nil, t.fault(s.err)
	}
	return p, nil
}

func (s *state) runPath(p *Path) {
	s.runPages(p)
	s.runChecks(p)
	s.runSlots(p)
}

func (t *Title) fault(err error) error { return fmt.Errorf("title %s@%d: %w", t.Code, t.Version, err) }

// run gives the state too: what else is asked of the same draft need not be worked out again.
func (t *Title) run(in Input) (*Result, *state, error) {
	if in.Locale == "" {
		in.Locale = lang.FA
	}
	s := newState(t, in, in.Locale)
	r := &Result{Claim: Claim{Kind: t.spec.ClaimKind}}
	s.runPath(&r.Path)
	if v, ok := s.value(t.claim).(moneyVal); ok && t.claim != nil {
		r.Claim.Value, r.Claim.Known = v.rials, true
	}
	r.Venue = *s.venue()
	r.Authority, r.Choices = r.Venue.Chosen, r.Venue.Choices
	s.warnOfChoice(r)
	s.stopOutside(r)
	s.runFee(r)
	s.runLimits(r)
	paper := s
	if in.Locale != lang.FA { // courts read Persian
		paper = newState(t, in, lang.FA)
	}
	r.Document, r.Blank = paper.paragraphs(t.document)
	spoken, _ := s.paragraphs(t.readback)
	for _, p := range spoken {
		r.Readback = append(r.Readback, p.Text)
	}
	s.needPlace(r)
	for _, err := range []error{s.err, paper.err} {
		if err != nil {
			return nil, nil, t.fault(err)
		}
	}
	return r, s, nil
}

func (s *state) runPages(r *Path) {
	r.Pages = make([]Page, 0, len(s.t.pages))
	for i := range s.t.pages {
		p := &s.t.pages[i]
		if s.holds(p.cond) != yes {
			continue
		}
		out := Page{ID: p.spec.ID, Title: s.text(p.title), Done: true, Questions: make([]Question, 0, len(p.asks))}
		for j := range p.asks {
			a := &p.asks[j]
			if s.holds(a.cond) != yes {
				continue
			}
			out.Questions = append(out.Questions, s.question(a))
			if !s.judge(a, &out.Questions[len(out.Questions)-1], r) {
				out.Done = false
			}
		}
		if len(out.Questions) > 0 {
			r.Pages = append(r.Pages, out)
		}
	}
}

func (s *state) question(a *ask) Question {
	q := s.t.lib.question(a.fact, s, s.loc)
	q.Optional = a.optional
	switch {
	case a.pro != nil && s.professional():
		q.Ask = s.text(a.pro)
	case a.as != nil:
		q.Ask = s.text(a.as)
	}
	if v, ok := s.in.Answers[a.fact.Name]; ok && !empty(v) {
		q.Value, q.Answered = v, true
	}
	return q
}

// judge adds what is missing or wrong about one answer, and says whether it is fine.
func (s *state) judge(a *ask, q *Question, r *Path) bool {
	name := a.fact.Name
	switch {
	case !q.Answered && a.optional:
		return true
	case !q.Answered:
		r.Missing = append(r.Missing, name)
		r.Problems = append(r.Problems, s.missing(name, q.Ask, name))
		return false
	}
	if err := s.t.lib.sound(a.fact, q.Value, s.in.Today); err != nil {
		say := s.t.lib.say(s.loc, err)
		if q.Wrong != "" {
			say = q.Wrong
		}
		r.Problems = append(r.Problems, Problem{ID: "wrong:" + name, Stop: true, Reason: "DEF-FACTS", At: []string{name}, Say: say})
		return false
	}
	if a.fact.Type != TypeList {
		return true
	}
	return s.judgeItems(a.fact, q.Value, r)
}

func (s *state) judgeItems(f *Fact, value any, r *Path) bool {
	fine := true
	seen, _ := s.ResolveName(f.Name)
	if _, given := s.in.Given[f.Name]; given || s.t.binds[f.Name] != nil {
		seen = s.t.lib.value(f, value) // expressions see another list than the page
	}
	records := people(seen)
	for i, item := range asItems(value) {
		rec := records[i]
		for _, field := range rec.active {
			id := func() string { return fmt.Sprintf("%s[%d].%s", f.Name, i, field.Name) }
			raw, there := item[field.Name]
			switch {
			case there && !empty(raw):
				if err := s.t.lib.sound(field, raw, s.in.Today); err != nil {
					fine = false
					r.Problems = append(r.Problems, Problem{ID: "wrong:" + id(), Stop: true, Reason: "DEF-FACTS", At: []string{f.Name}, Say: s.t.lib.say(s.loc, err)})
				}
			case !field.Optional:
				fine = false
				if !slices.Contains(r.Missing, f.Name) {
					r.Missing = append(r.Missing, f.Name)
				}
				ask, _, _ := s.t.lib.write(field.ask, itemScope{rec}, s.loc)
				r.Problems = append(r.Problems, s.missing(id(), ask, f.Name))
			}
		}
	}
	return fine
}

func (s *state) missing(id, ask, fact string) Problem {
	return Problem{ID: "missing:" + id, Stop: true, Reason: "DEF-FACTS", At: []string{fact}, Say: s.t.lib.Messages.Text(s.loc, "form.missing", map[string]any{"question": ask})}
}

func (s *state) runChecks(r *Path) {
	for _, c := range s.t.checks {
		if s.holds(c.when) != yes {
			continue
		}
		law := c.spec.Law
		if len(law) == 0 {
			law = s.t.lib.Reasons[c.spec.Reason].Law
		}
		r.Problems = append(r.Problems, Problem{
			ID: c.spec.ID, Reason: c.spec.Reason, Stop: !c.spec.Warn, At: c.spec.Where, Say: s.text(c.say), Law: law, Instead: c.spec.Instead,
		})
	}
}

func (s *state) runSlots(r *Path) {
	for _, slot := range s.t.slots {
		if s.holds(slot.cond) != yes {
			continue
		}
		must := slot.required || !slot.optional && s.holds(slot.must) == yes
		out := Slot{
			ID: slot.spec.ID, Kind: slot.spec.Kind, Name: s.t.lib.Kinds[slot.spec.Kind].In(s.loc),
			Must: must, Attached: slices.Contains(s.in.Attached, slot.spec.ID), Law: slot.spec.Law,
		}
		r.Slots = append(r.Slots, out)
		if must && !out.Attached {
			r.Problems = append(r.Problems, Problem{
				ID: "attach:" + out.ID, Reason: "DEF-ATTACH", Stop: true, Slot: out.ID, Law: out.Law,
				Say: s.t.lib.Messages.Text(s.loc, "form.attach", map[string]any{"name": out.Name}),
			})
		}
	}
}

// needPlace says so when all is answered and still no court is found.
func (s *state) needPlace(r *Result) {
	if r.Authority != nil || len(r.Missing) > 0 {
		return
	}
	say := s.t.lib.Messages.Text(s.loc, "form.no_authority", nil)
	if r.Venue.Kind != nil {
		say = cmp.Or(s.closedHere(r.Venue.Kind.Kind), say)
	}
	var at []string
	for _, p := range s.t.places {
		for _, name := range s.t.behind(p.at) {
			if _, ok := s.t.asked[name]; ok && !slices.Contains(at, name) {
				at = append(at, name)
			}
		}
	}
	r.Problems = append(r.Problems, Problem{ID: "no-authority", Reason: "JUR-PLACE", Stop: true, At: at, Say: say})
}

// stopOutside: what is decided elsewhere cannot be sent from here, and who wants a court all
// the same may insist on one.
func (s *state) stopOutside(r *Result) {
	a := r.Authority
	if a == nil || a.Code != "" || s.t.lib.Bodies[a.Kind].Reach == "case" {
		return
	}
	say := s.t.lib.Messages.Text(s.loc, "form.outside", map[string]any{"name": a.Name})
	r.Problems = append(r.Problems, Problem{ID: "outside", Reason: "JUR-SUBJECT", Stop: true, Say: say, Law: a.Law})
}

// warnOfChoice: who insists on another court has to read once what that risks.
func (s *state) warnOfChoice(r *Result) {
	a, proposed := r.Authority, r.Venue.Proposed()
	if a == nil || !a.Against || proposed == nil {
		return
	}
	reason := "JUR-PLACE"
	if a.Kind != proposed.Kind {
		reason = "JUR-SUBJECT"
	}
	say := s.t.lib.Messages.Text(s.loc, "form.court_risk", map[string]any{"chosen": a.Name, "proposed": proposed.Name})
	r.Problems = append(r.Problems, Problem{ID: "court-chosen:" + a.Code, Reason: reason, Say: say, Law: s.t.lib.Reasons[reason].Law})
}

// closedHere says that the only unit of a kind for a place of the draft is no more.
func (s *state) closedHere(kind string) string {
	for i := range s.t.places {
		for _, key := range places(s.value(s.t.places[i].at)) {
			if old, until, ok := s.t.lib.Courts.Ended(kind, key, s.in.Today); ok {
				return s.t.lib.Messages.Text(s.loc, "form.court_gone", map[string]any{"old": old.Name.In(s.loc), "day": until})
			}
		}
	}
	return ""
}

// behind names what an expression reads, looking through the title's own bindings.
func (t *Title) behind(e *expr) (names []string) {
	if e == nil {
		return nil
	}
	for _, name := range e.refs {
		names = append(names, name)
		if bound := t.binds[name]; bound != nil {
			names = append(names, bound.refs...)
		}
	}
	return names
}
