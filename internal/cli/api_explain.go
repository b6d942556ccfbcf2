package cli

import (
	"github.com/tarazu-justice/tarazu/internal/api"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Explain tells programs what a notice is.
func (c apiCatalogue) Explain(text, kind string, served lang.Date, by filing.Filer, loc lang.Locale) api.Explanation {
	today := lang.DateAt(c.now())
	x := c.notices.tell(text, kind, served, today, loc)
	out := api.Explanation{Served: iso(x.served), Sitting: iso(x.sitting), Limits: noticeLimits(x, today, loc)}
	for _, f := range x.found {
		n, _ := c.catalog.Notice(f.Kind)
		out.Kinds = append(out.Kinds, api.NoticeKind{Kind: f.Kind, Name: n.Name.In(loc), Score: f.Score, Words: append([]string{}, f.Words...)})
	}
	if x.notice != nil {
		out.Notice = c.sheetOf(x.notice, by, today, loc)
	}
	return out
}

func noticeLimits(x explained, today lang.Date, loc lang.Locale) (list []api.NoticeLimit) {
	for _, t := range x.times {
		list = append(list, api.NoticeLimit{
			Row: t.Row, Name: t.name, When: t.When.In(loc), From: t.From.In(loc), Days: t.days, LastDay: iso(t.last), DaysLeft: left(today, t.last), Verified: t.verified,
		})
	}
	return list
}

func (c apiCatalogue) sheetOf(n *catalog.Notice, by filing.Filer, today lang.Date, loc lang.Locale) *api.NoticeSheet {
	s := &api.NoticeSheet{
		Kind: n.Code, Name: n.Name.In(loc), What: n.What.In(loc), Do: texts(n.Do, loc), Until: n.Until.In(loc), IfNot: n.IfNot.In(loc),
		Services: []api.NoticeService{}, Things: texts(n.Things, loc), People: texts(n.People, loc), Law: append([]string{}, n.Law...),
	}
	for _, w := range n.Ways {
		if t, ok := c.catalog.Title(w.Title); ok {
			s.Services = append(s.Services, api.NoticeService{Service: c.one(t, by, today, loc), When: w.When.In(loc)})
		}
	}
	if n.Ask != nil {
		s.Ask = n.Ask.Ask.In(loc)
		for _, choice := range n.Ask.Choices {
			s.Choices = append(s.Choices, api.NoticeChoice{Kind: choice.Notice, Say: choice.Say.In(loc)})
		}
	}
	return s
}

// iso is a day for programs; none for no day.
func iso(day lang.Date) string {
	if day.IsZero() {
		return ""
	}
	return day.ISO()
}
