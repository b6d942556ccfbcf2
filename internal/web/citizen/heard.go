package citizen

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type heardPage struct {
	web.Page
	Filing *filing.Asked
	Rows   []heardRow
}

// heardRow is an answer that was read from the filer's story.
type heardRow struct{ Fact, Ask, Said, Words string }

// showHeard shows what was read from the filer's own story, each with its words, before the
// first question: what she leaves checked is answered, the rest is asked.
func (d *Desk) showHeard(w http.ResponseWriter, r *http.Request) error {
	asked, err := d.Filings.Ask(r.Context(), web.Who(r), r.PathValue("id"), d.Site.Locale(r))
	if err != nil {
		return err
	}
	p := heardPage{Page: d.Site.Page(r, "heard.title"), Filing: asked}
	p.Back = "/filings/" + asked.ID
	p.Rows = d.heardRows(p.Page, asked)
	if len(p.Rows) == 0 || !asked.State.Editable() {
		return web.Redirect(w, r, d.first(asked))
	}
	return d.Site.Render(w, r, "heard", p)
}

// heardRows are in the order of the questions. The story itself is read again where it is
// asked for, because it becomes part of the paper.
func (d *Desk) heardRows(p web.Page, asked *filing.Asked) (rows []heardRow) {
	kept := d.Services.Kept(asked.Heard.Answers, p.Locale)
	facts := asked.Spec.Facts()
	order := func(q form.Question) int {
		return slices.IndexFunc(facts, func(f *form.Fact) bool { return f.Name == q.Fact })
	}
	slices.SortStableFunc(kept, func(a, b form.Question) int { return cmp.Compare(order(a), order(b)) })
	for _, q := range kept {
		if _, known := asked.Answers[q.Fact]; q.Type != form.TypeProse && !known {
			rows = append(rows, heardRow{q.Fact, q.Ask, d.Answer(p, q), asked.Heard.Words[q.Fact]})
		}
	}
	return rows
}

// takeHeard keeps what the filer left checked and forgets the rest.
func (d *Desk) takeHeard(w http.ResponseWriter, r *http.Request) error {
	who, id := web.Who(r), r.PathValue("id")
	asked, err := d.Filings.Ask(r.Context(), who, id, d.Site.Locale(r))
	if err != nil {
		return err
	}
	edit := filing.Edit{Set: form.Answers{}}
	for _, row := range d.heardRows(d.Site.Page(r, "heard.title"), asked) {
		if slices.Contains(r.PostForm["right"], row.Fact) {
			edit.Set[row.Fact] = asked.Heard.Answers[row.Fact]
			continue
		}
		edit.Unset = append(edit.Unset, row.Fact)
	}
	if err := d.Filings.Save(r.Context(), who, id, edit); err != nil {
		return err
	}
	if asked, err = d.Filings.Ask(r.Context(), who, id, d.Site.Locale(r)); err != nil {
		return err
	}
	return web.Redirect(w, r, d.first(asked))
}
