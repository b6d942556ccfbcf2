package account

import (
	"errors"
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

func (d *Desk) askRecover(w http.ResponseWriter, r *http.Request) error {
	p := d.registerPage(r, 1, "recover.title", "/sign-in")
	p.All = 2
	return d.site.Render(w, r, "recover", p)
}

// recover asks for what a registration asked for. The next page is the same for everybody.
func (d *Desk) recover(w http.ResponseWriter, r *http.Request) error {
	p := d.registerPage(r, 1, "recover.title", "/sign-in")
	p.All, p.NationalID, p.Birth, p.Mobile = 2, r.PostFormValue("national_id"), readDate(r, "birth"), r.PostFormValue("mobile")
	_, errID := lang.NationalID(p.NationalID)
	birth, errBirth := p.Birth.parse()
	_, errMobile := lang.Mobile(p.Mobile)
	if err := p.mistakes("national_id", errID, "birth", errBirth, "mobile", errMobile); err != nil {
		return d.site.RenderStatus(w, r, err, "recover", p)
	}
	ch, err := d.accounts.Recover(r.Context(), p.NationalID, birth, p.Mobile, d.device(r))
	if err != nil {
		if !mendable(err) {
			return err
		}
		p.WithError("national_id", err)
		return d.site.RenderStatus(w, r, err, "recover", p)
	}
	d.keep(w, challengeCookie, ch.Token, identity.RegistrationLife)
	return web.Redirect(w, r, "/recover/code")
}

func (d *Desk) recoverChallenge(r *http.Request) (codePage, error) {
	ch, err := d.accounts.Waiting(r.Context(), d.kept(r, challengeCookie))
	p := d.codePage(r, ch, "/recover/code", identity.PurposeRecover)
	p.At, p.All, p.Page.Back, p.Lost = 2, 2, "/recover", "/help#other-ways"
	return p, err
}

func (d *Desk) askRecoverCode(w http.ResponseWriter, r *http.Request) error {
	p, err := d.recoverChallenge(r)
	if errors.Is(err, identity.ErrCodeNone) || p.Challenge.Purpose != identity.PurposeRecover {
		return web.Redirect(w, r, "/recover")
	}
	if err != nil {
		return err
	}
	return d.site.Render(w, r, "code", p)
}

func (d *Desk) renew(w http.ResponseWriter, r *http.Request) error {
	err := d.accounts.Renew(r.Context(), d.kept(r, challengeCookie), r.PostFormValue("code"), d.device(r))
	if err == nil {
		d.forget(w, challengeCookie)
		return web.Redirect(w, r, "/recover/done")
	}
	if !mendable(err) {
		return err
	}
	p, _ := d.recoverChallenge(r)
	return d.wrongCode(w, r, p, err)
}

func (d *Desk) recoverAgain(w http.ResponseWriter, r *http.Request) error {
	if _, err := d.accounts.Again(r.Context(), d.kept(r, challengeCookie)); err != nil {
		if !mendable(err) {
			return err
		}
		p, _ := d.recoverChallenge(r)
		return d.wrongCode(w, r, p, err)
	}
	return web.Redirect(w, r, "/recover/code")
}

func (d *Desk) renewed(w http.ResponseWriter, r *http.Request) error {
	return d.site.Render(w, r, "recover-done", d.site.Page(r, "recover.done"))
}
