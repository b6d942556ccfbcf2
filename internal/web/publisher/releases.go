package publisher

import (
	"net/http"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/rollout"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type releasesPage struct {
	page
	Waiting, History []item
	Done             string
}

// item is a proposal or release with what a publisher needs to decide.
type item struct {
	rollout.Release
	Target    rollout.Release // what is opened or closed; of a taking back the release that it takes back
	Changes   []rollout.Change
	Own       bool // proposed by who looks: somebody else releases it
	TakenBack bool
}

func (d *Desk) releases(w http.ResponseWriter, r *http.Request) error {
	return d.Site.Render(w, r, "releases", d.releasesPage(r))
}

func (d *Desk) releasesPage(r *http.Request) releasesPage {
	p := releasesPage{page: d.page(r, "publisher.releases")}
	if done := r.URL.Query().Get("done"); slices.Contains([]string{"proposed", "released", "dropped"}, done) {
		p.Done = p.T("publisher.done_" + done)
	}
	known := d.Board.Known()
	for _, x := range slices.Backward(known.Releases) {
		i := item{Release: x, Target: x, Own: p.Who != nil && x.Proposed.Account == p.Who.Account}
		if x.Action == rollout.Undo {
			i.Target, _ = known.Find(x.Undoes)
		}
		if x.State == rollout.Waiting {
			i.Changes = d.Board.Changes(x)
			p.Waiting = append(p.Waiting, i)
			continue
		}
		_, i.TakenBack = known.TakenBack(x.ID)
		p.History = append(p.History, i)
	}
	return p
}

// Undoable says whether a release can be taken back.
func (i item) Undoable() bool { return i.State == rollout.Released && !i.TakenBack }

func (d *Desk) release(w http.ResponseWriter, r *http.Request) error {
	return d.decided(w, r, "released", d.Board.Release(r.Context(), web.Who(r), r.PathValue("id")))
}

func (d *Desk) drop(w http.ResponseWriter, r *http.Request) error {
	return d.decided(w, r, "dropped", d.Board.Drop(r.Context(), web.Who(r), r.PathValue("id")))
}

func (d *Desk) decided(w http.ResponseWriter, r *http.Request, done string, err error) error {
	switch {
	case err == nil:
		return web.Redirect(w, r, "/publisher/releases?done="+done)
	case !mendable(err):
		return err
	}
	if err := d.Board.Fresh(r.Context()); err != nil {
		return err
	}
	p := d.releasesPage(r)
	p.WithError("", err)
	return d.Site.RenderStatus(w, r, err, "releases", p)
}

type proposalPage struct {
	page
	Release rollout.Release // as asked for
	Typed   date
}

// Chosen says whether an option was chosen.
func (proposalPage) Chosen(list []string, key string) bool { return slices.Contains(list, key) }

func (d *Desk) ask(w http.ResponseWriter, r *http.Request) error {
	p := proposalPage{page: d.page(r, "publisher.new_title")}
	p.Back = "/publisher/releases"
	return d.Site.Render(w, r, "release-new", p)
}

func (d *Desk) propose(w http.ResponseWriter, r *http.Request) error {
	p := proposalPage{page: d.page(r, "publisher.new_title"), Typed: typedDate(r.PostFormValue)}
	p.Back = "/publisher/releases"
	p.Release = rollout.Release{
		Action: rollout.Action(r.PostFormValue("action")), Titles: r.PostForm["title"], Standings: r.PostForm["standing"], Provinces: r.PostForm["province"],
		Hold: r.PostFormValue("drafts") == "hold", Reason: lang.Clean(r.PostFormValue("reason")),
	}
	var err error
	if p.Release.From, err = p.Typed.parse(); err == nil {
		_, err = d.Board.Propose(r.Context(), web.Who(r), p.Release)
	}
	if err == nil {
		return web.Redirect(w, r, "/publisher/releases?done=proposed")
	}
	if !mendable(err) {
		return err
	}
	p.WithError(fieldOf(err), err)
	return d.Site.RenderStatus(w, r, err, "release-new", p)
}

type undoPage struct {
	page
	Release rollout.Release
	Reason  string
	Hold    bool
}

func (d *Desk) askUndo(w http.ResponseWriter, r *http.Request) error {
	p, err := d.undoPage(r)
	if err != nil {
		return err
	}
	return d.Site.Render(w, r, "undo", p)
}

func (d *Desk) undoPage(r *http.Request) (undoPage, error) {
	p := undoPage{page: d.page(r, "publisher.undo_title")}
	p.Back = "/publisher/releases"
	found, ok := d.Board.Known().Find(r.PathValue("id"))
	if !ok {
		return p, rollout.ErrUnknown
	}
	p.Release = found
	return p, nil
}

func (d *Desk) undo(w http.ResponseWriter, r *http.Request) error {
	p, err := d.undoPage(r)
	if err != nil {
		return err
	}
	p.Reason, p.Hold = lang.Clean(r.PostFormValue("reason")), r.PostFormValue("drafts") == "hold"
	_, err = d.Board.ProposeUndo(r.Context(), web.Who(r), p.Release.ID, p.Reason, p.Hold)
	if err == nil {
		return web.Redirect(w, r, "/publisher/releases?done=proposed")
	}
	if !mendable(err) {
		return err
	}
	p.WithError(fieldOf(err), err)
	return d.Site.RenderStatus(w, r, err, "undo", p)
}
