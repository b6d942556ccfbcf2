// Package registry is the court's desk of the site: the inbox of one authority, a filing
// with its answers and documents side by side, and the decisions on it.
//
// It works by keyboard and without JavaScript; on a phone the panes stack.
package registry

import (
	"embed"
	"io/fs"
	"net/http"
	"net/url"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/access"
	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/registry"
	"github.com/tarazu-justice/tarazu/internal/web"
)

//go:embed pages
var pages embed.FS

// Pages are the desk's templates.
func Pages() fs.FS { return pages }

// Catalogue is what the desk shows of the catalogue.
type Catalogue interface {
	Title(code string) (*form.Title, bool)
	// Reasons lists the reason codes, those that the title's own checks can give first.
	Reasons(title string, loc lang.Locale) []Reason
	AuthorityName(code string, loc lang.Locale) string
	// Authorities finds units by words of their name, to transfer to.
	Authorities(text string, loc lang.Locale) []Unit
	Answer(p web.Page, q form.Question) string
	Lines(p web.Page, t *form.Title, q form.Question) [][]string
}

// Reason is one entry of the one list of reasons.
type Reason struct {
	Code, Name string
	Law        []string
	Own        bool
}

// Unit is an authority to choose from.
type Unit struct{ Code, Name string }

// Papers prints the paper.
type Papers interface {
	Document(c *filing.Content, f *filing.Filing) ([]byte, error)
}

// Desk is the court's desk.
type Desk struct {
	Site      *web.Site
	Registry  *registry.Desk
	Catalogue Catalogue
	Papers    Papers
	Document  func(f *filing.Filing, c *filing.Content) form.Input
}

// Routes lists the doors of the desk.
func (d *Desk) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Pattern: "/registry", Right: access.Registry, Handler: d.inbox},
		{Method: "GET", Pattern: "/registry/filings/{id}", Right: access.Registry, Handler: d.show},
		{Method: "POST", Pattern: "/registry/filings/{id}/claim", Right: access.Registry, Handler: d.claim},
		{Method: "POST", Pattern: "/registry/filings/{id}/return", Right: access.Registry, Handler: d.giveBack},
		{Method: "POST", Pattern: "/registry/filings/{id}/accept", Right: access.Registry, Handler: d.accept},
		{Method: "POST", Pattern: "/registry/filings/{id}/reject", Right: access.Registry, Handler: d.reject},
		{Method: "GET", Pattern: "/registry/filings/{id}/transfer", Right: access.Registry, Handler: d.askTransfer},
		{Method: "POST", Pattern: "/registry/filings/{id}/transfer", Right: access.Registry, Handler: d.transfer},
		{Method: "GET", Pattern: "/registry/filings/{id}/files/{file}", Right: access.Registry, Handler: d.file},
		{Method: "GET", Pattern: "/registry/filings/{id}/document.pdf", Right: access.Registry, Handler: d.document},
	}
}

// pageSize is how many lines of the inbox stand on a page.
const pageSize = 50

type inboxPage struct {
	web.Page
	Authority string
	Waiting   int
	Query     string
	State     string
	After     bool   // not the first page
	Next      string // the address of the next page, if there is one
	Rows      []inboxRow
}

type inboxRow struct {
	*filing.Filing
	Name, From string
	Days       int
	Mine       bool
	Other      bool // a colleague has it open
}

func (d *Desk) inbox(w http.ResponseWriter, r *http.Request) error {
	who := web.Who(r)
	q := registry.Query{Text: r.FormValue("q"), Limit: pageSize + 1}
	q.After, _ = filing.ParseCursor(r.FormValue("after")) // a broken one begins at the beginning
	if state := filing.State(r.FormValue("state")); state == filing.Returned || state == filing.Accepted {
		q.State = state
	}
	list, err := d.Registry.Inbox(r.Context(), who, q)
	if err != nil {
		return err
	}
	p := inboxPage{Page: d.Site.Page(r, "registry.title"), Query: r.FormValue("q"), State: string(q.State)}
	p.Desk, p.Authority = true, d.Catalogue.AuthorityName(who.Standing.Authority, p.Locale)
	if p.Waiting, err = d.Registry.Waiting(r.Context(), who); err != nil {
		return err
	}
	p.After = q.After.ID != ""
	if len(list) > pageSize {
		list = list[:pageSize]
		last := list[pageSize-1]
		p.Next = "/registry?" + url.Values{"q": {p.Query}, "state": {p.State}, "after": {filing.Cursor{At: last.ReceivedAt, ID: last.ID}.String()}}.Encode()
	}
	today := lang.DateAt(d.Site.Now())
	for _, f := range list {
		row := inboxRow{Filing: f, Name: d.name(f, p.Page), From: f.OwnerName, Days: lang.DateAt(f.ReceivedAt).DaysUntil(today)}
		row.Mine, row.Other = f.ClaimedBy == who.Account, f.ClaimedBy != "" && f.ClaimedBy != who.Account
		p.Rows = append(p.Rows, row)
	}
	return d.Site.Render(w, r, "inbox", p)
}

func (d *Desk) name(f *filing.Filing, p web.Page) string {
	if t, ok := d.Catalogue.Title(f.Title); ok {
		return t.Name(p.Locale)
	}
	return f.Title
}

type reviewPage struct {
	web.Page
	*registry.Paper
	Name     string
	Sections []section
	Reasons  []Reason
	Typed    map[string]string // what the registrar typed, by input
	Decide   bool              // it is on the caller's table
	Claimed  bool              // by a colleague
	Overdue  bool
	Units    []Unit
	Branches []int
}

// Wrote is what the registrar typed into an input.
func (p reviewPage) Wrote(input string) string { return p.Typed[input] }

// section is one page of questions with what was answered there.
type section struct {
	Title string
	Rows  []answerRow
}

type answerRow struct {
	Fact, Ask, Said string
	Lines           [][]string
	Changed         bool
}

func (d *Desk) page(r *http.Request) (reviewPage, error) {
	who := web.Who(r)
	paper, err := d.Registry.Open(r.Context(), who, r.PathValue("id"))
	if err != nil {
		return reviewPage{}, err
	}
	p := reviewPage{Page: d.Site.Page(r, ""), Paper: paper, Typed: map[string]string{}}
	p.Desk, p.Back, p.Name = true, "/registry", d.name(paper.Filing, p.Page)
	p.Page.Title = p.Name
	p.Reasons = d.Catalogue.Reasons(paper.Filing.Title, p.Locale)
	p.Decide = paper.State.WithCourt() && paper.ClaimedBy == who.Account
	p.Claimed = paper.ClaimedBy != "" && paper.ClaimedBy != who.Account
	p.Overdue = paper.State == filing.Returned && lang.DateAt(d.Site.Now()).Compare(paper.CureBy) > 0
	p.Sections, err = d.sections(p)
	return p, err
}

// sections are the submitted answers as the title asks them, each with what changed since
// the version before.
func (d *Desk) sections(p reviewPage) (list []section, err error) {
	t, ok := d.Catalogue.Title(p.Paper.Filing.Title)
	if !ok {
		return nil, filing.ErrNoTitle
	}
	in := d.Document(p.Paper.Filing, p.Paper.Content)
	in.Locale = p.Locale
	result, err := t.Run(in)
	if err != nil {
		return nil, err
	}
	for _, page := range result.Pages {
		s := section{Title: page.Title}
		for _, q := range page.Questions {
			row := answerRow{Fact: q.Fact, Ask: q.Ask, Said: d.Catalogue.Answer(p.Page, q), Lines: d.Catalogue.Lines(p.Page, t, q)}
			if p.Previous != nil {
				row.Changed = filing.Token(p.Previous.Answers, []string{q.Fact}) != filing.Token(p.Paper.Content.Answers, []string{q.Fact})
			}
			if row.Said != "" || len(row.Lines) > 0 {
				s.Rows = append(s.Rows, row)
			}
		}
		if len(s.Rows) > 0 {
			list = append(list, s)
		}
	}
	return list, nil
}

func (d *Desk) show(w http.ResponseWriter, r *http.Request) error {
	p, err := d.page(r)
	if err != nil {
		return err
	}
	return d.Site.Render(w, r, "review", p)
}

// again shows the filing with what the registrar typed and what is wrong with it.
func (d *Desk) again(w http.ResponseWriter, r *http.Request, field string, cause error) error {
	if kind := fault.KindOf(cause); kind != fault.Invalid && kind != fault.Conflict {
		return cause
	}
	p, err := d.page(r)
	if err != nil {
		return err
	}
	for key, values := range r.PostForm {
		p.Typed[key] = strings.Join(values, "\n")
	}
	p.WithError(field, cause)
	return d.Site.RenderStatus(w, r, cause, "review", p)
}

func (d *Desk) back(w http.ResponseWriter, r *http.Request) error {
	return web.Redirect(w, r, "/registry/filings/"+r.PathValue("id"))
}
