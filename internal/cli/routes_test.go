package cli

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/access"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/web"
)

// demoSite is the whole site on a folder of its own.
func demoSite(t *testing.T) (*httptest.Server, *app, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tarazu.db")
	server, a := demoAt(t, "sqlite:"+path)
	return server, a, path
}

// demoAt is the whole site on a database.
func demoAt(t *testing.T, address string) (*httptest.Server, *app) {
	t.Helper()
	return demoAtStage(t, address, "complete")
}

func demoAtStage(t *testing.T, address, stage string) (*httptest.Server, *app) {
	t.Helper()
	return demoOf(t, config.Config{DatabaseURL: address, Rollout: stage})
}

// demoOf is the whole site with these settings.
func demoOf(t *testing.T, c config.Config) (*httptest.Server, *app) {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	c.Listen, c.Data = server.Listener.Addr().String(), t.TempDir()
	a, err := newDemo(t.Context(), c, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = a.handler
	server.Start()
	t.Cleanup(func() { server.Close(); a.close() })
	return server, a
}

func routes(a *app) (list []web.Route) {
	for _, desk := range a.desks {
		list = append(list, desk.Routes()...)
	}
	return list
}

var wildcard = regexp.MustCompile(`\{[a-z0-9]+\}`)

// address fills a pattern with values that no filing has.
func address(pattern string) string {
	return strings.TrimSuffix(wildcard.ReplaceAllString(strings.TrimSuffix(pattern, "{$}"), "nothing"), "/nothing/")
}

func TestEveryRouteHasARightOfTheTable(t *testing.T) {
	_, a, _ := demoSite(t)
	known := map[access.Right]bool{}
	for _, row := range access.Table {
		known[row.Right] = true
	}
	for _, r := range routes(a) {
		if !known[r.Right] {
			t.Errorf("%s %s names the right %q, which the table lacks", r.Method, r.Pattern, r.Right)
		}
	}
}

// TestStrangersAreShownTheDoor asks every route without a session: public ones answer, the
// others lead to sign-in, and none of them shows what the program is made of.
func TestStrangersAreShownTheDoor(t *testing.T) {
	server, a, _ := demoSite(t)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, r := range routes(a) {
		response := ask(t, client, r.Method, server.URL+address(r.Pattern), "")
		body := read(t, response)
		headers(t, r, response)
		for _, inside := range []string{"sql:", ".go:", "panic", "SQLITE", "goroutine"} {
			if strings.Contains(body, inside) {
				t.Errorf("%s %s shows %q", r.Method, r.Pattern, inside)
			}
		}
		signedIn := r.Right == access.File || r.Right == access.Registry || r.Right == access.Account || r.Right == access.Admin || r.Right == access.Publish
		if signedIn && (response.StatusCode != http.StatusSeeOther || !strings.HasPrefix(response.Header.Get("Location"), "/sign-in")) {
			t.Errorf("%s %s answers a stranger %d", r.Method, r.Pattern, response.StatusCode)
		}
	}
}

func headers(t *testing.T, r web.Route, response *http.Response) {
	t.Helper()
	for header, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY", "Cache-Control": "no-store",
		"Content-Security-Policy": "default-src 'none'", "Strict-Transport-Security": "max-age=63072000",
	} {
		if !strings.HasPrefix(response.Header.Get(header), want) {
			t.Errorf("%s %s: %s is %q", r.Method, r.Pattern, header, response.Header.Get(header))
		}
	}
	for _, c := range response.Cookies() {
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode {
			t.Errorf("%s %s sets a loose cookie %s", r.Method, r.Pattern, c.Name)
		}
	}
}

// TestGetChangesNothing walks all GET routes as nobody and compares the whole database.
func TestGetChangesNothing(t *testing.T) {
	server, a, path := demoSite(t)
	before := fingerprint(t, path)
	for _, r := range routes(a) {
		if r.Method == http.MethodGet {
			read(t, ask(t, http.DefaultClient, http.MethodGet, server.URL+address(r.Pattern), ""))
			read(t, ask(t, http.DefaultClient, http.MethodHead, server.URL+address(r.Pattern), ""))
		}
	}
	if after := fingerprint(t, path); after != before {
		t.Error("a GET changed the database")
	}
}

// TestBrokenRequestsLeakNothing sends what no browser of ours would send.
func TestBrokenRequestsLeakNothing(t *testing.T) {
	server, a, _ := demoSite(t)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, r := range routes(a) {
		if r.Method != http.MethodPost {
			continue
		}
		for _, body := range []string{"%zz", "=\x00&\xff\xfe", strings.Repeat("a=b&", 400_000), "{\"a\":"} {
			response := ask(t, client, http.MethodPost, server.URL+address(r.Pattern), body)
			text := read(t, response)
			if response.StatusCode >= 500 && response.StatusCode != http.StatusServiceUnavailable || strings.Contains(text, ".go:") || strings.Contains(text, "sql:") {
				t.Errorf("POST %s with %.8q answers %d", r.Pattern, body, response.StatusCode)
			}
		}
	}
}

func TestPostsFromOtherSitesAreRefused(t *testing.T) {
	server, a, _ := demoSite(t)
	for _, r := range routes(a) {
		if r.Method != http.MethodPost {
			continue
		}
		request, err := http.NewRequest(http.MethodPost, server.URL+address(r.Pattern), strings.NewReader("a=b"))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Sec-Fetch-Site", "cross-site")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		if read(t, response); response.StatusCode != http.StatusForbidden {
			t.Errorf("POST %s from another site answers %d", r.Pattern, response.StatusCode)
		}
	}
}

// TestAFormAfterItsSessionIsKept: she wrote for twenty minutes; her session ended meanwhile.
func TestAFormAfterItsSessionIsKept(t *testing.T) {
	server, _, _ := demoSite(t)
	response := ask(t, http.DefaultClient, http.MethodPost, server.URL+"/filings/nothing/steps/event.story?from=check", "event.story=%D8%B5%D8%A7%D8%AD%D8%A8+%3Cb%3E&seen=x&code=424242")
	page := read(t, response)
	for _, want := range []string{`name="event.story" value="صاحب &lt;b&gt;"`, `name="seen" value="x"`, `action="/filings/nothing/steps/event.story?from=check"`} {
		if response.StatusCode != http.StatusUnauthorized || !strings.Contains(page, want) {
			t.Errorf("%d, and the page lacks %s", response.StatusCode, want)
		}
	}
	if strings.Contains(page, "424242") {
		t.Error("the page shows a code")
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	server, _, _ := demoSite(t)
	for _, method := range []string{"PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"} {
		if response := ask(t, http.DefaultClient, method, server.URL+"/filings", ""); response.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s /filings answers %d", method, response.StatusCode)
		}
	}
}

func ask(t *testing.T, client *http.Client, method, url, body string) *http.Response {
	t.Helper()
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

func read(t *testing.T, response *http.Response) string {
	t.Helper()
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// quiet waits until no job is due any more.
func quiet(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for range 250 {
		var n int
		if err := db.QueryRow(`select count(*) from jobs where done_at = 0 and run_at <= $1`, time.Now().UnixMicro()).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("the jobs do not come to an end")
}

// fingerprint hashes every row of every table.
func fingerprint(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	names, err := db.Query(`select name from sqlite_master where type = 'table' order by name`)
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	for names.Next() {
		var name string
		if err := names.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	if err := names.Err(); err != nil {
		t.Fatal(err)
	}
	names.Close()
	hash := sha256.New()
	for _, table := range tables {
		rows, err := db.Query(`select * from "` + table + `"`)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(sql.RawBytes)
			}
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			for _, v := range values {
				fmt.Fprintf(hash, "%x|", *v.(*sql.RawBytes))
			}
		}
		rows.Close()
	}
	return hex.EncodeToString(hash.Sum(nil))
}
