package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/api"
)

// program speaks with the API as a program of one person of the cast.
type program struct {
	t     *testing.T
	url   string
	token string
}

// answer is what the API said.
type reply struct {
	status int
	header http.Header
	text   string
	json   map[string]any
}

// at finds a value by its way: "problems.0.fact".
func (a reply) at(way string) any {
	var v any = a.json
	for part := range strings.SplitSeq(way, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[part]
		case []any:
			var i int
			if _, err := fmt.Sscan(part, &i); err != nil || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}

func (a reply) say(way string) string { return fmt.Sprint(a.at(way)) }

// call sends one request; headers are "Name: value".
func (p program) call(method, path, body string, headers ...string) reply {
	p.t.Helper()
	request, err := http.NewRequest(method, p.url+api.Root+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	request.Header.Set("Accept-Language", "en")
	if p.token != "" {
		request.Header.Set("Authorization", "Bearer "+p.token)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	a := reply{status: response.StatusCode, header: response.Header, text: string(text)}
	_ = json.Unmarshal(text, &a.json) // papers are no JSON
	return a
}

// must is call for what has to work, and be as described.
func (p program) must(method, path, body string, headers ...string) reply {
	p.t.Helper()
	a := p.call(method, path, body, headers...)
	if a.status >= 300 {
		p.t.Fatalf("%s %s answers %d %s", method, path, a.status, a.text)
	}
	asDescribed(p.t, method, path, a)
	return a
}

// refused wants a problem with a status and a code.
func (p program) refused(a reply, status int, code string) {
	p.t.Helper()
	if a.status != status || a.say("code") != code || !strings.HasPrefix(a.header.Get("Content-Type"), "application/problem+json") {
		p.t.Errorf("answered %d %s, want %d %s", a.status, a.text, status, code)
	}
}

// apiAs signs somebody of the cast in, through the API.
func apiAs(t *testing.T, url, key string) program {
	t.Helper()
	people, err := cast.Load()
	if err != nil {
		t.Fatal(err)
	}
	person := people.Named(key)
	p := program{t: t, url: url}
	challenge := p.must("POST", "/sessions", fmt.Sprintf(`{"national_id":%q,"personal_code":%q}`, person.NationalID, person.PersonalCode)).say("challenge")
	code := ""
	if person.TOTPSecret != "" {
		if code, err = totp.GenerateCode(person.TOTPSecret, time.Now()); err != nil {
			t.Fatal(err)
		}
	} else {
		code = smsCode(t, url, person.Mobile, "identity.sign_in", 0)
	}
	p.token = p.must("POST", "/sessions/"+challenge, fmt.Sprintf(`{"code":%q}`, code)).say("token")
	return p
}

// smsCode waits for the code of a message of a kind to a mobile, beyond the first known ones.
func smsCode(t *testing.T, url, mobile, kind string, known int) string {
	t.Helper()
	for range 50 {
		if codes := smsCodes(t, url, mobile, kind); len(codes) > known {
			return codes[len(codes)-1]
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("no message %s to %s", kind, mobile)
	return ""
}

// smsCodes lists the codes of a kind that were sent to a mobile; to anybody for none.
func smsCodes(t *testing.T, url, mobile, kind string) (codes []string) {
	t.Helper()
	response, err := http.Get(url + "/demo/outbox.json")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var outbox struct {
		Messages []struct{ To, Kind, Code string }
	}
	if err := json.NewDecoder(response.Body).Decode(&outbox); err != nil {
		t.Fatal(err)
	}
	for _, m := range outbox.Messages {
		if m.Kind == kind && (mobile == "" || m.To == mobile) && m.Code != "" {
			codes = append(codes, m.Code)
		}
	}
	return codes
}

// picture is a small PNG; n makes it another one.
func picture(n int) string {
	var out bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, 30, 30))
	img.Pix[n] = 255
	if err := png.Encode(&out, img); err != nil {
		panic(err)
	}
	return out.String()
}

// draft opens a draft of the example of PET-DEPOSIT, complete but unsigned; zahra must be p.
func (p program) draft() (id string) {
	p.t.Helper()
	sheet := p.must("GET", "/services/PET-DEPOSIT", "")
	facts, err := json.Marshal(map[string]any{"facts": sheet.at("example")})
	if err != nil {
		p.t.Fatal(err)
	}
	id = p.must("POST", "/filings", `{"service":"PET-DEPOSIT"}`).say("id")
	p.must("PATCH", "/filings/"+id, string(facts), "If-Match: *")
	for i, slot := range sheet.at("example_attachments").([]any) {
		p.must("PUT", fmt.Sprintf("/filings/%s/attachments/%s", id, slot), picture(i), "Content-Type: image/png")
	}
	return id
}

// ready signs and pays a draft.
func (p program) ready(id string) {
	p.t.Helper()
	warnings := []string{}
	for _, problem := range p.must("GET", "/filings/"+id+"/review", "").at("problems").([]any) {
		warnings = append(warnings, fmt.Sprint(problem.(map[string]any)["id"]))
	}
	read, err := json.Marshal(map[string]any{"problems": warnings})
	if err != nil {
		p.t.Fatal(err)
	}
	p.must("PUT", "/filings/"+id+"/warnings", string(read))
	known := len(smsCodes(p.t, p.url, "", "identity.filing.sign"))
	p.must("POST", "/filings/"+id+"/signature", "")
	p.must("PUT", "/filings/"+id+"/signature", fmt.Sprintf(`{"code":%q}`, smsCode(p.t, p.url, "", "identity.filing.sign", known)))
	pay := p.call("POST", "/filings/"+id+"/payment", "")
	if pay.say("code") == "fee.nothing" {
		return
	}
	response, err := http.Post(pay.say("payment_url"), "application/x-www-form-urlencoded", strings.NewReader("choice=pay"))
	if err != nil {
		p.t.Fatal(err)
	}
	response.Body.Close()
}
