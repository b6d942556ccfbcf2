package citizen

import (
	"errors"
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/web"
)

// begin opens a draft and leads to its first question.
func (d *Desk) begin(w http.ResponseWriter, r *http.Request) error {
	who := web.Who(r)
	known, err := d.Profiles.Known(r.Context(), who)
	if err != nil {
		return err
	}
	code := r.PostFormValue("service")
	f, err := d.Filings.Begin(r.Context(), who, code, known, d.Services.Heard(code, d.told(r), known))
	if err != nil {
		return err
	}
	if len(f.Heard.Answers) > 0 {
		return web.Redirect(w, r, "/filings/"+f.ID+"/heard")
	}
	asked, err := d.Filings.Ask(r.Context(), who, f.ID, d.Site.Locale(r))
	if err != nil {
		return err
	}
	return web.Redirect(w, r, d.first(asked))
}

type minePage struct {
	web.Page
	Rows []mineRow
}

type mineRow struct {
	*filing.Filing
	Name   string
	Tag    tag
	MySign bool // waits for the caller's signature
}

// tag is a state as shape, colour and word: class and message key.
type tag struct{ Class, Key string }

func tagOf(f *filing.Filing) tag {
	switch f.State {
	case filing.Draft:
		return tag{"draft", "state.draft"}
	case filing.Submitted:
		if f.ContentNumber > 1 {
			return tag{"court", "state.cured"}
		}
		return tag{"", "state.submitted"}
	case filing.Transferred:
		return tag{"", "state.transferred"}
	case filing.Returned:
		return tag{"yours", "state.returned"}
	case filing.Accepted:
		return tag{"ok", "state.accepted"}
	case filing.Rejected:
		return tag{"no", "state.rejected"}
	case filing.Withdrawn, filing.Discarded:
		return tag{"no", "state." + string(f.State)}
	}
	return tag{"", "state.submitted"}
}

func (d *Desk) mine(w http.ResponseWriter, r *http.Request) error {
	who := web.Who(r)
	list, err := d.Filings.List(r.Context(), who)
	if err != nil {
		return err
	}
	p := minePage{Page: d.Site.Page(r, "mine.title")}
	for _, f := range list {
		p.Rows = append(p.Rows, mineRow{f, d.name(f, p.Page), tagOf(f), f.Owner != who.Account && f.State.Editable() && unsignedBy(f, who.NationalID)})
	}
	return d.Site.Render(w, r, "mine", p)
}

func (d *Desk) name(f *filing.Filing, p web.Page) string {
	if t, ok := d.Services.Title(f.Title); ok {
		return t.Name(p.Locale)
	}
	return f.Title
}

func unsignedBy(f *filing.Filing, nationalID string) bool {
	for _, s := range f.Signers {
		if s.NationalID == nationalID {
			return s.SignedAt.IsZero()
		}
	}
	return false
}

type matterPage struct {
	web.Page
	*filing.Filing
	Name     string
	Tag      tag
	Tasks    []task // while it can be changed
	Remarks  []remark
	History  []happening // newest first
	Next     string      // what comes next, in a sentence
	DaysLeft int
	Owner    bool
	Content  *filing.Content
	Continue string
	Shut     string // what became of a draft whose title was closed meanwhile
	Newer    bool   // its title has a newer version
}

type task struct {
	Name, URL string
	Tag       tag
}

type happening struct {
	Text string
	At   record.Event
	Hot  bool
}

func (d *Desk) show(w http.ResponseWriter, r *http.Request) error {
	who := web.Who(r)
	review, err := d.Filings.Review(r.Context(), who, r.PathValue("id"), d.Site.Locale(r))
	if errors.Is(err, filing.ErrNoTitle) {
		return d.gone(w, r)
	}
	if err != nil {
		return err
	}
	if review.Owner != who.Account && review.State == filing.Draft {
		return web.Redirect(w, r, "/filings/"+review.ID+"/signature")
	}
	p := matterPage{Page: d.Site.Page(r, ""), Filing: review.Filing, Tag: tagOf(review.Filing), Owner: review.Owner == who.Account}
	p.Name, p.Back = d.name(review.Filing, p.Page), "/filings"
	p.Page.Title = p.Name
	if review.State.Editable() && p.Owner {
		p.Tasks, p.Continue = d.tasks(p.Page, review), d.resume(review)
		p.Shut, p.Newer = d.shut(p.Page, review.Filing, filer(r)), review.Outdated()
	}
	if review.ContentNumber > 0 {
		if p.Content, err = d.Filings.Store.Content(r.Context(), review.ID, review.ContentNumber); err != nil {
			return err
		}
	}
	events, err := d.Filings.Store.History(r.Context(), review.ID)
	if err != nil {
		return err
	}
	p.follow(d, review, events)
	return d.Site.Render(w, r, "matter", p)
}

// shut tells who drafts whether a closing keeps her paper back or lets her finish it.
func (d *Desk) shut(p web.Page, f *filing.Filing, by filing.Filer) string {
	day := lang.DateAt(d.Site.Now())
	by.Standing = f.Standing
	if f.State != filing.Draft {
		return ""
	}
	if err := d.Filings.Titles.MayFinish(f.Title, by, day); err != nil {
		return p.Error(err)
	}
	if d.Filings.Titles.MayBegin(f.Title, by, day) != nil {
		return p.T("draft.finish")
	}
	return ""
}

// resume is where the work goes on: in a returned filing at the first remark.
func (d *Desk) resume(review *filing.Review) string {
	base := "/filings/" + review.ID
	for _, r := range review.OpenRemarks() {
		if key := d.stepOf(&review.Asked, r.Fact); r.Fact != "" && key != "" {
			return base + "/steps/" + key + "?from=check"
		}
		if r.Slot != "" {
			return base + "/attachments#" + r.Slot
		}
	}
	if review.Err() == nil && len(review.Unsigned()) == 0 {
		return base + "/signature"
	}
	return d.next(&review.Asked, "", true)
}

// tasks are the sections of a paper that is being written, each with its state.
func (d *Desk) tasks(p web.Page, review *filing.Review) (tasks []task) {
	base := "/filings/" + review.ID
	for _, s := range d.steps(&review.Asked) {
		t := task{s.Title, base + "/steps/" + s.Key, tag{"ok", "task.done"}}
		if missing(&review.Asked, s) {
			t.Tag = tag{"yours", "task.open"}
		} else if !s.answered() {
			t.Tag = tag{"draft", "task.optional"}
		}
		if n := len(tasks); n > 0 && tasks[n-1].Name == t.Name {
			if t.Tag.Key == "task.open" && tasks[n-1].Tag.Key != "task.open" {
				tasks[n-1] = t
			}
			continue
		}
		tasks = append(tasks, t)
	}
	if len(review.Path.Slots) > 0 {
		t := task{p.T("attach.title"), base + "/attachments", tag{"ok", "task.done"}}
		for _, s := range review.Path.Slots {
			if s.Must && !s.Attached {
				t.Tag = tag{"yours", "task.open"}
			}
		}
		tasks = append(tasks, t)
	}
	last := task{p.T("check.title"), base + "/check", tag{"draft", "task.later"}}
	return append(tasks, last)
}
