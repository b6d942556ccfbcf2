package cli

import (
	"slices"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/extract"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// notices tells what papers of the judiciary are, by a catalogue.
type notices struct {
	catalog *catalog.Catalog
	kinds   *assist.Explainer
	days    *extract.Reader
}

func newNotices(c *catalog.Catalog, a *assist.Assistant, days *extract.Reader) *notices {
	var kinds []assist.NoticeKind
	for _, n := range c.Notices() {
		kinds = append(kinds, assist.NoticeKind{Code: n.Code, Signs: n.Signs, Not: n.Not})
	}
	return &notices{c, a.Explainer(kinds), days}
}

// explained is what pages, API and command line tell of a notice.
type explained struct {
	found   []assist.Notice // the likeliest first
	notice  *catalog.Notice // that is told of; nil: none was recognised
	sure    bool
	read    extract.Notice
	served  lang.Date
	byText  bool // served was read in the text
	sitting lang.Date
	times   []reckoned
}

// reckoned is a limit of a notice as it stands today.
type reckoned struct {
	catalog.NoticeTime
	name         string // of its row
	days, abroad int64
	last         lang.Date
	moved        bool
	verified     bool
}

// tell reads a notice. A kind that the person chose goes before what the text shows, and
// so does a day of service that she typed.
func (n *notices) tell(text, kind string, served, today lang.Date, loc lang.Locale) (out explained) {
	out.found, out.read, out.served = n.kinds.Explain(text), n.days.Notice(text, today), served
	if out.served.IsZero() && out.read.Served != nil {
		out.served, out.byText = out.read.Served.First, true
	}
	if out.read.Sitting != nil {
		out.sitting = out.read.Sitting.First
	}
	if chosen, ok := n.catalog.Notice(kind); ok {
		out.notice, out.sure = &chosen, true
	} else if len(out.found) > 0 {
		likeliest, _ := n.catalog.Notice(out.found[0].Kind)
		out.notice, out.sure = &likeliest, out.found[0].Sure()
	}
	if out.notice != nil {
		out.times = out.reckon(n.catalog, today, loc)
	}
	return out
}

// reckon gives the limits of the kind. A time that the paper itself gives is told where our
// tables have another for it, or none: the person sees both, and the earlier day.
func (x explained) reckon(c *catalog.Catalog, today lang.Date, loc lang.Locale) (list []reckoned) {
	for _, t := range x.notice.Times {
		row, ok := c.Library().Tables.LimitRow(t.Row, today)
		if !ok {
			continue
		}
		one := reckoned{NoticeTime: t, name: row.Name.In(loc), days: row.Days, abroad: row.Abroad, verified: row.Verified}
		if t.From.FA == "" {
			one.until(c, x.served)
		}
		list = append(list, one)
	}
	same := func(t reckoned) bool { return t.days == x.read.Days }
	if x.read.Within != nil && !slices.ContainsFunc(list, same) {
		told := reckoned{days: x.read.Days, verified: true}
		told.until(c, x.served)
		list = append([]reckoned{told}, list...)
	}
	return list
}

func (t *reckoned) until(c *catalog.Catalog, served lang.Date) {
	if served.IsZero() {
		return
	}
	t.last = c.Library().Reckon(served, t.days)
	t.moved = t.last != served.AddDays(int(t.days)+1)
}
