package registry

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

func (d *Desk) claim(w http.ResponseWriter, r *http.Request) error {
	if err := d.Registry.Claim(r.Context(), web.Who(r), r.PathValue("id")); err != nil {
		return d.again(w, r, "", err)
	}
	return d.back(w, r)
}

// seen is the version of the paper that stood on the page.
func seen(r *http.Request) int {
	n, _ := strconv.Atoi(r.PostFormValue("seen")) // nothing is the latest
	return n
}

// remarks reads the pins: for each pinned answer or document its reason and sentence. The
// inputs are pin (fact:NAME or slot:NAME), and reason.PIN and text.PIN beside it.
func remarks(r *http.Request) (list []filing.Remark) {
	pins := slices.Clone(r.PostForm["pin"])
	for key, values := range r.PostForm { // a sentence written without its tick counts as pinned
		if pin, ok := strings.CutPrefix(key, "text."); ok && lang.Clean(strings.Join(values, "")) != "" && !slices.Contains(pins, pin) {
			pins = append(pins, pin)
		}
	}
	slices.Sort(pins)
	for _, pin := range pins {
		remark := filing.Remark{Reason: r.PostFormValue("reason." + pin), Text: lang.Clean(r.PostFormValue("text." + pin))}
		switch kind, name, _ := strings.Cut(pin, ":"); kind {
		case "fact":
			remark.Fact = name
		case "slot":
			remark.Slot = name
		}
		list = append(list, remark)
	}
	return list
}

func (d *Desk) giveBack(w http.ResponseWriter, r *http.Request) error {
	if err := d.Registry.Return(r.Context(), web.Who(r), r.PathValue("id"), seen(r), remarks(r)); err != nil {
		return d.again(w, r, "pins", err)
	}
	return web.Redirect(w, r, "/registry")
}

func (d *Desk) accept(w http.ResponseWriter, r *http.Request) error {
	branch := r.PostFormValue("branch")
	if _, err := d.Registry.Accept(r.Context(), web.Who(r), r.PathValue("id"), seen(r), branch); err != nil {
		return d.again(w, r, "branch", err)
	}
	return d.back(w, r)
}

func (d *Desk) reject(w http.ResponseWriter, r *http.Request) error {
	if err := d.Registry.Reject(r.Context(), web.Who(r), r.PathValue("id")); err != nil {
		return d.again(w, r, "", err)
	}
	return d.back(w, r)
}

// askTransfer finds the authority to send the paper to.
func (d *Desk) askTransfer(w http.ResponseWriter, r *http.Request) error {
	p, err := d.page(r)
	if err != nil {
		return err
	}
	if q := lang.Line(r.FormValue("q")); q != "" {
		p.Typed["q"] = q
		p.Units = d.Catalogue.Authorities(q, p.Locale)
	}
	p.Back = "/registry/filings/" + p.Paper.Filing.ID
	return d.Site.Render(w, r, "transfer", p)
}

func (d *Desk) transfer(w http.ResponseWriter, r *http.Request) error {
	err := d.Registry.Transfer(r.Context(), web.Who(r), r.PathValue("id"), r.PostFormValue("to"), r.PostFormValue("reason"))
	if err == nil {
		return web.Redirect(w, r, "/registry")
	}
	p, again := d.page(r)
	if again != nil {
		return again
	}
	p.Typed["q"], p.Typed["reason"], p.Typed["to"] = r.PostFormValue("q"), r.PostFormValue("reason"), r.PostFormValue("to")
	p.Units = d.Catalogue.Authorities(p.Typed["q"], p.Locale)
	p.WithError("reason", err)
	return d.Site.RenderStatus(w, r, err, "transfer", p)
}

func (d *Desk) file(w http.ResponseWriter, r *http.Request) error {
	a, body, err := d.Registry.File(r.Context(), web.Who(r), r.PathValue("id"), r.PathValue("file"))
	if err != nil {
		return err
	}
	defer body.Close()
	return web.ServeFile(w, r, a.Name, a.Mime, body)
}

func (d *Desk) document(w http.ResponseWriter, r *http.Request) error {
	paper, err := d.Registry.Open(r.Context(), web.Who(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	pdf, err := d.Papers.Document(paper.Content, paper.Filing)
	if err != nil {
		return err
	}
	return web.ServeOwn(w, "tarazu-"+paper.Filing.Title+".pdf", "application/pdf", pdf)
}
