package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/api"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// TestAPIRefusesWhatIsNotWhole sends what no careful program would send. Each is answered
// with a coded problem, and the draft stays as it was.
func TestAPIRefusesWhatIsNotWhole(t *testing.T) {
	server, _, _ := demoSite(t)
	zahra := apiAs(t, server.URL, "zahra")
	id := zahra.draft()
	draft := "/filings/" + id
	before := zahra.must("GET", draft, "")
	const any = "If-Match: *"
	for _, tc := range []struct {
		name, method, path, body string
		headers                  []string
		status                   int
		code                     string
	}{
		{"unknown key", "PATCH", draft, `{"facts":{},"extra":1}`, []string{any}, 422, "api.unknown_key"},
		{"key in another case", "PATCH", draft, `{"Facts":{}}`, []string{any}, 422, "api.missing_key"},
		{"the same key twice", "PATCH", draft, `{"facts":{},"facts":{}}`, []string{any}, 400, "api.duplicate_key"},
		{"the same fact twice", "PATCH", draft, `{"facts":{"lease.deposit":1,"lease.deposit":2}}`, []string{any}, 400, "api.duplicate_key"},
		{"the same field twice, deep down", "PATCH", draft, `{"facts":{"party.us":[{"kind":"natural","kind":"legal"}]}}`, []string{any}, 400, "api.duplicate_key"},
		{"no facts", "PATCH", draft, `{}`, []string{any}, 422, "api.missing_key"},
		{"facts of another type", "PATCH", draft, `{"facts":[]}`, []string{any}, 422, "api.wrong_type"},
		{"a list where an object belongs", "PATCH", draft, `[]`, []string{any}, 422, "api.wrong_type"},
		{"half a value", "PATCH", draft, `{"facts":{`, []string{any}, 400, "api.json"},
		{"two values", "PATCH", draft, `{"facts":{}} {}`, []string{any}, 400, "api.json"},
		{"nothing", "PATCH", draft, ``, []string{any}, 415, "api.media_type"},
		{"bytes that are no letters", "PATCH", draft, "{\"facts\":{\"x\":\"\xff\"}}", []string{any}, 400, "api.utf8"},
		{"half a pair", "PATCH", draft, `{"facts":{"x":"\ud800"}}`, []string{any}, 400, "api.utf8"},
		{"nested without end", "PATCH", draft, `{"facts":` + strings.Repeat("[", 50_000), []string{any}, 400, "api.deep"},
		{"a form", "PATCH", draft, `facts=1`, []string{any, "Content-Type: application/x-www-form-urlencoded"}, 415, "api.media_type"},
		{"another charset", "PATCH", draft, `{"facts":{}}`, []string{any, "Content-Type: application/json; charset=windows-1256"}, 415, "api.media_type"},
		{"a huge body", "PATCH", draft, `{"facts":{"x":"` + strings.Repeat("a", api.MaxBody) + `"}}`, []string{any}, 413, "api.too_large"},
		{"no version", "PATCH", draft, `{"facts":{}}`, nil, 428, "api.if_match"},
		{"no version of ours", "PATCH", draft, `{"facts":{}}`, []string{`If-Match: W/"x"`}, 400, "api.etag"},
		{"a stale version", "PATCH", draft, `{"facts":{}}`, []string{`If-Match: "1"`}, 412, "filing.stale"},
		{"no such draft", "PATCH", "/filings/nothing", `{"facts":{}}`, []string{any}, 404, "filing.unknown"},
		{"no such title", "POST", "/filings", `{"service":"PET-NOTHING"}`, nil, 404, "filing.no_title"},
		{"no such court", "PUT", draft + "/court", `{"court":"moon"}`, nil, 422, "form.option"},
		{"submit without a key", "POST", draft + "/submit", "", nil, 400, "api.no_key"},
		{"submit with a key of spaces", "POST", draft + "/submit", "", []string{"Idempotency-Key: a b"}, 400, "api.key_shape"},
		{"submit unsigned", "POST", draft + "/submit", "", []string{"Idempotency-Key: k"}, 409, "filing.unsigned"},
		{"a text as attachment", "PUT", draft + "/attachments/lease", "just words", []string{"Content-Type: text/plain"}, 422, "blob.type"},
		{"JSON as attachment", "PUT", draft + "/attachments/lease", "{}", nil, 415, "api.media_type"},
		{"a slot that is not there", "PUT", draft + "/attachments/nothing", picture(0), []string{"Content-Type: image/png"}, 404, "filing.no_slot"},
		{"a cursor of one's own", "GET", "/filings?cursor=abc", "", nil, 400, "api.cursor"},
		{"a limit of words", "GET", "/filings?limit=many", "", nil, 400, "api.parameter"},
		{"a limit too high", "GET", "/filings?limit=100000", "", nil, 400, "api.parameter"},
		{"no such address", "GET", "/nothing", "", nil, 404, "api.no_route"},
		{"no such method", "PATCH", "/filings", "", nil, 405, "api.method"},
		{"another scheme", "GET", "/filings", "", []string{"Authorization: Basic YTpi"}, 401, "api.bearer"},
		{"a made-up token", "GET", "/filings", "", []string{"Authorization: Bearer made-up"}, 401, "identity.session"},
		{"a made-up key", "GET", "/filings", "", []string{"Authorization: Bearer trz_made-up"}, 401, "identity.token"},
		{"a tracking number with a wrong digit", "GET", "/track/23140508814727?id4=1234", "", nil, 422, "filing.tracking"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := program{t, zahra.url, zahra.token}
			p.refused(p.call(tc.method, tc.path, tc.body, tc.headers...), tc.status, tc.code)
		})
	}
	if after := zahra.must("GET", draft, ""); after.text != before.text {
		t.Errorf("a refused request changed the draft:\n%s\n%s", before.text, after.text)
	}
}

// TestAPITakesFactsOneByOne: what cannot be read is told at its fact, the others are kept.
func TestAPITakesFactsOneByOne(t *testing.T) {
	server, _, _ := demoSite(t)
	zahra := apiAs(t, server.URL, "zahra")
	begun := zahra.must("POST", "/filings", `{"service":"PET-DEPOSIT"}`)
	id := begun.say("id")
	sent := `{"facts":{"lease.deposit":"۸۰۰٬۰۰۰٬۰۰۰","lease.address":7,"lease.county":"ری","lease.nothing":1,"lease.handed_over":"yes","lease.ended_on":"1405/07/01",
		"party.them":[{"kind":"natural","name":"حسن کریمی","nickname":"x"}]}}`
	a := zahra.must("PATCH", "/filings/"+id, sent, "If-Match: "+begun.header.Get("ETag"))
	wrong := map[string]string{}
	for _, p := range a.at("problems").([]any) {
		m := p.(map[string]any)
		wrong[fmt.Sprint(m["fact"])] = fmt.Sprint(m["code"])
		if m["message"] == "" || m["reason"] != "DEF-FACTS" {
			t.Errorf("a problem without a sentence or reason: %v", m)
		}
	}
	for fact, code := range map[string]string{"lease.address": "form.shape", "lease.nothing": "form.unknown_fact", "party.them": "form.field"} {
		if wrong[fact] != code {
			t.Errorf("%s: code %q, want %q; all: %v", fact, wrong[fact], code, wrong)
		}
	}
	facts := a.at("facts").(map[string]any)
	if facts["lease.deposit"] != float64(800_000_000) {
		t.Errorf("deposit is kept as %v; answer: %s", facts["lease.deposit"], a.text)
	}
	if facts["lease.address"] != nil {
		t.Error("an address that is a number was kept")
	}
	emptied := zahra.must("PATCH", "/filings/"+id, `{"facts":{"lease.deposit":null}}`, "If-Match: "+a.header.Get("ETag"))
	if _, there := emptied.at("facts").(map[string]any)["lease.deposit"]; there {
		t.Error("null did not empty the answer")
	}
}

// TestAPISpeaksTheAskedLanguage: the code stays, the sentence changes.
func TestAPISpeaksTheAskedLanguage(t *testing.T) {
	server, _, _ := demoSite(t)
	p := program{t: t, url: server.URL}
	fa, en := p.call("GET", "/filings", "", "Accept-Language: fa"), p.call("GET", "/filings", "", "Accept-Language: de, en;q=0.5")
	if fa.say("code") != en.say("code") || fa.say("detail") == en.say("detail") || en.say("detail") != "Sign in first for this page." || fa.header.Get("Content-Language") != "fa" {
		t.Errorf("%s\n%s", fa.text, en.text)
	}
}

// TestCookiesAreNothingToTheAPI: a session that would open every page opens nothing here.
func TestCookiesAreNothingToTheAPI(t *testing.T) {
	server, _, _ := demoSite(t)
	zahra := apiAs(t, server.URL, "zahra")
	p := program{t: t, url: server.URL}
	p.refused(p.call("GET", "/filings", "", "Cookie: tarazu="+zahra.token), http.StatusUnauthorized, "access.sign_in")
	request, err := http.NewRequest(http.MethodGet, server.URL+"/filings", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Cookie", "tarazu="+zahra.token)
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	if read(t, response); response.StatusCode != http.StatusOK {
		t.Errorf("the session is not a session at all: %d", response.StatusCode)
	}
}

// TestAPILimitsAreTold: the count falls with each request and the one too many waits.
func TestAPILimitsAreTold(t *testing.T) {
	server, _, _ := demoSite(t)
	p := program{t: t, url: server.URL}
	var last reply
	for n := range 300 {
		if last = p.call("GET", "/reasons", ""); last.status != http.StatusOK {
			if n < 200 {
				t.Errorf("refused after %d", n)
			}
			break
		}
	}
	p.refused(last, http.StatusTooManyRequests, "api.too_many")
	if last.header.Get("Retry-After") == "" || !strings.Contains(last.header.Get("RateLimit"), `"address";r=0;t=`) || last.header.Get("RateLimit-Policy") != `"address";q=240;w=60` {
		t.Errorf("headers: %v", last.header)
	}
}

// TestAPIPagesAreStable: what is begun and changed between two pieces moves nothing.
func TestAPIPagesAreStable(t *testing.T) { storetest.Each(t, testAPIPagesAreStable) }

func testAPIPagesAreStable(t *testing.T, e storetest.Engine) {
	server, _ := demoAt(t, e.Address(t))
	zahra := apiAs(t, server.URL, "zahra")
	want := []string{}
	for range 5 {
		want = append([]string{zahra.must("POST", "/filings", `{"service":"PET-DEPOSIT"}`).say("id")}, want...)
	}
	got, cursor := []string{}, ""
	for range 5 {
		a := zahra.must("GET", "/filings?limit=2&cursor="+cursor, "")
		for _, f := range a.at("filings").([]any) {
			got = append(got, fmt.Sprint(f.(map[string]any)["id"]))
		}
		zahra.must("POST", "/filings", `{"service":"PET-HEIRS"}`)
		zahra.must("PATCH", "/filings/"+want[4], `{"facts":{}}`, "If-Match: *")
		if a.at("next") == nil {
			break
		}
		cursor = a.say("next")
	}
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(want)
	if string(a) != string(b) {
		t.Errorf("read %s\nwant %s", a, b)
	}
}
