package citizen

import (
	"errors"
	"net/http"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type checkPage struct {
	web.Page
	Filing   *filing.Review
	At, All  int
	Sections []section
	Slots    []slotView
	Stops    []problem
	Warnings []problem
	Apart    []apartRow  // what the filer's own account says otherwise than an answer
	Spoken   []spokenRow // documents that it speaks of and that are not attached
	Law      []string
	Other    bool // the filer may choose another court
	Ready    bool // nothing stands between the paper and a signature
	Moves    filing.Moves
}

type section struct {
	Title string
	Rows  []answerRow
}

type answerRow struct {
	Ask, Said, URL string
	Items          []item
	Hit            bool
	Locked         bool
}

type problem struct {
	form.Problem
	URL, Reason, OtherName string
	Read                   bool
}

// check is the page before signing: everything that was said, what the rules say of it,
// which court, what it costs. Nothing is filed yet, and it says so.
func (d *Desk) check(w http.ResponseWriter, r *http.Request) error {
	review, err := d.Filings.Review(r.Context(), web.Who(r), r.PathValue("id"), d.Site.Locale(r))
	if err != nil {
		return err
	}
	if !review.State.Editable() {
		return web.Redirect(w, r, "/filings/"+review.ID)
	}
	return d.Site.Render(w, r, "check", d.checkPage(r, review))
}

func (d *Desk) checkPage(r *http.Request, review *filing.Review) checkPage {
	steps := d.steps(&review.Asked)
	p := checkPage{
		Page: d.Site.Page(r, "check.title"), Filing: review, At: len(steps) + 2, All: len(steps) + 2,
		Other: len(review.Result.Choices)+len(review.Result.Venue.Others) > 1 && review.State == filing.Draft, Ready: review.Err() == nil,
		Moves: review.Moves(),
	}
	p.Back = "/filings/" + review.ID
	p.Sections = d.sections(p.Page, review)
	p.Slots = d.attachPage(r, &review.Asked).Slots
	for _, problem := range review.Stops() {
		p.Stops = append(p.Stops, d.problem(p.Page, review, problem))
	}
	for _, problem := range review.Warnings() {
		p.Warnings = append(p.Warnings, d.problem(p.Page, review, problem))
	}
	p.Apart, p.Spoken = d.apart(p.Page, review), d.spoken(review, p.Slots)
	if a := review.Result.Authority; a != nil {
		p.Law = d.Services.Law(slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(a.Law), a.RuleLaw...)))))
	}
	if err := review.Err(); err != nil && len(p.Stops) == 0 && len(review.Unread()) == 0 {
		p.WithError("", err)
	}
	return p
}

// sections are the pages of the title with what was answered on each.
func (d *Desk) sections(p web.Page, review *filing.Review) (list []section) {
	curable := map[string]bool{}
	for _, s := range d.steps(&review.Asked) {
		for _, q := range s.Questions {
			curable[q.Fact] = true
		}
	}
	for _, page := range review.Result.Pages {
		s := section{Title: page.Title}
		for _, q := range page.Questions {
			row := answerRow{Ask: q.Ask, Said: d.Answer(p, q), Hit: len(d.pinned(p, review.Filing, q.Fact, "")) > 0, Locked: !curable[q.Fact]}
			row.URL = "/filings/" + review.ID + "/steps/" + d.stepOf(&review.Asked, q.Fact) + "?from=check"
			if q.Type == form.TypeList {
				row.Items = d.items(p, &review.Asked, q)
			}
			if row.Said != "" || len(row.Items) > 0 || !q.Optional {
				s.Rows = append(s.Rows, row)
			}
		}
		if len(s.Rows) > 0 {
			list = append(list, s)
		}
	}
	return list
}

// problem adds the way to mend it: the page that asks the first of its answers.
func (d *Desk) problem(p web.Page, review *filing.Review, pr form.Problem) problem {
	v := problem{Problem: pr, URL: "/filings/" + review.ID, Reason: d.Services.Reason(pr.Reason, p.Locale)}
	switch {
	case pr.Slot != "":
		v.URL += "/attachments#" + pr.Slot
	default:
		for _, fact := range pr.At {
			if key := d.stepOf(&review.Asked, fact); key != "" {
				v.URL += "/steps/" + key + "?from=check"
				break
			}
		}
	}
	if pr.Instead != "" {
		if t, ok := d.Services.Title(pr.Instead); ok {
			v.OtherName = t.Name(p.Locale)
		}
	}
	for _, id := range review.Acknowledged {
		v.Read = v.Read || id == pr.ID
	}
	return v
}

func (d *Desk) chooseCourt(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if err := d.Filings.ChooseCourt(r.Context(), web.Who(r), id, r.PostFormValue("court")); err != nil {
		return err
	}
	return web.Redirect(w, r, "/filings/"+id+"/check#court")
}

// acknowledge keeps which warnings were read and what the page said, and goes on to the
// signature.
func (d *Desk) acknowledge(w http.ResponseWriter, r *http.Request) error {
	who, id := web.Who(r), r.PathValue("id")
	if read := r.PostForm["read"]; len(read) > 0 {
		if err := d.Filings.Acknowledge(r.Context(), who, id, read); err != nil {
			return err
		}
	}
	review, err := d.Filings.Review(r.Context(), who, id, d.Site.Locale(r))
	if err != nil {
		return err
	}
	if r.PostFormValue("true") == "" {
		p := d.checkPage(r, review)
		p.Errors = append(p.Errors, web.Mistake{Field: "true", Text: p.T("check.confirm_first")})
		return d.Site.RenderStatus(w, r, filing.ErrIncomplete, "check", p)
	}
	if err := review.Err(); err != nil {
		p := d.checkPage(r, review)
		p.WithError("problems", err)
		return d.Site.RenderStatus(w, r, filing.ErrIncomplete, "check", p)
	}
	err = d.Filings.Confirm(r.Context(), who, id, r.PostFormValue("seen"), nil)
	if errors.Is(err, filing.ErrMoved) { // between this page and the press
		p := d.checkPage(r, review)
		p.WithError("true", err)
		return d.Site.RenderStatus(w, r, err, "check", p)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/filings/"+id+"/signature")
}
