package cli

import (
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web/citizen"
)

// NoticeKinds names the kinds of notices.
func (s *services) NoticeKinds(loc lang.Locale) (list []citizen.Named) {
	for _, n := range s.catalog.Notices() {
		list = append(list, citizen.Named{Key: n.Code, Name: n.Name.In(loc)})
	}
	return list
}

// Explain tells what a notice is, in the words of the catalogue.
func (s *services) Explain(in citizen.Pasted, by filing.Filer, loc lang.Locale) citizen.Explanation {
	today := lang.DateAt(s.now())
	x := s.notices.tell(in.Text, in.Kind, in.Served, today, loc)
	out := citizen.Explanation{Sure: x.sure, Served: x.served, Sitting: x.sitting, Kinds: s.NoticeKinds(loc)}
	if x.byText {
		out.Read = x.read.Served.Words(in.Text)
	}
	if x.notice == nil {
		return out
	}
	out.Notice = s.notice(x, by, today, loc)
	for _, f := range x.found {
		if f.Kind == x.notice.Code {
			out.Words = f.Words
		} else if !offers(x.notice.Ask, f.Kind) {
			n, _ := s.catalog.Notice(f.Kind)
			out.Others = append(out.Others, citizen.Named{Key: n.Code, Name: n.Name.In(loc)})
		}
	}
	return out
}

// offers says whether a question offers a kind already.
func offers(ask *catalog.NoticeAsk, kind string) bool {
	if ask == nil {
		return false
	}
	for _, c := range ask.Choices {
		if c.Notice == kind {
			return true
		}
	}
	return false
}

func (s *services) notice(x explained, by filing.Filer, today lang.Date, loc lang.Locale) *citizen.Notice {
	n := x.notice
	out := &citizen.Notice{
		Code: n.Code, Name: n.Name.In(loc), What: n.What.In(loc), Do: texts(n.Do, loc), Until: n.Until.In(loc), IfNot: n.IfNot.In(loc),
		Things: texts(n.Things, loc), People: texts(n.People, loc), Law: s.Law(n.Law),
	}
	for _, t := range x.times {
		out.Times = append(out.Times, citizen.Time{
			Row: t.Row, Name: t.name, When: t.When.In(loc), From: t.From.In(loc), Days: t.days, Abroad: t.abroad,
			Last: t.last, Left: left(today, t.last), Moved: t.moved, Told: t.Row == "", Unverified: !t.verified,
		})
	}
	for _, w := range n.Ways {
		if t, ok := s.catalog.Title(w.Title); ok {
			out.Ways = append(out.Ways, citizen.Way{When: w.When.In(loc), Service: s.service(t, by, today, loc)})
		}
	}
	if n.Ask != nil {
		out.Ask = &citizen.Parting{Key: "kind", Ask: n.Ask.Ask.In(loc)}
		for _, c := range n.Ask.Choices {
			out.Ask.Choices = append(out.Ask.Choices, citizen.Named{Key: c.Notice, Name: c.Say.In(loc)})
		}
	}
	return out
}

// left is how many days there are to the last one.
func left(today, last lang.Date) int {
	if last.IsZero() {
		return 0
	}
	return today.DaysUntil(last)
}
