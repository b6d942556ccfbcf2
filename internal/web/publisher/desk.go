// Package publisher is the desk of those who open titles to people: who may file what on a
// day, proposals and releases by two people, their history and their taking back, and the
// reviews by named lawyers. It shows no paper of anybody.
package publisher

import (
	"embed"
	"io/fs"
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/access"
	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/rollout"
	"github.com/tarazu-justice/tarazu/internal/web"
)

//go:embed pages
var pages embed.FS

// Pages are the desk's templates.
func Pages() fs.FS { return pages }

// Desk is the publisher's desk.
type Desk struct {
	Site  *web.Site
	Board *rollout.Board
	When  func(o rollout.Opening, loc lang.Locale) string // why a title is shut, as people are told
}

// Routes lists the doors of the desk.
func (d *Desk) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Pattern: "/publisher", Right: access.Publish, Handler: d.ahead},
		{Method: "GET", Pattern: "/publisher/releases", Right: access.Publish, Handler: d.releases},
		{Method: "GET", Pattern: "/publisher/releases/new", Right: access.Publish, Handler: d.ask},
		{Method: "POST", Pattern: "/publisher/releases", Right: access.Publish, Handler: d.propose},
		{Method: "POST", Pattern: "/publisher/releases/{id}/release", Right: access.Publish, Handler: d.release},
		{Method: "POST", Pattern: "/publisher/releases/{id}/drop", Right: access.Publish, Handler: d.drop},
		{Method: "GET", Pattern: "/publisher/releases/{id}/undo", Right: access.Publish, Handler: d.askUndo},
		{Method: "POST", Pattern: "/publisher/releases/{id}/undo", Right: access.Publish, Handler: d.undo},
		{Method: "GET", Pattern: "/publisher/reviews", Right: access.Publish, Handler: d.reviews},
		{Method: "POST", Pattern: "/publisher/reviews", Right: access.Publish, Handler: d.review},
	}
}

// page is what all pages of the desk know.
type page struct {
	web.Page
	board *rollout.Board
	Stage string
}

func (d *Desk) page(r *http.Request, title string) page {
	p := page{Page: d.Site.Page(r, title), board: d.Board, Stage: d.Board.Stage}
	p.Page.Desk = true
	return p
}

// Exempt says whether titles open without a review here.
func (p page) Exempt() bool { return p.board.Exempt }

// StageName names the stage at which the instance works.
func (p page) StageName() string { return p.T("publisher.stage_" + p.Stage) }

// Standings are those whom titles are opened to.
func (p page) Standings() []choice {
	var list []choice
	for _, s := range p.board.Catalog.Standings() {
		list = append(list, choice{s.Key, s.Say.In(p.Locale)})
	}
	return list
}

// Provinces are all provinces.
func (p page) Provinces() []choice {
	var list []choice
	for _, x := range p.board.Catalog.Book().Provinces() {
		name := x.Name
		if !p.FA() {
			name = x.NameEN
		}
		list = append(list, choice{x.Code, name})
	}
	return list
}

// choice is one option with its words.
type choice struct{ Key, Name string }

func nameOf(list []choice, key string) string {
	for _, c := range list {
		if c.Key == key {
			return c.Name
		}
	}
	return key
}

// StandingName names a standing.
func (p page) StandingName(key string) string { return nameOf(p.Standings(), key) }

// ProvinceName names a province.
func (p page) ProvinceName(key string) string { return nameOf(p.Provinces(), key) }

// TitleName names a title; one that is gone keeps its code.
func (p page) TitleName(code string) string {
	if t, ok := p.board.Catalog.Title(code); ok {
		return t.Name(p.Locale)
	}
	return code
}

// group is the titles of a family.
type group struct {
	Code, Name string
	Titles     []*form.Title
}

// Families are all titles by family.
func (p page) Families() (list []group) {
	at := map[string]int{}
	for _, t := range p.board.Catalog.Titles() {
		i, ok := at[t.Family]
		if !ok {
			i = len(list)
			at[t.Family] = i
			list = append(list, group{Code: t.Family, Name: t.FamilyName(p.Locale)})
		}
		list[i].Titles = append(list[i].Titles, t)
	}
	return list
}

// Review finds the newest review of a title's version.
func (p page) Review(t *form.Title) *rollout.Review {
	if r, ok := p.board.Known().Reviewed(t.Code, t.Version); ok {
		return &r
	}
	return nil
}

// date is a day as typed in its three boxes.
type date struct{ Day, Month, Year string }

func typedDate(value func(string) string) date {
	return date{value("day.day"), value("day.month"), value("day.year")}
}

func (t date) empty() bool { return t == date{} }

func (t date) parse() (lang.Date, error) { return lang.ParseDateParts(t.Day, t.Month, t.Year) }

// mendable says whether a fault is shown on the page it came from.
func mendable(err error) bool {
	kind := fault.KindOf(err)
	return kind == fault.Invalid || kind == fault.Conflict || kind == fault.Forbidden
}
