// Package operator is the desk of those who keep the program running: the follow-up work
// that gave up, to be looked at and tried again. It shows kinds and causes, never contents.
package operator

import (
	"context"
	"embed"
	"io/fs"
	"net/http"
	"time"

	"github.com/tarazu-justice/tarazu/internal/access"
	"github.com/tarazu-justice/tarazu/internal/job"
	"github.com/tarazu-justice/tarazu/internal/web"
)

//go:embed pages
var pages embed.FS

// Pages are the desk's templates.
func Pages() fs.FS { return pages }

// Jobs keeps the follow-up work.
type Jobs interface {
	// Buried lists the jobs that gave up.
	Buried(ctx context.Context) ([]job.Buried, error)
	// DigUp lets one of them run again, at once.
	DigUp(ctx context.Context, id string, now time.Time) error
}

// Desk is the operator's desk.
type Desk struct {
	Site *web.Site
	Jobs Jobs
}

// Routes lists the doors of the desk.
func (d *Desk) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Pattern: "/operator/jobs", Right: access.Admin, Handler: d.show},
		{Method: "POST", Pattern: "/operator/jobs/{id}/again", Right: access.Admin, Handler: d.again},
	}
}

type jobsPage struct {
	web.Page
	Buried []job.Buried
}

func (d *Desk) show(w http.ResponseWriter, r *http.Request) error {
	list, err := d.Jobs.Buried(r.Context())
	if err != nil {
		return err
	}
	p := jobsPage{Page: d.Site.Page(r, "operator.jobs"), Buried: list}
	p.Desk = true
	return d.Site.Render(w, r, "jobs", p)
}

func (d *Desk) again(w http.ResponseWriter, r *http.Request) error {
	if err := d.Jobs.DigUp(r.Context(), r.PathValue("id"), d.Site.Now()); err != nil {
		return err
	}
	return web.Redirect(w, r, "/operator/jobs")
}
