package form

import (
	"cmp"
	"fmt"
)

// Branches names everything that a title's journeys have to reach: its own conditional
// pages, slots and paragraphs, and every check.
func (t *Title) Branches() (all []string) {
	t.walk(nil, func(name string, _ bool) { all = append(all, name) })
	return all
}

// SharedPages names the conditional pages that came from a family or a group, with their
// places; one title's journeys need not come to them, those of all titles together do.
func (t *Title) SharedPages() map[string]Pos {
	pages := map[string]Pos{}
	for _, p := range t.pages {
		if p.cond.expr != nil && !p.spec.Origin.Own() {
			pages[p.shared()] = p.spec.At
		}
	}
	return pages
}

func (p *page) shared() string {
	return fmt.Sprintf("page %s of %s", p.spec.ID, cmp.Or(p.spec.Origin.Group, "the family"))
}

// Trace is Run, with the names of the branches that the draft goes through.
func (t *Title) Trace(in Input) (r *Result, reached []string, err error) {
	r, s, err := t.run(in)
	if err != nil {
		return nil, nil, err
	}
	t.walk(s, func(name string, yes bool) {
		if yes {
			reached = append(reached, name)
		}
	})
	for i := range t.pages {
		if p := &t.pages[i]; p.cond.expr != nil && !p.spec.Origin.Own() && s.holds(p.cond) == yes {
			reached = append(reached, p.shared())
		}
	}
	return r, reached, nil
}

func (t *Title) walk(s *state, tell func(name string, reached bool)) {
	holds := func(g guard) truth {
		if s == nil {
			return open
		}
		return s.holds(g)
	}
	for _, p := range t.pages {
		if p.cond.expr != nil && p.spec.Origin.Own() {
			tell("page "+p.spec.ID, holds(p.cond) == yes)
		}
		for _, a := range p.asks {
			if a.cond.expr != nil && p.spec.Origin.Own() {
				tell("question "+a.fact.Name, holds(p.cond) == yes && holds(a.cond) == yes)
			}
		}
	}
	for _, c := range t.checks {
		tell("check "+c.spec.ID, holds(c.when) == yes)
	}
	for _, slot := range t.slots {
		if slot.cond.expr != nil && slot.spec.Origin.Own() {
			tell("slot "+slot.spec.ID, holds(slot.cond) == yes)
		}
	}
	for _, list := range []struct {
		name  string
		paras []para
	}{{"document", t.document}, {"readback", t.readback}} {
		for _, p := range list.paras {
			if !p.spec.Origin.Own() {
				continue
			}
			name := fmt.Sprintf("%s paragraph at line %d", list.name, p.spec.At.Line)
			if p.each.expr != nil {
				tell("each of "+name, s != nil && len(s.loop(&p)) > 0)
			}
			if p.cond.expr != nil {
				tell(name, holds(p.cond) == yes)
			}
			if p.less != nil {
				tell("else of "+name, holds(p.cond) == no)
			}
		}
	}
}
