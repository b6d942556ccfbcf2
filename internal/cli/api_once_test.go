package cli

import (
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// TestAPIAnswersAKeyOnce: the same key and request, the same answer; another request under
// it is refused; a refused one leaves the key free.
func TestAPIAnswersAKeyOnce(t *testing.T) { storetest.Each(t, testAPIAnswersAKeyOnce) }

func testAPIAnswersAKeyOnce(t *testing.T, e storetest.Engine) {
	server, _ := demoAt(t, e.Address(t))
	zahra := apiAs(t, server.URL, "zahra")
	id := zahra.draft()
	slot := "/filings/" + id + "/attachments/lease"
	png, key := "Content-Type: image/png", "Idempotency-Key: attach-1"

	zahra.refused(zahra.call("PUT", slot, "no picture", png, key), 422, "blob.type")
	first := zahra.must("PUT", slot, picture(7), png, key)
	if again := zahra.must("PUT", slot, picture(7), png, key); again.text != first.text {
		t.Errorf("another answer: %s, %s", first.text, again.text)
	}
	zahra.refused(zahra.call("PUT", slot, picture(8), png, key), 422, "api.key_reused")
	zahra.refused(zahra.call("PUT", "/filings/"+id+"/attachments/payment", picture(7), png, key), 422, "api.key_reused")
	if files := zahra.must("GET", "/filings/"+id, "").at("attachments").([]any); len(files) != 4 {
		t.Errorf("%d files, want the example's three and one", len(files))
	}

	zahra.ready(id)
	submit := func(key string) reply {
		return zahra.call("POST", "/filings/"+id+"/submit", "", "Idempotency-Key: "+key)
	}
	answers, mu, all := map[string]int{}, sync.Mutex{}, sync.WaitGroup{}
	for range 20 {
		all.Go(func() {
			a := submit("submit-1")
			mu.Lock()
			answers[fmt.Sprint(a.status, a.text)]++
			mu.Unlock()
		})
	}
	all.Wait()
	if len(answers) != 1 || submit("submit-1").status != 200 {
		t.Errorf("twenty presses of one key gave %d answers: %v", len(answers), answers)
	}
	zahra.refused(submit("submit-2"), 409, "filing.submitted")
	receipt := zahra.must("GET", "/filings/"+id+"/receipt.json", "")
	if !strings.Contains(submit("submit-1").text, receipt.text) {
		t.Error("the answer does not hold the receipt byte for byte")
	}
}

// TestAPIReturnAndCure leads a paper back to its filer and to its case number.
func TestAPIReturnAndCure(t *testing.T) {
	server, _, _ := demoSite(t)
	zahra := apiAs(t, server.URL, "zahra")
	id := zahra.draft()
	zahra.ready(id)
	first := zahra.must("POST", "/filings/"+id+"/submit", "", "Idempotency-Key: one")
	clerk := apiAs(t, server.URL, "PEA-KARAJ-1")
	desk := "/registry/filings/" + id
	clerk.refused(clerk.call("POST", desk+"/return", `{"remarks":[]}`), 422, "registry.no_remark")
	clerk.must("POST", desk+"/claim", "")
	clerk.must("POST", desk+"/return", `{"remarks":[{"fact":"lease.address","reason":"DEF-FACTS","text":"پلاک ملک نوشته نشده است."}]}`)

	back := zahra.must("GET", "/filings/"+id, "")
	if back.say("state") != "returned" || back.say("remarks.0.fact") != "lease.address" || back.say("editable.0") != "lease.address" || back.at("cure_by") == nil {
		t.Errorf("the filer sees %s", back.text)
	}
	patch := func(facts string) reply {
		return zahra.call("PATCH", "/filings/"+id, `{"facts":`+facts+`}`, "If-Match: *")
	}
	zahra.refused(patch(`{"lease.deposit":5}`), 409, "filing.only_remarked")
	if a := patch(`{"lease.address":"کرج، خیابان لاله، پلاک ۱۲، واحد ۳"}`); a.status != 200 {
		t.Fatal(a.text)
	}
	zahra.refused(zahra.call("POST", "/filings/"+id+"/submit", "", "Idempotency-Key: one"), 409, "filing.key_reused")
	zahra.ready(id)
	second := zahra.must("POST", "/filings/"+id+"/submit", "", "Idempotency-Key: two")
	if second.say("received_at") != first.say("received_at") || second.say("tracking_number") != first.say("tracking_number") {
		t.Errorf("a correction moved the legal instant: %s, %s", first.text, second.text)
	}
	if a := clerk.must("GET", desk, ""); a.say("changed.0") != "lease.address" || a.say("content") != "2" {
		t.Errorf("the court sees %s", a.text)
	}
	if a := clerk.must("POST", desk+"/accept", `{"branch":"3"}`); len(a.say("case_number")) != 18 {
		t.Error(a.text)
	}
	if state := zahra.must("GET", "/filings/"+id, "").say("state"); state != "accepted" {
		t.Errorf("the filer sees %s", state)
	}
	apiAs(t, server.URL, "maryam").refusedAll("GET", "/filings/"+id, "/filings/"+id+"/review", "/filings/"+id+"/document.pdf", "/filings/"+id+"/receipt.json")
	apiAs(t, server.URL, "PEA-REY-1").refusedAll("GET", desk, desk+"/document.pdf")
}

// refusedAll wants what is not the caller's to look as if it were not there.
func (p program) refusedAll(method string, paths ...string) {
	p.t.Helper()
	for _, path := range paths {
		p.refused(p.call(method, path, ""), 404, "filing.unknown")
	}
}

// TestAPITokens: made with a code for exactly this wish, good for its scopes alone, kept as a
// hash, gone when revoked.
func TestAPITokens(t *testing.T) {
	server, _, path := demoSite(t)
	zahra := apiAs(t, server.URL, "zahra")
	wish := `"name":"accounts program","scopes":["filings:read"],"days":30`
	zahra.refused(zahra.call("POST", "/tokens", `{"name":"x","scopes":["registry"],"days":30}`), 422, "identity.token_wish")
	zahra.refused(zahra.call("POST", "/tokens", `{"name":"x","scopes":["filings:read"],"days":400}`), 422, "identity.token_wish")
	zahra.must("POST", "/tokens", "{"+wish+"}")
	people, err := cast.Load()
	if err != nil {
		t.Fatal(err)
	}
	code := smsCode(t, server.URL, people.Named("zahra").Mobile, "identity.token", 0)
	other := `"name":"accounts program","scopes":["filings:read","filings:write"],"days":30`
	zahra.refused(zahra.call("PUT", "/tokens", "{"+other+`,"code":"`+code+`"}`), 422, "identity.code_foreign")
	made := zahra.must("PUT", "/tokens", "{"+wish+`,"code":"`+code+`"}`)
	secret := made.say("token")

	key := program{t, server.URL, secret}
	key.must("GET", "/filings", "")
	refused := key.call("POST", "/filings", `{"service":"PET-DEPOSIT"}`)
	key.refused(refused, 403, "api.scope")
	if !strings.Contains(refused.header.Get("WWW-Authenticate"), `scope="filings:write"`) {
		t.Errorf("WWW-Authenticate: %s", refused.header.Get("WWW-Authenticate"))
	}
	for _, path := range []string{"/account", "/sessions", "/tokens"} {
		key.refused(key.call("GET", path, ""), 403, "api.session_only")
	}
	key.refused(key.call("GET", "/registry/inbox", ""), 404, "access.unknown")
	if found := everywhere(t, path, secret); found != "" {
		t.Errorf("the secret is kept in %s", found)
	}
	if text := zahra.must("GET", "/tokens", "").text; strings.Contains(text, secret) || !strings.Contains(text, "accounts program") {
		t.Errorf("the list of tokens: %s", text)
	}
	apiAs(t, server.URL, "maryam").call("DELETE", "/tokens/"+made.say("id"), "")
	key.must("GET", "/filings", "")
	zahra.must("DELETE", "/tokens/"+made.say("id"), "")
	key.refused(key.call("GET", "/filings", ""), 401, "identity.token")
}

// TestAPITokenSigns: a program may sign, for the code goes to the person.
func TestAPITokenSigns(t *testing.T) {
	server, _, _ := demoSite(t)
	zahra := apiAs(t, server.URL, "zahra")
	wish := `"name":"filer","scopes":["filings:read","filings:write"],"days":1`
	zahra.must("POST", "/tokens", "{"+wish+"}")
	made := zahra.must("PUT", "/tokens", "{"+wish+`,"code":"`+smsCode(t, server.URL, "", "identity.token", 0)+`"}`)
	zahra.must("DELETE", "/sessions/current", "")
	key := program{t, server.URL, made.say("token")}
	id := key.draft()
	key.ready(id)
	if a := key.must("POST", "/filings/"+id+"/submit", "", "Idempotency-Key: k"); len(a.say("tracking_number")) != 14 {
		t.Error(a.text)
	}
}

// everywhere names the first table that holds a text, or "".
func everywhere(t *testing.T, path, text string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, table := range []string{"tokens", "sessions", "answers", "events", "jobs", "codes", "counts"} {
		rows, err := db.Query(`select * from ` + table)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(sql.RawBytes)
		}
		for rows.Next() {
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			for _, v := range values {
				if strings.Contains(string(*v.(*sql.RawBytes)), text) {
					return table
				}
			}
		}
		rows.Close()
	}
	return ""
}
