package citizen

import (
	"cmp"
	"errors"
	"net/http"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type gonePage struct {
	web.Page
	*filing.Filing
	Answers []answerRow
}

// gone shows a draft whose title was taken out of the catalogue: all that was typed, and
// what can be done now. A filed paper needs no title: it has its receipt.
func (d *Desk) gone(w http.ResponseWriter, r *http.Request) error {
	f, err := d.Filings.Mine(r.Context(), web.Who(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	if f.ContentNumber > 0 {
		return web.Redirect(w, r, "/filings/"+f.ID+"/receipt")
	}
	p := gonePage{Page: d.Site.Page(r, "gone.title"), Filing: f}
	p.Back = "/filings"
	for _, q := range d.Services.Kept(f.Answers, p.Locale) {
		p.Answers = append(p.Answers, d.keptRow(p.Page, q))
	}
	return d.Site.Render(w, r, "gone", p)
}

func (d *Desk) keptRow(p web.Page, q form.Question) answerRow {
	row := answerRow{Ask: q.Ask, Said: d.Answer(p, q)}
	if people, ok := q.Value.([]map[string]any); ok {
		for _, person := range people {
			if name, _ := person["name"].(string); name != "" {
				row.Items = append(row.Items, item{Title: name})
			}
		}
	}
	return row
}

type versionPage struct {
	web.Page
	Filing                     *filing.Review
	Ahead                      filing.Ahead
	Stay, Moved, Aside, Answer []answerRow
}

// version shows what a newer version of the title makes of a draft, before it is taken.
func (d *Desk) version(w http.ResponseWriter, r *http.Request) error {
	review, err := d.reviewed(r)
	if err != nil {
		return err
	}
	if !review.Outdated() {
		return web.Redirect(w, r, "/filings/"+review.ID)
	}
	p := versionPage{Page: d.Site.Page(r, "version.title"), Filing: review}
	p.Back = "/filings/" + review.ID
	if p.Ahead, err = d.Filings.Ahead(review, p.Locale); err != nil {
		return err
	}
	kept := d.Services.Kept(review.Answers, p.Locale)
	facts := review.Spec.Facts()
	asked := func(q form.Question) int { // in the order of the questions; what is no longer asked first
		return slices.IndexFunc(facts, func(f *form.Fact) bool { return f.Name == q.Fact })
	}
	slices.SortStableFunc(kept, func(a, b form.Question) int { return cmp.Compare(asked(a), asked(b)) })
	for _, q := range kept {
		row := d.keptRow(p.Page, q)
		switch {
		case slices.Contains(p.Ahead.Aside, q.Fact):
			p.Aside = append(p.Aside, row)
		case p.Ahead.Renamed[q.Fact] != "":
			p.Moved = append(p.Moved, row)
		default:
			p.Stay = append(p.Stay, row)
		}
	}
	for _, f := range facts {
		if slices.Contains(p.Ahead.Asked, f.Name) {
			p.Answer = append(p.Answer, answerRow{Ask: d.Services.Ask(f, p.Locale)})
		}
	}
	return d.Site.Render(w, r, "version", p)
}

func (d *Desk) upgrade(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if err := d.Filings.Upgrade(r.Context(), web.Who(r), id); err != nil {
		return err
	}
	return web.Redirect(w, r, "/filings/"+id)
}

// toLook is where a filer sees what keeps her paper back: what moved on the check page, a
// newer version on its preview; "" for other faults.
func toLook(id string, err error) string {
	switch {
	case errors.Is(err, filing.ErrMoved):
		return "/filings/" + id + "/check"
	case errors.Is(err, filing.ErrOutdated):
		return "/filings/" + id + "/version"
	}
	return ""
}
