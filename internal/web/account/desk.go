// Package account is the counter of identity on the site: signing in, registering in Sana,
// a new personal code, one's own account with its sessions and standings, and for
// administrators the standings of others.
//
// Tokens of steps travel in cookies, never in addresses. What cannot be taken is shown again
// as typed, with the reason at its field; secrets are never shown again.
package account

import (
	"embed"
	"io/fs"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/tarazu-justice/tarazu/internal/access"
	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

//go:embed pages
var pages embed.FS

// Pages are the desk's templates.
func Pages() fs.FS { return pages }

// Desk is the counter of identity.
type Desk struct {
	site     *web.Site
	accounts *identity.Accounts
	places   form.Places
}

// New opens the desk.
func New(site *web.Site, accounts *identity.Accounts, places form.Places) *Desk {
	return &Desk{site: site, accounts: accounts, places: places}
}

// Routes lists the doors of the desk.
func (d *Desk) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Pattern: "/sign-in", Right: access.Guest, Handler: d.askSignIn},
		{Method: "POST", Pattern: "/sign-in", Right: access.Guest, Handler: d.signIn},
		{Method: "GET", Pattern: "/sign-in/code", Right: access.Guest, Handler: d.askCode},
		{Method: "POST", Pattern: "/sign-in/code", Right: access.Guest, Handler: d.confirm},
		{Method: "POST", Pattern: "/sign-in/code/again", Right: access.Guest, Handler: d.codeAgain},
		{Method: "POST", Pattern: "/sign-out", Right: access.Account, Handler: d.signOut},

		{Method: "GET", Pattern: "/register", Right: access.Guest, Handler: d.askPerson},
		{Method: "POST", Pattern: "/register", Right: access.Guest, Handler: d.person},
		{Method: "GET", Pattern: "/register/mobile", Right: access.Guest, Handler: d.askMobile},
		{Method: "POST", Pattern: "/register/mobile", Right: access.Guest, Handler: d.mobile},
		{Method: "GET", Pattern: "/register/code", Right: access.Guest, Handler: d.askMobileCode},
		{Method: "POST", Pattern: "/register/code", Right: access.Guest, Handler: d.mobileCode},
		{Method: "POST", Pattern: "/register/code/again", Right: access.Guest, Handler: d.mobileAgain},
		{Method: "GET", Pattern: "/register/address", Right: access.Guest, Handler: d.askPlace},
		{Method: "POST", Pattern: "/register/address", Right: access.Guest, Handler: d.place},
		{Method: "GET", Pattern: "/register/check", Right: access.Guest, Handler: d.checkRegistration},
		{Method: "POST", Pattern: "/register/check", Right: access.Guest, Handler: d.finish},
		{Method: "GET", Pattern: "/register/done", Right: access.Guest, Handler: d.registered},

		{Method: "GET", Pattern: "/recover", Right: access.Guest, Handler: d.askRecover},
		{Method: "POST", Pattern: "/recover", Right: access.Guest, Handler: d.recover},
		{Method: "GET", Pattern: "/recover/code", Right: access.Guest, Handler: d.askRecoverCode},
		{Method: "POST", Pattern: "/recover/code", Right: access.Guest, Handler: d.renew},
		{Method: "POST", Pattern: "/recover/code/again", Right: access.Guest, Handler: d.recoverAgain},
		{Method: "GET", Pattern: "/recover/done", Right: access.Guest, Handler: d.renewed},

		{Method: "GET", Pattern: "/stay", Right: access.Account, Handler: d.stay},
		{Method: "GET", Pattern: "/account", Right: access.Account, Handler: d.account},
		{Method: "GET", Pattern: "/account/standing", Right: access.Account, Handler: d.askStanding},
		{Method: "POST", Pattern: "/account/standing", Right: access.Account, Handler: d.act},
		{Method: "POST", Pattern: "/account/sessions/{session}/end", Right: access.Account, Handler: d.end},
		{Method: "POST", Pattern: "/account/sessions/end-others", Right: access.Account, Handler: d.endOthers},
		{Method: "POST", Pattern: "/account/language", Right: access.Account, Handler: d.language},
		{Method: "GET", Pattern: "/account/address", Right: access.Account, Handler: d.askAddress},
		{Method: "POST", Pattern: "/account/address", Right: access.Account, Handler: d.address},
		{Method: "POST", Pattern: "/account/address/code", Right: access.Account, Handler: d.changeAddress},

		{Method: "GET", Pattern: "/account/tokens", Right: access.Account, Handler: d.tokens},
		{Method: "POST", Pattern: "/account/tokens", Right: access.Account, Handler: d.askToken},
		{Method: "POST", Pattern: "/account/tokens/code", Right: access.Account, Handler: d.makeToken},
		{Method: "POST", Pattern: "/account/tokens/{token}/revoke", Right: access.Account, Handler: d.revokeToken},

		{Method: "GET", Pattern: "/admin/standings", Right: access.Admin, Handler: d.askWhose},
		{Method: "POST", Pattern: "/admin/standings", Right: access.Admin, Handler: d.whose},
		{Method: "POST", Pattern: "/admin/standings/grant", Right: access.Admin, Handler: d.grant},
		{Method: "POST", Pattern: "/admin/standings/revoke", Right: access.Admin, Handler: d.revoke},
	}
}

// The cookies of the ways in: one for a challenge, one for a registration.
const (
	challengeCookie = "way"
	registerCookie  = "sana"
)

func (d *Desk) cookieName(name string) string {
	if d.site.Plain {
		return "tarazu-" + name
	}
	return "__Host-tarazu-" + name
}

func (d *Desk) keep(w http.ResponseWriter, name, token string, life time.Duration) {
	d.site.SetCookie(w, d.cookieName(name), token, life)
}

func (d *Desk) kept(r *http.Request, name string) string {
	if c, err := r.Cookie(d.cookieName(name)); err == nil {
		return c.Value
	}
	return ""
}

func (d *Desk) forget(w http.ResponseWriter, name string) { d.keep(w, name, "", -time.Second) }

// device says where a request comes from, for limits and for the person's own list.
func (d *Desk) device(r *http.Request) identity.Device {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	return identity.Device{Client: host, Label: deviceLabel(r.UserAgent()), Shared: r.PostFormValue("shared") == "yes"}
}

// deviceLabel names a browser in the words that its owner uses; no more than that is kept.
func deviceLabel(agent string) string {
	name := firstOf(agent, "Edg", "Edge", "Firefox", "Firefox", "SamsungBrowser", "Samsung", "Chrome", "Chrome", "Safari", "Safari")
	system := firstOf(agent, "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows", "Mac OS", "macOS", "Linux", "Linux")
	return strings.Trim(name+", "+system, ", ")
}

// firstOf gives the name of the first mark that agent bears; marks and names stand in turn.
func firstOf(agent string, marks ...string) string {
	for i := 0; i+1 < len(marks); i += 2 {
		if strings.Contains(agent, marks[i]) {
			return marks[i+1]
		}
	}
	return ""
}

// mendable says whether a fault is shown at its field, as something the person can do about.
func mendable(err error) bool {
	switch fault.KindOf(err) {
	case fault.Invalid, fault.TooMany, fault.Conflict, fault.Unavailable:
		return true
	case fault.Internal, fault.SignIn, fault.Forbidden, fault.NotFound, fault.TooLarge:
	}
	return false
}

// typedDate is a date as typed in its three boxes.
type typedDate struct{ Day, Month, Year string }

func readDate(r *http.Request, name string) typedDate {
	return typedDate{r.PostFormValue(name + ".day"), r.PostFormValue(name + ".month"), r.PostFormValue(name + ".year")}
}

func (t typedDate) parse() (lang.Date, error) { return lang.ParseDateParts(t.Day, t.Month, t.Year) }
