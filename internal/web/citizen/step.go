package citizen

import (
	"errors"
	"net/http"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

// step is one page of questions. People who file for themselves get one question a page;
// lawyers get the pages as the catalogue writes them. A list is always a step of its own.
type step struct {
	Key, Title string
	Questions  []form.Question
}

// IsList says whether the step is one list.
func (s step) IsList() bool { return len(s.Questions) == 1 && s.Questions[0].Type == form.TypeList }

func (s step) facts() (facts []string) {
	for _, q := range s.Questions {
		facts = append(facts, q.Fact)
	}
	return facts
}

func (s step) answered() bool {
	return !slices.ContainsFunc(s.Questions, func(q form.Question) bool { return !q.Answered })
}

// steps parts the path of a filing. Facts that a port fills are shown, not asked; what a
// returned filing may not change is left out.
func (d *Desk) steps(r *filing.Asked) (steps []step) {
	guided := d.Services.Guided(r.Title, filing.Filer{Standing: r.Standing}, lang.DateAt(d.Site.Now()))
	curable := d.Filings.Curable(r.Filing)
	for _, page := range r.Path.Pages {
		rest := step{Key: page.ID, Title: page.Title}
		for _, q := range page.Questions {
			switch {
			case curable != nil && !slices.Contains(curable, q.Fact):
			case guided || q.Type == form.TypeList:
				steps = append(steps, step{q.Fact, page.Title, []form.Question{q}})
			default:
				rest.Questions = append(rest.Questions, q)
			}
		}
		if len(rest.Questions) > 0 {
			steps = append(steps, rest)
		}
	}
	return steps
}

func find(steps []step, key string) int {
	return slices.IndexFunc(steps, func(s step) bool { return s.Key == key })
}

// next is where Continue leads: the following step that is open, then the attachments.
func (d *Desk) next(r *filing.Asked, after string, fromCheck bool) string {
	steps, base := d.steps(r), "/filings/"+r.ID
	at := find(steps, after)
	for _, s := range steps[at+1:] {
		if !s.answered() && (!fromCheck || missing(r, s)) {
			return base + "/steps/" + s.Key
		}
	}
	if i := slices.IndexFunc(steps, func(s step) bool { return missing(r, s) }); i >= 0 {
		return base + "/steps/" + steps[i].Key
	}
	if fromCheck || r.State == filing.Returned || len(r.Path.Slots) == 0 {
		return base + "/check"
	}
	return base + "/attachments"
}

// first is where a new draft opens: at its first page even when that is known already, so
// that people see what is known of them and can add who files together with them.
func (d *Desk) first(r *filing.Asked) string {
	if steps := d.steps(r); len(steps) > 0 {
		return "/filings/" + r.ID + "/steps/" + steps[0].Key
	}
	return d.next(r, "", false)
}

func missing(r *filing.Asked, s step) bool {
	return slices.ContainsFunc(s.Questions, func(q form.Question) bool { return slices.Contains(r.Path.Missing, q.Fact) })
}

type questionPage struct {
	web.Page
	Filing  *filing.Asked
	Step    step
	Fields  []field
	At, All int
	Seen    string
	Check   bool // came from the check page and goes back there
	Action  string
	Heading string
	Formal  string // where the account may be worded formally; "" where not
	Own     string // what she wrote, beside a proposal
}

// stepPage prepares the page of one step; ok is false when the path has no such step now.
func (d *Desk) stepPage(r *http.Request, review *filing.Asked, key string) (questionPage, bool) {
	steps := d.steps(review)
	at := find(steps, key)
	if at < 0 {
		return questionPage{}, false
	}
	p := questionPage{
		Page: d.Site.Page(r, ""), Filing: review, Step: steps[at], At: at + 1, All: len(steps) + 2,
		Seen: filing.Token(review.Answers, steps[at].facts()), Check: r.FormValue("from") == "check",
		Action: "/filings/" + review.ID + "/steps/" + key,
	}
	p.Back = "/filings/" + review.ID
	if at > 0 {
		p.Back = "/filings/" + review.ID + "/steps/" + steps[at-1].Key
	}
	if p.Check {
		p.Back = "/filings/" + review.ID + "/check"
	}
	for _, q := range steps[at].Questions {
		heard := ""
		if value, ok := review.Heard.Answers[q.Fact]; ok && !q.Answered {
			q.Value, heard = value, review.Heard.Words[q.Fact]
		}
		f := d.field(p.Page, q, q.Fact)
		f.Heard = heard
		f.Heading = len(steps[at].Questions) == 1
		f.Pinned = d.pinned(p.Page, review.Filing, q.Fact, "")
		if q.Type == form.TypeList {
			f.List, f.AddURL = d.items(p.Page, review, q), itemURL(review.ID, q.Fact, len(listOf(q.Value)), p.Check)
		}
		p.Fields = append(p.Fields, f)
	}
	if fact := review.Spec.Narrative(); d.Writer != nil && fact != nil && slices.Contains(steps[at].facts(), fact.Name) {
		p.Formal = "/filings/" + review.ID + "/formal"
	}
	p.Heading = steps[at].Title
	if len(p.Fields) == 1 {
		p.Heading = p.Fields[0].Ask
	}
	p.Title = p.Heading
	return p, true
}

// pinned are the court's open remarks at an answer or an attachment.
func (d *Desk) pinned(p web.Page, f *filing.Filing, fact, slot string) (list []remark) {
	for _, r := range f.OpenRemarks() {
		if r.Fact == fact && r.Slot == slot {
			list = append(list, remark{r.Reason, d.Services.Reason(r.Reason, p.Locale), r.Text, p.Date(r.At)})
		}
	}
	return list
}

func (d *Desk) showStep(w http.ResponseWriter, r *http.Request) error {
	review, err := d.Filings.Ask(r.Context(), web.Who(r), r.PathValue("id"), d.Site.Locale(r))
	if err != nil {
		return err
	}
	if !review.State.Editable() {
		return web.Redirect(w, r, "/filings/"+review.ID)
	}
	p, ok := d.stepPage(r, review, r.PathValue("step"))
	if !ok { // an earlier answer closed this question: go where the path goes on
		return web.Redirect(w, r, d.next(review, "", false))
	}
	if p.Step.IsList() && len(p.Fields[0].List) == 0 && !p.Step.Questions[0].Optional {
		return web.Redirect(w, r, p.Fields[0].AddURL)
	}
	return d.Site.Render(w, r, "question", p)
}

// saveStep takes one Continue. All questions of the page are read; if one cannot be taken,
// nothing is saved and everything stands as typed.
func (d *Desk) saveStep(w http.ResponseWriter, r *http.Request) error {
	who, id := web.Who(r), r.PathValue("id")
	review, err := d.Filings.Ask(r.Context(), who, id, d.Site.Locale(r))
	if err != nil {
		return err
	}
	p, ok := d.stepPage(r, review, r.PathValue("step"))
	if !ok {
		return web.Redirect(w, r, d.next(review, "", false))
	}
	if p.Step.IsList() {
		return d.leaveList(w, r, review, p)
	}
	edit, err := d.readStep(r, review, &p)
	if err == nil {
		err = d.Filings.Save(r.Context(), who, id, edit)
	}
	if err != nil {
		return d.stepAgain(w, r, p, err)
	}
	review, err = d.Filings.Ask(r.Context(), who, id, d.Site.Locale(r))
	if err != nil {
		return err
	}
	return web.Redirect(w, r, d.next(review, d.afterKey(review, p), p.Check))
}

// afterKey goes on from the step, or stays on a page that has a new open question now.
func (d *Desk) afterKey(review *filing.Asked, p questionPage) string {
	steps := d.steps(review)
	at := find(steps, p.Step.Key)
	if at >= 0 && missing(review, steps[at]) {
		if at == 0 {
			return ""
		}
		return steps[at-1].Key
	}
	return p.Step.Key
}

var errFields = errors.New("fields have to be mended")

func (d *Desk) readStep(r *http.Request, review *filing.Asked, p *questionPage) (filing.Edit, error) {
	edit := filing.Edit{Set: form.Answers{}, Seen: r.PostFormValue("seen")}
	today := lang.DateAt(d.Site.Now())
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Type == form.TypeList {
			continue
		}
		f.Typed = readRaw(r, f.Question, f.Name, today)
		value, err := review.Spec.Parse(f.Fact, f.Typed)
		switch {
		case err != nil:
			f.fail(&p.Page, err)
		case value == nil:
			edit.Unset = append(edit.Unset, f.Fact)
		default:
			edit.Set[f.Fact] = value
		}
	}
	if len(p.Errors) > 0 {
		return edit, errFields
	}
	return edit, nil
}

// stepAgain shows the page as typed, with the reasons.
func (d *Desk) stepAgain(w http.ResponseWriter, r *http.Request, p questionPage, err error) error {
	switch {
	case errors.Is(err, errFields):
		return d.Site.RenderStatus(w, r, filing.ErrIncomplete, "question", p)
	case errors.Is(err, filing.ErrOtherTab):
		p.Errors = append(p.Errors, web.Mistake{Text: p.Error(err)})
		return d.Site.RenderStatus(w, r, err, "question", p)
	}
	return err
}

// leaveList goes on from a list, or says how many items it still needs.
func (d *Desk) leaveList(w http.ResponseWriter, r *http.Request, review *filing.Asked, p questionPage) error {
	q := p.Step.Questions[0]
	if n := len(listOf(q.Value)); q.Min != nil && int64(n) < *q.Min && !q.Optional {
		p.Fields[0].fail(&p.Page, form.ErrTooFew.With("least", *q.Min))
		return d.Site.RenderStatus(w, r, filing.ErrIncomplete, "question", p)
	}
	return web.Redirect(w, r, d.next(review, p.Step.Key, p.Check))
}
