package citizen

import (
	"net/http"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type homePage struct {
	web.Page
	Events []Event   // of life, that most people come with
	Titles []Service // that most people come with
	Story  string
	Alone  bool // no assistant
}

type family struct {
	Code, Name string
	Titles     []Service
	More       []Service // the rarer ones, folded away
}

// filer is as whom a visitor would file: as herself, or as a citizen from nowhere.
func filer(r *http.Request) filing.Filer {
	if who := web.Guest(r); who != nil && !who.Standing.Kind.Staff() {
		return filing.By(*who)
	}
	return filing.Filer{Standing: string(identity.Citizen)}
}

func (d *Desk) list(r *http.Request, words string) (families []family) {
	for _, s := range d.Services.List(words, filer(r), lang.DateAt(d.Site.Now()), d.Site.Locale(r)) {
		if n := len(families); n == 0 || families[n-1].Code != s.Family {
			families = append(families, family{Code: s.Family, Name: s.FamilyName})
		}
		last := &families[len(families)-1]
		if words == "" && !s.Common {
			last.More = append(last.More, s)
			continue
		}
		last.Titles = append(last.Titles, s)
	}
	return families
}

func (d *Desk) home(w http.ResponseWriter, r *http.Request) error {
	return d.Site.Render(w, r, "home", d.homePage(r))
}

func (d *Desk) homePage(r *http.Request) homePage {
	p := homePage{Page: d.Site.Page(r, "home.title")}
	p.Alone = d.Alone
	p.Wide, p.Events = true, d.Services.HomeEvents(p.Locale)
	for _, code := range d.Services.Home() {
		if s, ok := d.Services.Service(code, filer(r), lang.DateAt(d.Site.Now()), p.Locale); ok {
			p.Titles = append(p.Titles, s)
		}
	}
	return p
}

type titlesPage struct {
	web.Page
	Query    string // words to find titles by
	Families []family
	Events   []Event // in which the likeliest title comes up
}

func (d *Desk) titles(w http.ResponseWriter, r *http.Request) error {
	p := titlesPage{Page: d.Site.Page(r, "titles.title"), Query: lang.Line(r.FormValue("q"))}
	p.Families, p.Back = d.list(r, p.Query), "/"
	if p.Query != "" && len(p.Families) > 0 {
		p.Events = d.Services.EventsOf(p.Families[0].Titles[0].Code, p.Locale)
	}
	return d.Site.Render(w, r, "titles", p)
}

type titlePage struct {
	web.Page
	Service
	Story   string     // that led here; it comes along into the draft
	What    string     // a paper of its family is
	MayNeed bool       // some paper is needed only with certain answers
	Steps   []nextStep // after filing
	Events  []Event    // in which it comes up
}

func (d *Desk) title(w http.ResponseWriter, r *http.Request) error {
	s, ok := d.Services.Service(r.PathValue("code"), filer(r), lang.DateAt(d.Site.Now()), d.Site.Locale(r))
	if !ok {
		return filing.ErrNoTitle
	}
	if s.Leads != "" {
		return web.Redirect(w, r, s.Leads)
	}
	p := titlePage{Page: d.Site.Page(r, ""), Service: s, Story: d.told(r)}
	p.Title, p.Back, p.Steps = s.Name, "/titles", nextSteps(p.Page, s.Ends)
	p.Events = d.Services.EventsOf(s.Code, p.Locale)
	p.MayNeed = slices.ContainsFunc(s.Papers, func(p Paper) bool { return p.Perhaps })
	if p.What = p.T("title.what." + s.Ends); p.Has("title.what." + s.Family) {
		p.What = p.T("title.what." + s.Family)
	}
	return d.Site.Render(w, r, "title", p)
}
