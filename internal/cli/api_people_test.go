package cli

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/cast"
)

// TestAPIRegisters leads somebody without an account to a session, and to a new personal code.
func TestAPIRegisters(t *testing.T) {
	server, _, _ := demoSite(t)
	people, err := cast.Load()
	if err != nil {
		t.Fatal(err)
	}
	person := people.Named("parvin")
	p := program{t: t, url: server.URL}
	begin := fmt.Sprintf(`{"national_id":%q,"birth_date":%q}`, person.NationalID, person.Birth.ISO())
	way := "/registrations/" + p.must("POST", "/registrations", begin).say("registration")
	p.refused(p.call("PUT", way+"/address", `{"postal_code":"1511736914","address":"تهران، خیابان بهار، پلاک ۱۲","county":"tehran"}`), 409, "identity.step")
	p.must("PUT", way+"/mobile", fmt.Sprintf(`{"mobile":%q}`, person.Mobile))
	p.must("POST", way+"/mobile", fmt.Sprintf(`{"code":%q}`, smsCode(t, server.URL, person.Mobile, "identity.register", 0)))
	p.refused(p.call("PUT", way+"/address", `{"postal_code":"1511736914","address":"تهران، خیابان بهار، پلاک ۱۲","county":"atlantis"}`), 422, "identity.county")
	p.must("PUT", way+"/address", `{"postal_code":"1511736914","address":"تهران، خیابان بهار، پلاک ۱۲","county":"tehran"}`)
	p.must("POST", way, "")
	personal := smsCode(t, server.URL, person.Mobile, "identity.personal_code", 0)
	signIn := func(code string) reply {
		return p.call("POST", "/sessions", fmt.Sprintf(`{"national_id":%q,"personal_code":%q}`, person.NationalID, code))
	}
	if a := signIn(personal); a.status != http.StatusCreated {
		t.Fatal(a.text)
	}
	recovery := fmt.Sprintf(`{"national_id":%q,"birth_date":%q,"mobile":%q}`, person.NationalID, person.Birth.String(), person.Mobile)
	challenge := p.must("POST", "/recoveries", recovery).say("challenge")
	p.must("POST", "/recoveries/"+challenge, fmt.Sprintf(`{"code":%q}`, smsCode(t, server.URL, person.Mobile, "identity.recover", 0)))
	p.refused(signIn(personal), 422, "identity.refused")
	if a := signIn(smsCode(t, server.URL, person.Mobile, "identity.personal_code", 1)); a.status != http.StatusCreated {
		t.Error(a.text)
	}
}

// TestAPIGrants: an administrator makes a lawyer, who goes on in that standing, and unmakes
// her at once.
func TestAPIGrants(t *testing.T) {
	server, _, _ := demoSite(t)
	admin, maryam := apiAs(t, server.URL, "kamran"), apiAs(t, server.URL, "maryam")
	id := maryam.must("GET", "/account", "").say("national_id")
	admin.refused(admin.call("POST", "/admin/standings", fmt.Sprintf(`{"national_id":%q,"kind":"lawyer"}`, id)), 422, "identity.grant")
	made := admin.must("POST", "/admin/standings", fmt.Sprintf(`{"national_id":%q,"kind":"lawyer","licence":"12345"}`, id)).say("standing.id")
	lawyer := program{t, server.URL, maryam.must("PUT", "/sessions/current", fmt.Sprintf(`{"standing":%q}`, made)).say("token")}
	maryam.refused(maryam.call("GET", "/account", ""), 401, "identity.session")
	if kind := lawyer.must("GET", "/account", "").say("standing.kind"); kind != "lawyer" {
		t.Errorf("acts as %s", kind)
	}
	admin.must("POST", "/admin/standings/"+made+"/revoke", fmt.Sprintf(`{"national_id":%q}`, id))
	lawyer.refused(lawyer.call("GET", "/filings", ""), 403, "identity.standing_ended")
}

// TestAPISlowClient: a body that stops arriving is told so, and holds nothing up.
func TestAPISlowClient(t *testing.T) {
	_, a, _ := demoSite(t)
	server := httptest.NewUnstartedServer(a.handler)
	server.Config.ReadTimeout = 300 * time.Millisecond
	server.Start()
	defer server.Close()
	connection, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	if _, err := io.WriteString(connection, "POST /api/v1/triage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"story\":"); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatal(err)
	}
	if text := read(t, response); response.StatusCode != http.StatusRequestTimeout {
		t.Errorf("answers %d %s", response.StatusCode, text)
	}
}
