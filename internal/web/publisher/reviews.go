package publisher

import (
	"errors"
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/rollout"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type reviewsPage struct {
	page
	Code               string // of the title
	By, Licence, Notes string
	Typed              date
	Done               bool
}

func (d *Desk) reviews(w http.ResponseWriter, r *http.Request) error {
	p := reviewsPage{page: d.page(r, "publisher.reviews"), Code: r.URL.Query().Get("title"), Done: r.URL.Query().Get("done") == "yes"}
	return d.Site.Render(w, r, "reviews", p)
}

func (d *Desk) review(w http.ResponseWriter, r *http.Request) error {
	p := reviewsPage{
		page: d.page(r, "publisher.reviews"), Code: r.PostFormValue("title"), By: lang.Line(r.PostFormValue("by")), Licence: lang.Line(r.PostFormValue("licence")),
		Notes: lang.Clean(r.PostFormValue("notes")), Typed: typedDate(r.PostFormValue),
	}
	on, err := p.Typed.parse()
	if err == nil {
		err = d.Board.Review(r.Context(), web.Who(r), rollout.Review{Title: p.Code, By: p.By, Licence: p.Licence, On: on, Notes: p.Notes})
	}
	if err == nil {
		return web.Redirect(w, r, "/publisher/reviews?done=yes")
	}
	if !mendable(err) {
		return err
	}
	p.WithError(fieldOf(err), err)
	return d.Site.RenderStatus(w, r, err, "reviews", p)
}

// fields names the field at which a fault is mended; a date that is none is the day's.
var fields = []struct {
	err   error
	field string
}{
	{rollout.ErrNoTitles, "title"},
	{rollout.ErrNoStandings, "standing"},
	{rollout.ErrProvince, "province"},
	{rollout.ErrReason, "reason"},
	{rollout.ErrAction, "action"},
	{rollout.ErrReviewer, "by"},
	{rollout.ErrUndone, "reason"},
}

func fieldOf(err error) string {
	for _, f := range fields {
		if errors.Is(err, f.err) {
			return f.field
		}
	}
	return "day"
}
