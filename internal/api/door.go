package api

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"golang.org/x/text/language"

	"github.com/tarazu-justice/tarazu/internal/access"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Handler joins the routes behind the common door.
func (a *API) Handler() (http.Handler, error) {
	a.mux = http.NewServeMux()
	a.limits.now = a.Now
	for _, r := range a.Routes() {
		a.mux.Handle(r.Method+" "+r.Pattern, a.watched(r, a.door(r)))
	}
	spec, err := describe(a.Routes()).JSON()
	a.spec = spec
	return http.HandlerFunc(a.outer), err
}

// outer is around everything: request id, language, headers, last resort.
func (a *API) outer(w http.ResponseWriter, r *http.Request) {
	c := &call{w: w, loc: asked(r), now: a.Now, id: strings.ToLower(rand.Text()[:12])}
	r = r.WithContext(context.WithValue(r.Context(), callKey{}, c))
	c.r = r
	headers(w.Header(), c.loc)
	defer func() {
		if p := recover(); p != nil {
			a.fail(c, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	handler, pattern := a.mux.Handler(r)
	if pattern == "" {
		a.unmatched(c, handler)
		return
	}
	a.mux.ServeHTTP(w, r)
}

// headers go with every answer: nothing is kept by caches or shown as a page of ours.
func headers(h http.Header, loc lang.Locale) {
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Language", string(loc))
	h.Set("Vary", "Accept-Language")
}

var spoken = language.NewMatcher([]language.Tag{language.Persian, language.English})

// asked is the language that a request asks for; Persian when it asks for none of ours.
func asked(r *http.Request) lang.Locale {
	_, at := language.MatchStrings(spoken, r.Header.Get("Accept-Language"))
	if at == 1 {
		return lang.EN
	}
	return lang.FA
}

// unmatched answers for an address or a method that no route has.
func (a *API) unmatched(c *call, handler http.Handler) {
	probe := &probe{header: http.Header{}}
	handler.ServeHTTP(probe, c.r)
	if probe.status == http.StatusMethodNotAllowed {
		c.w.Header().Set("Allow", probe.header.Get("Allow"))
		a.fail(c, errMethod)
		return
	}
	a.fail(c, errNoRoute)
}

// probe learns what the mux would answer.
type probe struct {
	header http.Header
	status int
}

func (p *probe) Header() http.Header         { return p.header }
func (p *probe) Write(b []byte) (int, error) { return len(b), nil }
func (p *probe) WriteHeader(status int)      { p.status = status }

// door is the way into one route: who asks, how often, may she, do it.
func (a *API) door(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := callOf(r)
		c.r = r
		err := a.enter(c, route)
		if err == nil {
			err = route.Handler(w, r)
		}
		if err != nil {
			a.fail(c, err)
		}
	})
}

func (a *API) enter(c *call, route Route) error {
	unknown := a.identify(c)
	if err := a.limits.take(c); err != nil {
		return err
	}
	if unknown != nil {
		return unknown
	}
	var who *identity.Who
	if c.known {
		who = &c.who
	}
	if err := access.Allow(route.Right, who); err != nil {
		return err
	}
	return route.scoped(c)
}

// identify finds out whose bearer token a request carries. Cookies are not looked at.
func (a *API) identify(c *call) (err error) {
	header := c.r.Header.Get("Authorization")
	if header == "" {
		return nil
	}
	scheme, secret, _ := strings.Cut(header, " ")
	if secret = strings.TrimSpace(secret); !strings.EqualFold(scheme, "Bearer") || secret == "" {
		return errBearer
	}
	if identity.IsToken(secret) {
		c.who, err = a.Accounts.ByToken(c.ctx(), secret)
	} else {
		c.who, err = a.Accounts.Session(c.ctx(), secret)
	}
	c.known = err == nil
	return err
}

// scoped lets a personal token only where it was made for. Whoever may not use a door at all
// was told before that there is none.
func (r Route) scoped(c *call) error {
	switch {
	case !c.who.Token, r.Right == access.Anyone:
		return nil
	case r.Scope == "":
		return errSessionOnly
	case !c.who.Granted.Has(r.Scope):
		return errScope.With("scope", string(r.Scope))
	}
	return nil
}

// watched counts what a route answers, where somebody wants to know.
func (a *API) watched(r Route, door http.Handler) http.Handler {
	if a.Watch == nil {
		return door
	}
	return a.Watch(r.Method+" "+r.Pattern, door)
}
