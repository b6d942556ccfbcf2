package cli

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

// judgedTitles is about how many titles' pages a browser judges.
const judgedTitles = 24

// TestEverybodyReads opens every event of life and titles as a stranger, on a phone without
// scripts, and a few on a wide screen: axe and html-validate find nothing, nothing
// scrolls sideways, and no English stands on a Persian page.
func TestEverybodyReads(t *testing.T) {
	titles, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	server, _, _ := demoSite(t)
	paths := []string{"/", "/events", "/titles?q=" + url.QueryEscape("poole pish"), "/titles?q=" + url.QueryEscape("زرافه")}
	for _, e := range titles.Events() {
		paths = append(paths, "/events/"+e.Code)
	}
	all := titles.Titles()
	for i := 0; i < len(all); i += max(1, len(all)/judgedTitles) { // one template serves all; a sample of a large catalogue is enough
		paths = append(paths, "/titles/"+all[i].Code)
	}
	paths = append(paths, "/titles/CMP-THREAT", "/titles/PET-DEPOSIT")
	b := webtest.Start(t)
	phone, wide := b.Visit(t, webtest.View{Width: 390, NoScript: true}), b.Visit(t, webtest.View{Width: 1280})
	var sources []webtest.Source
	for _, path := range paths {
		readable(t, phone, server.URL, path)
		html, err := phone.Source()
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, webtest.Source{Name: path, HTML: html})
		if !strings.HasPrefix(path, "/titles/") || path == "/titles/CMP-THREAT" || path == "/titles/PET-DEPOSIT" {
			readable(t, wide, server.URL, path)
		}
	}
	for _, f := range webtest.Validate(t, sources) {
		t.Error(f)
	}
}

func readable(t *testing.T, p *webtest.Page, base, path string) {
	t.Helper()
	if err := p.Open(base + path); err != nil {
		t.Fatal(err)
	}
	violations, err := p.Axe(t)
	if err != nil || len(violations) > 0 {
		t.Errorf("%s: %v %v", path, violations, err)
	}
	if over, err := p.Overflow(); err != nil || len(over) > 0 {
		t.Errorf("%s scrolls sideways: %v %v", path, over, err)
	}
	name := strings.Trim(strings.NewReplacer("/", "-", "?q=", "-", "%", "").Replace(path), "-")
	if err := p.Shot("read-" + name); err != nil {
		t.Error(err)
	}
}

// TestPersianPagesSpeakPersian finds Latin words in what a stranger reads: only the switch to
// English, and what a person typed.
func TestPersianPagesSpeakPersian(t *testing.T) {
	titles, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	server, _, _ := demoSite(t)
	paths := []string{"/", "/events", "/titles"}
	for _, e := range titles.Events() {
		paths = append(paths, "/events/"+e.Code)
	}
	for _, title := range titles.Titles() {
		paths = append(paths, "/titles/"+title.Code)
	}
	markup, latin := regexp.MustCompile(`(?s)<svg.*?</svg>|<style.*?</style>|<script.*?</script>|<[^>]*>|&[a-z#0-9]+;`), regexp.MustCompile(`[A-Za-z]{2,}`)
	for _, path := range paths {
		body := read(t, ask(t, http.DefaultClient, http.MethodGet, server.URL+path, ""))
		words := slices.DeleteFunc(latin.FindAllString(markup.ReplaceAllString(body, " "), -1), func(w string) bool { return w == "English" })
		if len(words) > 0 {
			t.Errorf("%s speaks English: %v", path, words)
		}
	}
}

// TestSearchShowsTheEvent: who searches for a crash finds its title and what to do first.
func TestSearchShowsTheEvent(t *testing.T) {
	server, _, _ := demoSite(t)
	for words, want := range map[string][]string{"tasadof": {"PET-CAR-DAMAGE", "crash"}, "محریه": {"PET-MAHR", "family"}, "پولپیش": {"PET-DEPOSIT", "rent"}} {
		body := read(t, ask(t, http.DefaultClient, http.MethodGet, server.URL+"/titles?q="+url.QueryEscape(words), ""))
		if !strings.Contains(body, `href="/titles/`+want[0]+`"`) || !strings.Contains(body, `href="/events/`+want[1]+`"`) {
			t.Errorf("%s does not show %v", words, want)
		}
	}
}

// TestDangerComesFirst: where life may be at stake, numbers to call stand before the first
// link to a title, and they can be called.
func TestDangerComesFirst(t *testing.T) {
	server, _, _ := demoSite(t)
	for path, number := range map[string]string{"/events/danger": "110", "/events/family": "123", "/events/crash": "115", "/titles/CMP-THREAT": "110"} {
		body := read(t, ask(t, http.DefaultClient, http.MethodGet, server.URL+path, ""))
		call, title := strings.Index(body, `href="tel:`+number+`"`), strings.Index(body, `href="/titles/`)
		if call < 0 || title >= 0 && title < call {
			t.Errorf("%s: the number %s does not come first (at %d, titles at %d)", path, number, call, title)
		}
	}
	missing := ask(t, http.DefaultClient, http.MethodGet, server.URL+"/events/moon", "")
	if _, _ = io.Copy(io.Discard, missing.Body); missing.StatusCode != http.StatusNotFound {
		t.Errorf("an event that is not: status %d", missing.StatusCode)
	}
}
