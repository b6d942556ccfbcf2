package form

import (
	"slices"
	"strings"
)

func afterDot(name string) string {
	_, after, _ := strings.Cut(name, ".")
	return after
}

// facts follows what a list of names reads, through computed facts and last days, down
// to the facts themselves.
func (b *builder) facts(names []string, seen map[string]bool) (facts []string) {
	for _, name := range names {
		if seen[name] {
			continue
		}
		seen[name] = true
		switch {
		case b.t.lib.Facts[name] != nil:
			facts = append(facts, name)
		case b.t.lets[name] != nil:
			facts = append(facts, b.facts(b.t.lets[name].refs, seen)...)
		case name == "claim.value" && b.t.claim != nil:
			facts = append(facts, b.facts(b.t.claim.refs, seen)...)
		case strings.HasPrefix(name, "limit."):
			for _, l := range b.t.limits {
				if l.spec.ID == afterDot(name) && l.from != nil {
					facts = append(facts, b.facts(l.from.refs, seen)...)
				}
			}
		}
	}
	return facts
}

// readOrder refuses conditions that read what is asked later, and own expressions that
// read what is never asked.
func (b *builder) readOrder() {
	for i, p := range b.t.pages {
		b.before(p.cond.expr, spot{i, 0}, "page \""+p.spec.ID+"\"", p.spec.Origin)
		for j, a := range p.asks {
			b.before(a.cond.expr, spot{i, j}, "question "+a.fact.Name, p.spec.Origin)
		}
	}
	for _, l := range b.t.lets {
		b.asks(l)
	}
	for _, c := range b.t.checks {
		if c.spec.Origin.Own() {
			b.asks(c.when.expr)
		}
	}
	b.asks(b.t.claim)
	for _, p := range b.t.places {
		if strings.HasPrefix(p.spec.PlaceAt.At.File, "titles/") {
			b.asks(p.at)
		}
	}
	for _, list := range [][]para{b.t.document, b.t.readback} {
		for _, p := range list {
			if !p.spec.Origin.Own() {
				continue
			}
			b.asks(p.cond.expr)
			b.asks(p.each.expr)
			for _, t := range []*template{p.text, p.less} {
				if t != nil {
					for _, piece := range append(slices.Clone(t.fa), t.en...) {
						b.asks(piece.expr)
					}
				}
			}
		}
	}
}

func (b *builder) before(e *expr, at spot, what string, o Origin) {
	if e == nil {
		return
	}
	for _, name := range b.facts(e.refs, map[string]bool{}) {
		s, ok := b.t.asked[name]
		switch {
		case !ok && o.Own():
			b.own.wrong(e.at, "%q reads %s, which no page of this title asks", e.src, name)
		case ok && (s.page > at.page || s.page == at.page && s.ask >= at.ask):
			b.own.wrong(e.at, "%s decides by %s, which is asked only on page %q, not before it", what, name, b.t.pages[s.page].spec.ID)
		}
	}
}

func (b *builder) asks(e *expr) {
	if e == nil {
		return
	}
	for _, name := range e.refs {
		if _, asked := b.t.asked[name]; !asked && b.t.lib.Facts[name] != nil {
			b.own.wrong(e.at, "%q reads %s, which no page of this title asks", e.src, name)
		}
	}
}

// readUse refuses a question that nothing uses: people should not answer for nothing.
func (b *builder) readUse() {
	for _, p := range b.t.pages {
		for _, a := range p.asks {
			if !slices.Contains(b.uses, a.fact.Name) {
				b.own.wrong(p.spec.At, "%s is asked but nothing uses it; leave the question out", a.fact.Name)
			}
		}
	}
	for _, m := range b.t.Moved {
		for old, now := range m.Renamed {
			if _, ok := b.t.asked[now]; !ok {
				b.own.wrong(b.t.spec.At, "%s is renamed to %s, which no page asks", old, now)
			}
		}
	}
}
