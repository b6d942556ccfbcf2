package account

import (
	"errors"
	"net/http"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

// registerSteps are the pages of a registration.
const registerSteps = 5

type registerPage struct {
	web.Page
	At, All      int
	NationalID   string
	Birth        typedDate
	Mobile       string
	Place        typedPlace
	Registration identity.Registration
	MobileShown  string
	CountyName   string
}

func (d *Desk) registerPage(r *http.Request, at int, title, back string) registerPage {
	p := registerPage{Page: d.site.Page(r, title), At: at, All: registerSteps}
	p.Page.Back = back
	return p
}

func (d *Desk) askPerson(w http.ResponseWriter, r *http.Request) error {
	return d.site.Render(w, r, "register", d.registerPage(r, 1, "register.title", "/"))
}

// person asks the civil registry who this is.
func (d *Desk) person(w http.ResponseWriter, r *http.Request) error {
	p := d.registerPage(r, 1, "register.title", "/")
	p.NationalID, p.Birth = r.PostFormValue("national_id"), readDate(r, "birth")
	_, errID := lang.NationalID(p.NationalID)
	birth, errBirth := p.Birth.parse()
	if err := p.mistakes("national_id", errID, "birth", errBirth); err != nil {
		return d.site.RenderStatus(w, r, err, "register", p)
	}
	token, err := d.accounts.Begin(r.Context(), p.NationalID, birth, d.device(r))
	if err != nil {
		if !mendable(err) {
			return err
		}
		p.WithError(map[bool]string{true: "birth", false: "national_id"}[errors.Is(err, identity.ErrBirthMismatch) || errors.Is(err, identity.ErrMinor)], err)
		return d.site.RenderStatus(w, r, err, "register", p)
	}
	d.keep(w, registerCookie, token, identity.RegistrationLife)
	return web.Redirect(w, r, "/register/mobile")
}

// mistakes puts all faults of a page at their fields at once; names and faults stand in turn.
func (p *registerPage) mistakes(pairs ...any) (first error) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if err, ok := pairs[i+1].(error); ok && err != nil {
			p.WithError(pairs[i].(string), err)
			if first == nil {
				first = err
			}
		}
	}
	return first
}

// underWay gives the registration of this browser, or leads back to its beginning.
func (d *Desk) underWay(r *http.Request, at int, title, back string) (registerPage, error) {
	p := d.registerPage(r, at, title, back)
	registration, err := d.accounts.Registration(r.Context(), d.kept(r, registerCookie))
	p.Registration, p.MobileShown = registration, identity.Masked(registration.Mobile)
	return p, err
}

// step shows a page of a registration under way.
func (d *Desk) step(w http.ResponseWriter, r *http.Request, at int, title, back, page string, ready func(*registerPage) bool) error {
	p, err := d.underWay(r, at, title, back)
	switch {
	case errors.Is(err, identity.ErrRegistration):
		return web.Redirect(w, r, "/register")
	case err != nil:
		return err
	case !ready(&p):
		return web.Redirect(w, r, back)
	}
	return d.site.Render(w, r, page, p)
}

func always(*registerPage) bool { return true }

func (d *Desk) askMobile(w http.ResponseWriter, r *http.Request) error {
	return d.step(w, r, 2, "register.mobile", "/register", "register-mobile", always)
}

func (d *Desk) mobile(w http.ResponseWriter, r *http.Request) error {
	number := r.PostFormValue("mobile")
	err := d.accounts.Mobile(r.Context(), d.kept(r, registerCookie), number)
	if err == nil || errors.Is(err, identity.ErrTooSoon) { // the code that was just sent still works
		return web.Redirect(w, r, "/register/code")
	}
	return d.mendStep(w, r, err, "mobile", 2, "register.mobile", "/register", "register-mobile", func(p *registerPage) { p.Mobile = number })
}

// mendStep shows a page of a registration again with what has to be mended.
func (d *Desk) mendStep(w http.ResponseWriter, r *http.Request, cause error, field string, at int, title, back, page string, typed func(*registerPage)) error {
	if errors.Is(cause, identity.ErrRegistration) || !mendable(cause) {
		return cause
	}
	p, err := d.underWay(r, at, title, back)
	if err != nil {
		return err
	}
	typed(&p)
	p.WithError(field, cause)
	return d.site.RenderStatus(w, r, cause, page, p)
}

func (d *Desk) mobileChallenge(r *http.Request) codePage {
	ch, err := d.accounts.Waiting(r.Context(), d.kept(r, registerCookie))
	if err != nil {
		ch = identity.Challenge{How: identity.BySMS}
	}
	p := d.codePage(r, ch, "/register/code", identity.PurposeRegister)
	p.At, p.All, p.Page.Back, p.Lost = 3, registerSteps, "/register/mobile", "/register/mobile"
	return p
}

func (d *Desk) askMobileCode(w http.ResponseWriter, r *http.Request) error {
	p := d.mobileChallenge(r)
	if p.Challenge.Mobile == "" {
		return web.Redirect(w, r, "/register/mobile")
	}
	return d.site.Render(w, r, "code", p)
}

func (d *Desk) mobileCode(w http.ResponseWriter, r *http.Request) error {
	err := d.accounts.ConfirmMobile(r.Context(), d.kept(r, registerCookie), r.PostFormValue("code"), d.device(r))
	switch {
	case err == nil:
		return web.Redirect(w, r, "/register/address")
	case errors.Is(err, identity.ErrHasAccount):
		return d.hasAccount(w, r, err)
	case errors.Is(err, identity.ErrRegistration) || !mendable(err):
		return err
	}
	return d.wrongCode(w, r, d.mobileChallenge(r), err)
}

// hasAccount sends a person who has proven their number to the sign-in.
func (d *Desk) hasAccount(w http.ResponseWriter, r *http.Request, cause error) error {
	d.forget(w, registerCookie)
	p := d.signInPage(r)
	p.Ended = p.Error(cause)
	return d.site.RenderStatus(w, r, cause, "sign-in", p)
}

func (d *Desk) mobileAgain(w http.ResponseWriter, r *http.Request) error {
	if _, err := d.accounts.Again(r.Context(), d.kept(r, registerCookie)); err != nil {
		if !mendable(err) {
			return err
		}
		return d.wrongCode(w, r, d.mobileChallenge(r), err)
	}
	return web.Redirect(w, r, "/register/code")
}

func (d *Desk) askPlace(w http.ResponseWriter, r *http.Request) error {
	return d.step(w, r, 4, "register.address", "/register/code", "register-address", func(p *registerPage) bool {
		p.Place = d.shownPlace(p.Page, identity.Place{PostalCode: p.Registration.PostalCode, Address: p.Registration.Address, County: p.Registration.County})
		return !p.Registration.ProvenAt.IsZero()
	})
}

func (d *Desk) place(w http.ResponseWriter, r *http.Request) error {
	p, err := d.underWay(r, 4, "register.address", "/register/code")
	if err != nil {
		return err
	}
	var place identity.Place
	p.Place, place = d.readPlace(r)
	if err := d.placeMistakes(&p.Page, &p.Place); err != nil {
		return d.site.RenderStatus(w, r, err, "register-address", p)
	}
	if err := d.accounts.Address(r.Context(), d.kept(r, registerCookie), place); err != nil {
		return d.mendStep(w, r, err, placeField(err), 4, "register.address", "/register/code", "register-address", func(q *registerPage) { q.Place = p.Place })
	}
	return web.Redirect(w, r, "/register/check")
}

func (d *Desk) checkRegistration(w http.ResponseWriter, r *http.Request) error {
	return d.step(w, r, 5, "register.check", "/register/address", "register-check", func(p *registerPage) bool {
		p.CountyName = d.countyName(p.Page, p.Registration.County)
		return p.Registration.Address != ""
	})
}

func (d *Desk) finish(w http.ResponseWriter, r *http.Request) error {
	if _, err := d.accounts.Finish(r.Context(), d.kept(r, registerCookie)); err != nil {
		if errors.Is(err, identity.ErrHasAccount) {
			return d.hasAccount(w, r, err)
		}
		return err
	}
	d.forget(w, registerCookie)
	return web.Redirect(w, r, "/register/done")
}

func (d *Desk) registered(w http.ResponseWriter, r *http.Request) error {
	return d.site.Render(w, r, "register-done", d.site.Page(r, "register.done"))
}

// typedPlace is an address as typed, with the counties that its words may mean.
type typedPlace struct {
	PostalCode, Address, County, Key string
	Counties                         []form.Located
}

func (d *Desk) readPlace(r *http.Request) (typedPlace, identity.Place) {
	t := typedPlace{PostalCode: r.PostFormValue("postal_code"), Address: r.PostFormValue("address"), County: r.PostFormValue("county"), Key: r.PostFormValue("county_key")}
	found := d.places.Find(t.County)
	for _, c := range found {
		if len(found) == 1 || c.Key == t.Key {
			t.Key = c.Key
			return t, identity.Place{PostalCode: t.PostalCode, Address: t.Address, County: c.Key}
		}
	}
	t.Key, t.Counties = "", found
	return t, identity.Place{PostalCode: t.PostalCode, Address: t.Address}
}

// placeMistakes finds all that is wrong with a typed address at once.
func (d *Desk) placeMistakes(p *web.Page, t *typedPlace) (first error) {
	note := func(field string, err error) {
		if err != nil {
			p.WithError(field, err)
			if first == nil {
				first = err
			}
		}
	}
	_, errPostal := lang.PostalCode(t.PostalCode)
	note("postal_code", errPostal)
	switch {
	case strings.TrimSpace(t.County) == "":
		note("county", identity.ErrCounty)
	case t.Key == "" && len(t.Counties) > 0:
		note("county", errWhichCounty)
	case t.Key == "":
		note("county", errNoCounty)
	}
	if len([]rune(lang.Line(t.Address))) < 10 {
		note("address", identity.ErrAddress)
	}
	return first
}

func placeField(err error) string {
	switch {
	case errors.Is(err, lang.ErrPostalCode):
		return "postal_code"
	case errors.Is(err, identity.ErrCounty):
		return "county"
	}
	return "address"
}

func (d *Desk) shownPlace(p web.Page, place identity.Place) typedPlace {
	return typedPlace{PostalCode: p.Digits(place.PostalCode), Address: place.Address, County: d.countyName(p, place.County), Key: place.County}
}

func (d *Desk) countyName(p web.Page, key string) string {
	county, ok := d.places.ByKey(key)
	switch {
	case !ok:
		return key
	case !p.FA() && county.NameEN != "":
		return county.NameEN
	}
	return county.Name
}
