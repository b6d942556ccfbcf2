// Package demo is what only a demonstration has: who can be tried, the text messages that
// nobody's phone gets, and the bank's page to pay on. serve has none of it.
package demo

import (
	"embed"
	"encoding/json"
	"io/fs"
	"net/http"
	"slices"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/access"
	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/port/simulator"
	"github.com/tarazu-justice/tarazu/internal/web"
)

//go:embed pages
var pages embed.FS

// Pages are the desk's templates.
func Pages() fs.FS { return pages }

// Desk is the demonstration's own desk.
type Desk struct {
	site  *web.Site
	world *simulator.Simulator
	cast  *cast.Cast
}

// New opens the desk.
func New(site *web.Site, world *simulator.Simulator, people *cast.Cast) *Desk {
	return &Desk{site: site, world: world, cast: people}
}

// Routes lists the doors of the desk.
func (d *Desk) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Pattern: "/demo", Right: access.Demo, Handler: d.who},
		{Method: "GET", Pattern: "/demo/cast.json", Right: access.Demo, Handler: d.castJSON},
		{Method: "GET", Pattern: "/demo/outbox", Right: access.Demo, Handler: d.outbox},
		{Method: "GET", Pattern: "/demo/outbox.json", Right: access.Demo, Handler: d.outboxJSON},
		{Method: "GET", Pattern: "/demo/bank/pay/{id}", Right: access.Demo, Handler: d.bill},
		{Method: "POST", Pattern: "/demo/bank/pay/{id}", Right: access.Demo, Handler: d.choose},
	}
}

type whoPage struct {
	web.Page
	Citizens, Lawyers, Unregistered, Staff []*cast.Person
	at                                     time.Time
}

// who lists whom one can be, with everything needed to sign in as them.
func (d *Desk) who(w http.ResponseWriter, r *http.Request) error {
	p := whoPage{Page: d.site.Page(r, "demo.title"), at: d.site.Now()}
	for _, person := range d.cast.People {
		switch {
		case person.Staff():
			p.Staff = append(p.Staff, person)
		case !person.Account:
			p.Unregistered = append(p.Unregistered, person)
		case slices.ContainsFunc(person.Standings, func(s identity.Standing) bool { return s.Kind != identity.Citizen }):
			p.Lawyers = append(p.Lawyers, person)
		default:
			p.Citizens = append(p.Citizens, person)
		}
	}
	return d.site.Render(w, r, "demo", p)
}

// TOTP is what the authenticator of a member of staff shows now.
func (p whoPage) TOTP(secret string) string {
	code, err := hotp.GenerateCodeCustom(secret, uint64(p.at.Unix()/30), hotp.ValidateOpts{Digits: otp.DigitsSix})
	if err != nil {
		return ""
	}
	return code
}

// Acts names what a person of the cast does.
func (p whoPage) Acts(person *cast.Person) string {
	if person.AuthorityName != "" {
		return person.AuthorityName
	}
	return p.T("standing." + string(person.Standings[len(person.Standings)-1].Kind))
}

func (d *Desk) castJSON(w http.ResponseWriter, _ *http.Request) error {
	return writeJSON(w, d.cast.List())
}

type outboxPage struct {
	web.Page
	Messages []simulator.Sent
}

// outbox shows the messages, the latest first: a person waits for the latest.
func (d *Desk) outbox(w http.ResponseWriter, r *http.Request) error {
	p := outboxPage{Page: d.site.Page(r, "demo.outbox"), Messages: d.world.Outbox()}
	slices.Reverse(p.Messages)
	p.Messages = p.Messages[:min(len(p.Messages), 50)]
	return d.site.Render(w, r, "demo-outbox", p)
}

// outboxJSON lists all messages, the oldest first.
func (d *Desk) outboxJSON(w http.ResponseWriter, _ *http.Request) error {
	return writeJSON(w, map[string]any{"messages": d.world.Outbox()})
}

func writeJSON(w http.ResponseWriter, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, err = w.Write(body)
	return err
}

type billPage struct {
	web.Page
	Bill simulator.Bill
}

// bill is the bank's page to pay on.
func (d *Desk) bill(w http.ResponseWriter, r *http.Request) error {
	bill, err := d.world.Bill(r.PathValue("id"))
	if err != nil {
		return err
	}
	return d.site.Render(w, r, "demo-bank", billPage{d.site.Page(r, "bank.title"), bill})
}

var errChoice = fault.New(fault.Invalid, "demo.choice")

// choose is the payer's button. A bank that answers twice keeps its page, with two ways back.
func (d *Desk) choose(w http.ResponseWriter, r *http.Request) error {
	choice := r.PostFormValue("choice")
	if !slices.Contains([]string{"pay", "decline", "expire", "twice"}, choice) {
		return errChoice
	}
	bill, err := d.world.Choose(r.PathValue("id"), choice)
	if err != nil {
		return err
	}
	if bill.Twice {
		return web.Redirect(w, r, "/demo/bank/pay/"+bill.ID)
	}
	return web.Redirect(w, r, bill.Return)
}
