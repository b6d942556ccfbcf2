package cli

import (
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/config"
)

// TestAloneEverythingIsFoundByName: with the assistant switched off the first page asks for a
// name, no story is read, and titles are found all the same.
func TestAloneEverythingIsFoundByName(t *testing.T) {
	server, _ := demoOf(t, config.Config{DatabaseURL: "sqlite:" + filepath.Join(t.TempDir(), "tarazu.db"), Rollout: "complete", Assist: "off"})
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	get := func(path string) string {
		resp, err := client.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	if home := get("/"); strings.Contains(home, `action="/find"`) || !strings.Contains(home, `name="q"`) {
		t.Error("the first page still has a box for stories")
	}
	if !strings.Contains(get("/titles?q="+url.QueryEscape("پول پیش")), "/titles/PET-DEPOSIT") {
		t.Error("a title is not found by its words")
	}
	resp, err := client.PostForm(server.URL+"/find", url.Values{"story": {"صاحبخانه پول پیش را نمی‌دهد"}})
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/titles" {
		t.Errorf("a story is answered with %d to %q", resp.StatusCode, resp.Header.Get("Location"))
	}
	resp, err = client.Post(server.URL+"/api/v1/triage", "application/json", strings.NewReader(`{"story":"صاحبخانه پول پیش را نمی‌دهد"}`))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusNotFound || !strings.Contains(string(body), "assist.alone") {
		t.Errorf("the API answers %d: %s", resp.StatusCode, body)
	}
}
