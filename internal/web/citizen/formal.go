package citizen

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/assist/advisor"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

// Writer words a person's account formally, by the operator's language model. It proposes; an
// error means that she goes on without it.
type Writer interface {
	Formal(ctx context.Context, asked *filing.Asked, own string, told []Told) (text string, help filing.Help, err error)
}

// Told is a question with its answer as a page shows it.
type Told struct{ Ask, Said string }

// formal puts a formal wording of the account into its field. What she wrote is kept first and
// stays beside it; nothing is answered until she goes on.
func (d *Desk) formal(w http.ResponseWriter, r *http.Request) error {
	who, id := web.Who(r), r.PathValue("id")
	asked, err := d.Filings.Ask(r.Context(), who, id, d.Site.Locale(r))
	if err != nil {
		return err
	}
	fact := asked.Spec.Narrative()
	if d.Writer == nil || fact == nil {
		return advisor.ErrOff
	}
	key := d.stepOf(asked, fact.Name)
	p, ok := d.stepPage(r, asked, key)
	if !ok {
		return web.Redirect(w, r, d.next(asked, "", false))
	}
	edit, err := d.readStep(r, asked, &p)
	if err == nil {
		err = d.Filings.Save(r.Context(), who, id, edit)
	}
	if err != nil {
		return d.stepAgain(w, r, p, err)
	}
	own, _ := edit.Set[fact.Name].(string)
	if own == "" {
		for i := range p.Fields {
			if p.Fields[i].Fact == fact.Name {
				p.Fields[i].fail(&p.Page, form.ErrRequired)
			}
		}
		return d.stepAgain(w, r, p, errFields)
	}
	text, help, err := d.Writer.Formal(r.Context(), asked, own, d.toldOf(p.Page, asked, fact.Name))
	if err == nil {
		err = d.Filings.Helped(r.Context(), who, id, help)
	}
	return d.proposed(w, r, key, fact.Name, own, text, err)
}

// proposed shows the page again: with the proposal in its field, or with the reason why there
// is none and the field as it was.
func (d *Desk) proposed(w http.ResponseWriter, r *http.Request, key, fact, own, text string, cause error) error {
	asked, err := d.Filings.Ask(r.Context(), web.Who(r), r.PathValue("id"), d.Site.Locale(r))
	if err != nil {
		return err
	}
	p, ok := d.stepPage(r, asked, key)
	if !ok {
		return web.Redirect(w, r, d.next(asked, "", false))
	}
	if cause != nil {
		p.Errors = append(p.Errors, web.Mistake{Text: p.Error(cause)})
		return d.Site.RenderStatus(w, r, cause, "question", p)
	}
	for i := range p.Fields {
		if p.Fields[i].Fact == fact {
			p.Fields[i].Typed, p.Own = form.Raw{Text: text}, own
		}
	}
	return d.Site.Render(w, r, "question", p)
}

// helpJSON gives the filer what a language model was asked and answered for her paper; the
// program replays it.
func (d *Desk) helpJSON(w http.ResponseWriter, r *http.Request) error {
	f, err := d.Filings.Mine(r.Context(), web.Who(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	data, err := json.Marshal(f.Heard.Help)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="tarazu-help.json"`)
	_, err = w.Write(data)
	return err
}

// toldOf are the answers so far, without lists of people and without the account itself.
func (d *Desk) toldOf(p web.Page, asked *filing.Asked, account string) (list []Told) {
	for _, page := range asked.Path.Pages {
		for _, q := range page.Questions {
			if q.Answered && q.Type != form.TypeList && q.Fact != account {
				list = append(list, Told{q.Ask, lang.StripIsolates(d.Answer(p, q))})
			}
		}
	}
	return list
}
