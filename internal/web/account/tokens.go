package account

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type tokensPage struct {
	web.Page
	Profile identity.Profile
	Tokens  []identity.Token
	Scopes  []identity.Scope // that this standing may give
	Name    string
	Days    string
	Chosen  map[identity.Scope]bool
	Asked   bool   // a code for this wish was sent
	Secret  string // of a token just made; shown this once
}

// Says names a scope in words.
func (p tokensPage) Says(s identity.Scope) string {
	switch s {
	case identity.ReadFilings:
		return p.T("tokens.scope_read")
	case identity.WriteFilings:
		return p.T("tokens.scope_write")
	case identity.CourtDesk:
		return p.T("tokens.scope_registry")
	}
	return string(s)
}

// Lives are the lives that a token can be given here, in days.
func (p tokensPage) Lives() []int { return []int{30, 90, identity.TokenDays} }

func (d *Desk) tokensPage(r *http.Request) (p tokensPage, err error) {
	who := web.Who(r)
	p = tokensPage{Page: d.site.Page(r, "tokens.title"), Scopes: identity.Scopes(who.Standing.Kind), Name: r.PostFormValue("name"), Days: r.PostFormValue("days"), Chosen: map[identity.Scope]bool{}}
	p.Back = "/account"
	if p.Days == "" {
		p.Days = "90"
	}
	for _, s := range r.PostForm["scope"] {
		p.Chosen[identity.Scope(s)] = true
	}
	if p.Profile, err = d.accounts.Profile(r.Context(), who); err != nil {
		return p, err
	}
	p.Tokens, err = d.accounts.Tokens(r.Context(), who)
	return p, err
}

func (p tokensPage) wish() identity.TokenWish {
	days, err := strconv.Atoi(lang.LatinDigits(p.Days))
	if err != nil {
		days = 0 // refused with the rest of the wish
	}
	w := identity.TokenWish{Name: p.Name, Days: days}
	for s := range p.Chosen {
		w.Scopes = append(w.Scopes, s)
	}
	return w
}

func (d *Desk) tokens(w http.ResponseWriter, r *http.Request) error {
	p, err := d.tokensPage(r)
	if err != nil {
		return err
	}
	return d.site.Render(w, r, "tokens", p)
}

// askToken checks the wish and sends the code that it needs.
func (d *Desk) askToken(w http.ResponseWriter, r *http.Request) error {
	p, err := d.tokensPage(r)
	if err != nil {
		return err
	}
	err = d.accounts.AskToken(r.Context(), web.Who(r), p.wish())
	p.Asked = err == nil || errors.Is(err, identity.ErrTooSoon)
	if err == nil {
		return d.site.Render(w, r, "tokens", p)
	}
	return d.mendTokens(w, r, p, map[bool]string{true: "code", false: "name"}[p.Asked], err)
}

// makeToken proves the code and shows the secret, this once.
func (d *Desk) makeToken(w http.ResponseWriter, r *http.Request) error {
	p, err := d.tokensPage(r)
	if err != nil {
		return err
	}
	secret, made, err := d.accounts.MakeToken(r.Context(), web.Who(r), p.wish(), r.PostFormValue("code"))
	if err != nil {
		p.Asked = true
		return d.mendTokens(w, r, p, "code", err)
	}
	p.Secret, p.Tokens = secret, append([]identity.Token{made}, p.Tokens...)
	p.Name, p.Chosen = "", nil
	return d.site.Render(w, r, "tokens", p)
}

func (d *Desk) mendTokens(w http.ResponseWriter, r *http.Request, p tokensPage, field string, err error) error {
	if !mendable(err) || fault.KindOf(err) == fault.SignIn {
		return err
	}
	p.WithError(field, err)
	return d.site.RenderStatus(w, r, err, "tokens", p)
}

func (d *Desk) revokeToken(w http.ResponseWriter, r *http.Request) error {
	if err := d.accounts.RevokeToken(r.Context(), web.Who(r), r.PathValue("token")); err != nil {
		return err
	}
	return web.Redirect(w, r, "/account/tokens")
}
