package account

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type signInPage struct {
	web.Page
	NationalID string
	Leads      string // where the person wanted to go
	Shared     bool
	Ended      string // why the last session ended
}

func (d *Desk) signInPage(r *http.Request) signInPage {
	p := signInPage{Page: d.site.Page(r, "signin.title"), NationalID: r.PostFormValue("national_id"), Leads: leads(r), Shared: r.PostFormValue("shared") == "yes"}
	p.Page.Back = "/"
	return p
}

// leads is where the person wanted to go, if that is on this site.
func leads(r *http.Request) string {
	if to := web.Local(r.FormValue("back")); to != "/" {
		return to
	}
	return ""
}

func (d *Desk) askSignIn(w http.ResponseWriter, r *http.Request) error {
	if web.Guest(r) != nil {
		return web.Redirect(w, r, home(web.Who(r), leads(r)))
	}
	p := d.signInPage(r)
	if token := d.site.SessionToken(r); token != "" {
		if _, err := d.accounts.Session(r.Context(), token); fault.Is(err, fault.SignIn) && !errors.Is(err, identity.ErrSession) {
			p.Ended = p.Error(err)
		}
	}
	return d.site.Render(w, r, "sign-in", p)
}

func (d *Desk) signIn(w http.ResponseWriter, r *http.Request) error {
	ch, err := d.accounts.SignIn(r.Context(), r.PostFormValue("national_id"), r.PostFormValue("personal_code"), d.device(r))
	if err != nil {
		if !mendable(err) && !errors.Is(err, identity.ErrNoFactor) {
			return err
		}
		p := d.signInPage(r)
		p.WithError(signInField(err), err)
		return d.site.RenderStatus(w, r, err, "sign-in", p)
	}
	d.keep(w, challengeCookie, ch.Token, identity.RegistrationLife)
	return web.Redirect(w, r, with("/sign-in/code", onward(r)))
}

func signInField(err error) string {
	switch {
	case errors.Is(err, lang.ErrNationalID):
		return "national_id"
	case errors.Is(err, identity.ErrPersonalCode):
		return "personal_code"
	}
	return "national_id"
}

// onward carries what is not secret to the next page.
func onward(r *http.Request) url.Values {
	v := url.Values{}
	if to := leads(r); to != "" {
		v.Set("back", to)
	}
	if r.FormValue("shared") == "yes" {
		v.Set("shared", "yes")
	}
	return v
}

func with(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

type codePage struct {
	web.Page
	Challenge identity.Challenge
	Action    string
	Purpose   string
	Button    string
	Lost      string // where to go without the phone
	Onward    url.Values
	At, All   int
	Soon      string // a fresh code was asked for too early
}

// codePage is the one page that asks for a one-time code.
func (d *Desk) codePage(r *http.Request, ch identity.Challenge, action, purpose string) codePage {
	ch.Purpose = cmp.Or(ch.Purpose, purpose)
	p := codePage{Page: d.site.Page(r, "code.title"), Challenge: ch, Action: action, Onward: onward(r)}
	p.Purpose, p.Button = p.T("code.for_"+purpose), p.T("code.do_"+purpose)
	p.Lost = "/recover"
	return p
}

func (d *Desk) signInCode(r *http.Request) (codePage, error) {
	ch, err := d.accounts.Waiting(r.Context(), d.kept(r, challengeCookie))
	p := d.codePage(r, ch, "/sign-in/code", identity.PurposeSignIn)
	p.At, p.All, p.Page.Back = 2, 2, "/sign-in"
	return p, err
}

func (d *Desk) askCode(w http.ResponseWriter, r *http.Request) error {
	p, err := d.signInCode(r)
	if err != nil || p.Challenge.Purpose != identity.PurposeSignIn {
		return web.Redirect(w, r, "/sign-in") // nothing waits: begin again
	}
	return d.site.Render(w, r, "code", p)
}

func (d *Desk) confirm(w http.ResponseWriter, r *http.Request) error {
	token, who, err := d.accounts.Confirm(r.Context(), d.kept(r, challengeCookie), r.PostFormValue("code"), d.device(r))
	if err != nil {
		if !mendable(err) {
			return err
		}
		p, _ := d.signInCode(r) // a code that is used up or void still has its page
		return d.wrongCode(w, r, p, err)
	}
	d.forget(w, challengeCookie)
	d.site.SetSession(w, token)
	profile, err := d.accounts.Profile(r.Context(), who)
	if err != nil {
		return err
	}
	if len(profile.Standings) > 1 {
		return web.Redirect(w, r, with("/account/standing", onward(r)))
	}
	return web.Redirect(w, r, home(who, leads(r)))
}

func (d *Desk) wrongCode(w http.ResponseWriter, r *http.Request, p codePage, err error) error {
	if p.Challenge.How == "" {
		p.Challenge = identity.Challenge{How: identity.BySMS}
	}
	p.WithError("code", err)
	return d.site.RenderStatus(w, r, err, "code", p)
}

func (d *Desk) codeAgain(w http.ResponseWriter, r *http.Request) error {
	if _, err := d.accounts.Again(r.Context(), d.kept(r, challengeCookie)); err != nil {
		p, _ := d.signInCode(r)
		if !mendable(err) {
			return err
		}
		return d.wrongCode(w, r, p, err)
	}
	return web.Redirect(w, r, with("/sign-in/code", onward(r)))
}

func (d *Desk) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := d.accounts.SignOut(r.Context(), web.Who(r)); err != nil {
		return err
	}
	d.site.EndSession(w)
	return web.Redirect(w, r, "/")
}

// home is the first page of a standing.
func home(who identity.Who, to string) string {
	switch {
	case to != "":
		return to
	case who.Is(identity.Registrar):
		return "/registry"
	case who.Is(identity.Publisher):
		return "/publisher"
	case who.Is(identity.Administrator):
		return "/admin/standings"
	}
	return "/filings"
}

// Ends is when a challenge ends; the page shows it in Tehran time.
func (p codePage) Ends() time.Time { return p.Challenge.Until }
