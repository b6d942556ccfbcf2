package form

import (
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

func (s *state) runFee(r *Result) {
	for _, f := range s.t.fees {
		if s.holds(guard{expr: f.cond}) != yes {
			continue
		}
		row, ok := s.t.lib.Tables.FeeRow(f.spec.Row, s.in.Today)
		if !ok {
			continue // the table begins later than this day
		}
		amount := int64(0)
		if f.of == nil {
			amount = row.Fixed
		} else if v, ok := s.value(f.of).(moneyVal); ok && v.rials > 0 {
			amount = row.Of(v.rials)
		}
		if n, ok := s.value(f.times).(types.Int); ok && f.times != nil {
			amount *= int64(n)
		}
		line := FeeLine{Row: f.spec.Row, Name: row.Name.In(s.loc), Amount: amount, Verified: row.Verified, Source: row.Source, Rule: s.rule(row, f), Since: row.From}
		line.Waived = f.waived != nil && s.holds(guard{expr: f.waived}) == yes
		if r.Fee.Lines = append(r.Fee.Lines, line); line.Waived {
			r.Fee.Waived = true
		} else {
			r.Fee.Total += amount
		}
		r.Fee.Unverified = r.Fee.Unverified || !row.Verified
	}
}

func (s *state) runLimits(r *Result) {
	for _, l := range s.t.limits {
		v, _ := s.ResolveName("limit." + l.spec.ID)
		last, ok := v.(dateVal)
		if !ok {
			continue
		}
		row, _ := s.t.lib.Tables.LimitRow(l.spec.Row, s.in.Today)
		r.Limits = append(r.Limits, Limit{ID: l.spec.ID, Row: l.spec.Row, Name: row.Name.In(s.loc), Late: l.spec.Late, Last: last.day})
	}
}

func places(v ref.Val) (keys []string) {
	if isUnknown(v) {
		return nil
	}
	if p, ok := v.(placeVal); ok {
		return []string{p.key}
	}
	for _, item := range each(v) {
		if p, ok := item.(placeVal); ok {
			keys = append(keys, p.key)
		}
	}
	return keys
}

// paragraphs writes the paper; blank tells that a place is still empty.
func (s *state) paragraphs(list []para) (out []Para, blank bool) {
	number := 0
	out = make([]Para, 0, len(list))
	for i := range list {
		for _, line := range s.lines(&list[i]) {
			p := Para{Kind: "text", Text: line.text, Law: list[i].spec.Law}
			switch {
			case list[i].heading != nil:
				p.Kind, number = "heading", 0
			case list[i].spec.Numbered:
				number++
				p.Kind, p.Number = "numbered", number
			default:
				number = 0
			}
			out = append(out, p)
			blank = blank || line.blank
		}
	}
	return headed(out), blank
}

// headed leaves out headings that nothing stands under.
func headed(list []Para) []Para {
	out := list[:0]
	for i, p := range list {
		if p.Kind == "heading" && (i+1 == len(list) || list[i+1].Kind == "heading") {
			continue
		}
		out = append(out, p)
	}
	return out
}

type line struct {
	text  string
	blank bool
}

func (s *state) lines(p *para) []line {
	if p.heading != nil {
		return s.line(p.heading, scoped{state: s, params: p.spec.Origin.Params})
	}
	if p.each.expr != nil {
		return s.loop(p)
	}
	scope := scoped{state: s, params: p.spec.Origin.Params}
	switch s.holds(p.cond) {
	case yes:
		return s.line(p.text, scope)
	case no:
		return s.line(p.less, scope)
	case open:
	}
	return nil // neither text nor else while it is open
}

func (s *state) loop(p *para) (lines []line) {
	if s.holds(p.cond) != yes {
		return nil
	}
	scope := scoped{state: s, params: p.spec.Origin.Params, name: p.spec.As}
	list := s.evaluate(p.each.expr, scope)
	if isUnknown(list) {
		return nil
	}
	for _, item := range each(list) {
		scope.item = item
		lines = append(lines, s.line(p.text, scope)...)
	}
	return lines
}

func (s *state) line(t *template, scope scoped) []line {
	if t == nil {
		return nil
	}
	text, blank, err := s.t.lib.write(t, scope, s.loc)
	if err != nil && s.err == nil {
		s.err = err
	}
	return []line{{text, blank}}
}
