package account

import (
	"errors"
	"net/http"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type accountPage struct {
	web.Page
	Profile    identity.Profile
	Sessions   []identity.Session
	CountyName string
	Place      typedPlace
	Asked      bool // a code for the new address was sent
	Onward     string
}

func (d *Desk) accountPage(r *http.Request, title, back string) (accountPage, error) {
	p := accountPage{Page: d.site.Page(r, title)}
	p.Page.Back = back
	var err error
	if p.Profile, err = d.accounts.Profile(r.Context(), web.Who(r)); err != nil {
		return p, err
	}
	p.CountyName = d.countyName(p.Page, p.Profile.Place.County)
	return p, nil
}

func (d *Desk) account(w http.ResponseWriter, r *http.Request) error {
	p, err := d.accountPage(r, "account.title", home(web.Who(r), ""))
	if err != nil {
		return err
	}
	if p.Sessions, err = d.accounts.Sessions(r.Context(), web.Who(r)); err != nil {
		return err
	}
	return d.site.Render(w, r, "account", p)
}

// Acts names a standing: the words, and the court or licence beside them.
func (p accountPage) Acts(s identity.Standing) string {
	name := p.T("standing." + string(s.Kind))
	switch {
	case s.Authority != "":
		return name + "، " + lang.IsolateLTR(s.Authority)
	case s.Licence != "":
		return name + "، " + p.T("standing.licence", "number", p.Digits(s.Licence))
	}
	return name
}

// Idle is for how long a session has been silent, in words.
func (p accountPage) Idle(s identity.Session) string {
	if minutes := int(p.Now().Sub(s.SeenAt) / time.Minute); minutes > 1 {
		return p.T("account.seen", "n", minutes)
	}
	return p.T("account.seen_now")
}

func (d *Desk) askStanding(w http.ResponseWriter, r *http.Request) error {
	p, err := d.accountPage(r, "standing.title", "")
	if err != nil {
		return err
	}
	p.Onward = leads(r)
	return d.site.Render(w, r, "standing", p)
}

// act goes on in another standing, with a new session token.
func (d *Desk) act(w http.ResponseWriter, r *http.Request) error {
	who, standing := web.Who(r), r.PostFormValue("standing")
	if standing == who.Standing.ID {
		return web.Redirect(w, r, home(who, leads(r)))
	}
	token, now, err := d.accounts.Act(r.Context(), who, standing)
	if err != nil {
		return err
	}
	d.site.SetSession(w, token)
	return web.Redirect(w, r, home(now, ""))
}

func (d *Desk) end(w http.ResponseWriter, r *http.Request) error {
	if err := d.accounts.End(r.Context(), web.Who(r), r.PathValue("session")); err != nil {
		return err
	}
	return web.Redirect(w, r, "/account#sessions")
}

func (d *Desk) endOthers(w http.ResponseWriter, r *http.Request) error {
	if err := d.accounts.EndOthers(r.Context(), web.Who(r)); err != nil {
		return err
	}
	return web.Redirect(w, r, "/account#sessions")
}

// language sets the language of the account and of this device.
func (d *Desk) language(w http.ResponseWriter, r *http.Request) error {
	loc := lang.ParseLocale(r.PostFormValue("lang"))
	if err := d.accounts.SpeakLocale(r.Context(), web.Who(r), loc); err != nil {
		return err
	}
	d.site.SetCookie(w, "lang", string(loc), 365*24*time.Hour)
	return web.Redirect(w, r, "/account")
}

func (d *Desk) askAddress(w http.ResponseWriter, r *http.Request) error {
	p, err := d.accountPage(r, "address.title", "/account")
	if err != nil {
		return err
	}
	p.Place = d.shownPlace(p.Page, p.Profile.Place)
	return d.site.Render(w, r, "address", p)
}

// address checks the new address and sends the code that its change needs.
func (d *Desk) address(w http.ResponseWriter, r *http.Request) error {
	p, place, err := d.typedAddress(r)
	if err != nil {
		return d.mendAddress(w, r, p, err)
	}
	err = d.accounts.AskAddress(r.Context(), web.Who(r), place)
	p.Asked = err == nil || errors.Is(err, identity.ErrTooSoon)
	if err != nil {
		p.WithError(map[bool]string{true: "code", false: "address"}[p.Asked], err)
		return d.mendAddress(w, r, p, err)
	}
	return d.site.Render(w, r, "address", p)
}

func (d *Desk) typedAddress(r *http.Request) (accountPage, identity.Place, error) {
	p, err := d.accountPage(r, "address.title", "/account")
	if err != nil {
		return p, identity.Place{}, err
	}
	var place identity.Place
	p.Place, place = d.readPlace(r)
	return p, place, d.placeMistakes(&p.Page, &p.Place)
}

func (d *Desk) mendAddress(w http.ResponseWriter, r *http.Request, p accountPage, err error) error {
	if !mendable(err) {
		return err
	}
	return d.site.RenderStatus(w, r, err, "address", p)
}

func (d *Desk) changeAddress(w http.ResponseWriter, r *http.Request) error {
	p, place, err := d.typedAddress(r)
	if err == nil {
		p.Asked = true
		if err = d.accounts.ChangeAddress(r.Context(), web.Who(r), place, r.PostFormValue("code")); err == nil {
			return web.Redirect(w, r, "/account")
		}
		if fault.KindOf(err) == fault.SignIn {
			return err
		}
		p.WithError("code", err)
	}
	return d.mendAddress(w, r, p, err)
}

// stay answers the link that keeps a session alive while a long answer is being written; the
// request itself is the sign of life.
func (d *Desk) stay(w http.ResponseWriter, r *http.Request) error {
	return d.site.Render(w, r, "stay", d.site.Page(r, "stay.title"))
}
