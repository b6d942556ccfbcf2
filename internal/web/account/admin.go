package account

import (
	"net/http"
	"net/url"

	"rsc.io/qr"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type adminPage struct {
	accountPage
	NationalID         string
	Found              bool
	Kind               string
	Authority, Licence string
	Secret             string // of a new authenticator, shown once
	QR                 qrCode
	Done               string
}

// Kinds are the standings that an administrator gives.
func (adminPage) Kinds() []identity.StandingKind {
	staff := []identity.StandingKind{identity.Registrar, identity.Publisher, identity.Administrator}
	return append(staff, identity.Filers...)
}

func (d *Desk) adminPage(r *http.Request) adminPage {
	return adminPage{accountPage: accountPage{Page: d.site.Page(r, "admin.title")}, NationalID: r.PostFormValue("national_id")}
}

func (d *Desk) askWhose(w http.ResponseWriter, r *http.Request) error {
	return d.site.Render(w, r, "admin", d.adminPage(r))
}

// whose shows the standings of a person. The number travels in the body: addresses are kept
// in logs and histories.
func (d *Desk) whose(w http.ResponseWriter, r *http.Request) error {
	p := d.adminPage(r)
	return d.showStandings(w, r, p, "national_id", nil)
}

// showStandings shows the person of the form, with what was done or what went wrong.
func (d *Desk) showStandings(w http.ResponseWriter, r *http.Request, p adminPage, field string, cause error) error {
	profile, err := d.accounts.Look(r.Context(), web.Who(r), p.NationalID)
	if err == nil {
		p.Found, p.Profile = true, profile
	} else if cause == nil {
		field, cause = "national_id", err
	}
	if cause == nil {
		return d.site.Render(w, r, "admin", p)
	}
	if kind := fault.KindOf(cause); kind == fault.Internal || kind == fault.SignIn {
		return cause
	}
	p.WithError(field, cause)
	return d.site.RenderStatus(w, r, cause, "admin", p)
}

func (d *Desk) grant(w http.ResponseWriter, r *http.Request) error {
	p := d.adminPage(r)
	p.Kind, p.Authority, p.Licence = r.PostFormValue("kind"), r.PostFormValue("authority"), r.PostFormValue("licence")
	granted, err := d.accounts.Grant(r.Context(), web.Who(r), p.NationalID, identity.Standing{
		Kind: identity.StandingKind(p.Kind), Authority: p.Authority, Licence: p.Licence,
	})
	if err == nil {
		p.Done = p.T("admin.granted")
		if err := p.hand(granted.Authenticator); err != nil {
			return err
		}
	}
	return d.showStandings(w, r, p, "kind", err)
}

func (d *Desk) revoke(w http.ResponseWriter, r *http.Request) error {
	p := d.adminPage(r)
	err := d.accounts.Revoke(r.Context(), web.Who(r), p.NationalID, r.PostFormValue("standing"))
	if err == nil {
		p.Done = p.T("admin.revoked")
	}
	return d.showStandings(w, r, p, "national_id", err)
}

// qrCode is a QR as one path of an inline picture.
type qrCode struct {
	Size int
	Path string
}

// hand shows a new authenticator: the QR for a camera, the secret for typing.
func (p *adminPage) hand(authenticator string) error {
	u, err := url.Parse(authenticator)
	if err != nil || authenticator == "" {
		return err
	}
	code, err := qr.Encode(authenticator, qr.M)
	if err != nil {
		return err
	}
	p.Secret, p.QR = u.Query().Get("secret"), qrCode{code.Size, web.QRPath(code.Size, code.Black)}
	return nil
}
