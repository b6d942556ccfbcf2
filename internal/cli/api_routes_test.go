package cli

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/access"
	"github.com/tarazu-justice/tarazu/internal/api"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/web"
)

// filled fills a pattern of the API with values that nobody has; the given id first.
func filled(r api.Route, id string) string {
	pattern := strings.TrimPrefix(r.Pattern, api.Root)
	if id != "" {
		pattern = strings.Replace(pattern, "/filings/{id}", "/filings/"+id, 1)
	}
	return strings.ReplaceAll(wildcard.ReplaceAllString(pattern, "nothing"), "{$}", "")
}

func TestEveryAPIRouteHasARightOfTheTable(t *testing.T) {
	_, a, _ := demoSite(t)
	known := map[access.Right]bool{}
	for _, row := range access.Table {
		known[row.Right] = true
	}
	if len(a.api.Routes()) < 60 {
		t.Fatalf("%d routes only", len(a.api.Routes()))
	}
	for _, r := range a.api.Routes() {
		if !known[r.Right] {
			t.Errorf("%s %s names the right %q, which the table lacks", r.Method, r.Pattern, r.Right)
		}
		want := map[access.Right]identity.Scope{access.Registry: identity.CourtDesk}[r.Right]
		if r.Right == access.File {
			if want = identity.WriteFilings; r.Method == http.MethodGet {
				want = identity.ReadFilings
			}
		}
		if r.Scope != want {
			t.Errorf("%s %s asks a token for %q, want %q", r.Method, r.Pattern, r.Scope, want)
		}
	}
}

// TestTheAPIShowsStrangersTheDoor asks every route without a token, from another site too.
func TestTheAPIShowsStrangersTheDoor(t *testing.T) {
	server, a, _ := demoSite(t)
	stranger := program{t: t, url: server.URL}
	for _, r := range a.api.Routes() {
		response := stranger.call(r.Method, filled(r, ""), "", "Sec-Fetch-Site: cross-site")
		headers(t, web.Route{Method: r.Method, Pattern: r.Pattern}, &http.Response{Header: response.header})
		leaks(t, r, response)
		if open := r.Right == access.Anyone || r.Right == access.Guest; !open && (response.status != http.StatusUnauthorized || response.say("code") != "access.sign_in") {
			t.Errorf("%s %s answers a stranger %d", r.Method, r.Pattern, response.status)
		}
		if response.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s %s lets pages of other sites read", r.Method, r.Pattern)
		}
	}
}

func leaks(t *testing.T, r api.Route, response reply) {
	t.Helper()
	for _, inside := range []string{"sql:", ".go:", "panic", "SQLITE", "goroutine", "json:"} {
		if strings.Contains(response.text, inside) {
			t.Errorf("%s %s shows %q", r.Method, r.Pattern, inside)
		}
	}
}

// TestTheAPIDeniesWhatTheTableDenies walks every route as each standing: what the table
// allows passes the door, and what it denies looks as if it were not there.
func TestTheAPIDeniesWhatTheTableDenies(t *testing.T) {
	server, a, _ := demoSite(t)
	for key, kind := range map[string]identity.StandingKind{"zahra": identity.Citizen, "PEA-KARAJ-1": identity.Registrar, "kamran": identity.Administrator, "shirin": identity.Publisher, "ladan": identity.Graduate} {
		p := apiAs(t, server.URL, key)
		who := identity.Who{Account: "a", Standing: identity.Standing{Kind: kind}}
		var last []api.Route // end the session that all others need
		for _, r := range append(a.api.Routes(), api.Route{}) {
			if r.Method == http.MethodDelete && strings.HasPrefix(filled(r, ""), "/sessions") {
				last = append(last, r)
				continue
			}
			if r.Method != "" {
				p.denied(r, access.Allow(r.Right, &who) != nil)
			}
		}
		for _, r := range last[1:] {
			p.denied(r, false)
		}
	}
}

func (p program) denied(r api.Route, want bool) {
	p.t.Helper()
	a := p.call(r.Method, filled(r, ""), "")
	if got := a.status == http.StatusNotFound && a.say("code") == "access.unknown"; got != want || a.status == http.StatusUnauthorized || a.status >= 500 {
		p.t.Errorf("%s %s: denied %v, want %v; %d %s", r.Method, r.Pattern, got, want, a.status, a.text)
	}
}

// TestAPIGetChangesNothing walks all GET routes as filer and registrar, with papers that are
// there, and compares the whole database.
func TestAPIGetChangesNothing(t *testing.T) {
	server, a, database := demoSite(t)
	zahra := apiAs(t, server.URL, "zahra")
	draft, filed := zahra.draft(), zahra.draft()
	zahra.ready(filed)
	zahra.must("POST", "/filings/"+filed+"/submit", "", "Idempotency-Key: k")
	clerk := apiAs(t, server.URL, "PEA-KARAJ-1")
	quiet(t, database) // what the submission left to do is done
	before := fingerprint(t, database)
	answered := 0
	for _, r := range a.api.Routes() {
		if r.Method != http.MethodGet {
			continue
		}
		for _, p := range []program{zahra, clerk} {
			for _, id := range []string{draft, filed} {
				if p.call(http.MethodGet, filled(r, id), "").status == http.StatusOK {
					answered++
				}
				p.call(http.MethodHead, filled(r, id), "")
			}
		}
	}
	if after := fingerprint(t, database); after != before {
		t.Error("a GET changed the database")
	}
	if answered < 40 {
		t.Errorf("only %d of the reads were answered; the walk went blind", answered)
	}
}

// TestBrokenAPIRequestsLeakNothing sends every door what no program of ours would send.
func TestBrokenAPIRequestsLeakNothing(t *testing.T) {
	server, a, _ := demoSite(t)
	zahra := apiAs(t, server.URL, "zahra")
	id := zahra.draft()
	for _, r := range a.api.Routes() {
		if r.Method == http.MethodGet || r.Method == http.MethodDelete {
			continue
		}
		for _, body := range []string{"{\"a\":", "\x00\xff\xfe", "[[[[", `{"facts":[1]}`, "null", strings.Repeat("9", 5000)} {
			response := zahra.call(r.Method, filled(r, id), body, "If-Match: *", "Idempotency-Key: x")
			leaks(t, r, response)
			if response.status >= 500 || response.status < 400 && !strings.HasSuffix(r.Pattern, "/language") {
				t.Errorf("%s %s with %.8q answers %d %s", r.Method, r.Pattern, body, response.status, response.text)
			}
		}
	}
}

// TestAPIScopes walks the filer's routes with a key that may only read.
func TestAPIScopes(t *testing.T) {
	server, a, _ := demoSite(t)
	zahra := apiAs(t, server.URL, "zahra")
	wish := `"name":"reader","scopes":["filings:read"],"days":1`
	zahra.must("POST", "/tokens", "{"+wish+"}")
	made := zahra.must("PUT", "/tokens", fmt.Sprintf(`{%s,"code":%q}`, wish, smsCode(t, server.URL, "", "identity.token", 0)))
	key := program{t, server.URL, made.say("token")}
	for _, r := range a.api.Routes() {
		want := map[access.Right]string{access.Account: "api.session_only", access.Guest: "api.session_only", access.Registry: "access.unknown", access.Admin: "access.unknown"}[r.Right]
		if r.Scope == identity.WriteFilings {
			want = "api.scope"
		}
		got := key.call(r.Method, filled(r, ""), "").say("code")
		if gate := got == "api.scope" || got == "api.session_only" || got == "access.unknown"; gate && got != want || !gate && want != "" {
			t.Errorf("%s %s answers a key for reading %q, want %q", r.Method, r.Pattern, got, want)
		}
	}
}
