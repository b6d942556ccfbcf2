package citizen

import (
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

var errNoEvent = fault.New(fault.NotFound, "citizen.no_event")

// Event is something that happens in a life, as its page tells of it: danger first, then
// what cannot wait, then the titles that come up, in order.
type Event struct {
	Code, Icon, Name, Says string
	Danger                 string
	Calls                  []Call
	First                  []string
	Ways                   []Way
	Also                   []string
}

// Call is a number that helps, and whose it is.
type Call struct{ Number, Who string }

// Way is a title of an event, and in which case it is the right one.
type Way struct {
	When string
	Service
}

type eventsPage struct {
	web.Page
	Events []Event
}

func (d *Desk) events(w http.ResponseWriter, r *http.Request) error {
	p := eventsPage{Page: d.Site.Page(r, "events.title")}
	p.Events, p.Back = d.Services.Events(p.Locale), "/"
	return d.Site.Render(w, r, "events", p)
}

type eventPage struct {
	web.Page
	Event
}

func (d *Desk) event(w http.ResponseWriter, r *http.Request) error {
	p := eventPage{Page: d.Site.Page(r, "")}
	e, ok := d.Services.Event(r.PathValue("event"), filer(r), lang.DateAt(d.Site.Now()), p.Locale)
	if !ok {
		return errNoEvent
	}
	p.Event, p.Title, p.Back = e, e.Name, "/events"
	return d.Site.Render(w, r, "event", p)
}
