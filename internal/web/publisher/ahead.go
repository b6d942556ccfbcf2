package publisher

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/rollout"
)

type aheadPage struct {
	page
	Standing, Province, Asked string // Asked is the stage
	Typed                     date
	On                        lang.Date
	Rows                      []row
	Open                      int
}

// Stages are the stages that can be looked at.
func (aheadPage) Stages() []string { return catalog.Rollouts }

// row is one title on the day asked for.
type row struct {
	Title *form.Title
	Open  bool
	When  string
}

// ahead shows who may file what on a day. It only looks, so its choices stand in the address.
func (d *Desk) ahead(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	p := aheadPage{page: d.page(r, "publisher.title"), Standing: q.Get("standing"), Province: q.Get("province"), Asked: q.Get("stage"), Typed: typedDate(q.Get)}
	if !slices.ContainsFunc(p.Standings(), func(c choice) bool { return c.Key == p.Standing }) {
		p.Standing = string(identity.Citizen)
	}
	if !slices.Contains(catalog.Rollouts, p.Asked) {
		p.Asked = cmp.Or(d.Board.Stage, "complete")
	}
	p.On = lang.DateAt(d.Site.Now())
	if !p.Typed.empty() {
		day, err := p.Typed.parse()
		if err != nil {
			p.WithError("day", err)
			return d.Site.RenderStatus(w, r, err, "publisher", p)
		}
		p.On = day
	}
	for _, t := range d.Board.Catalog.Titles() {
		o := d.Board.At(p.Asked, rollout.Ask{Title: t.Code, Standing: p.Standing, Province: p.Province, Day: p.On})
		line := row{Title: t, Open: o.Open}
		if o.Open {
			p.Open++
		} else {
			line.When = d.When(o, p.Locale)
		}
		p.Rows = append(p.Rows, line)
	}
	return d.Site.Render(w, r, "publisher", p)
}
