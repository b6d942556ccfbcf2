package cli

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/rollout"
	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

// TestTwoPublishers walks a release and its taking back in Chromium, at the stage of today.
func TestTwoPublishers(t *testing.T) {
	b := webtest.Start(t)
	for _, v := range []webtest.View{{Width: 390, NoScript: true}, {Width: 1280}} {
		t.Run(fmt.Sprint(v.Width), func(t *testing.T) {
			server, _ := demoAtStage(t, "sqlite:"+filepath.Join(t.TempDir(), "tarazu.db"), "today")
			people, err := cast.Load()
			if err != nil {
				t.Fatal(err)
			}
			vars := map[string]string{}
			for name, key := range map[string]string{"shirin": "shirin", "omid": "omid", "citizen": "zahra"} {
				p := people.Named(key)
				vars[name], vars[name+"_code"], vars[name+"_mobile"] = p.NationalID, p.PersonalCode, p.Mobile
				if p.Staff() {
					if vars[name+"_totp"], err = totp.GenerateCode(p.TOTPSecret, time.Now().Add(20*time.Second)); err != nil {
						t.Fatal(err)
					}
				}
			}
			year, month, day := lang.DateAt(time.Now()).Jalali()
			vars["year"], vars["month"], vars["day"] = strconv.Itoa(year), lang.MonthName(month), strconv.Itoa(day)
			j, err := webtest.Load(os.DirFS("testdata/journeys"), "rollout.yaml")
			if err != nil {
				t.Fatal(err)
			}
			j.Width, j.NoScript = v.Width, v.NoScript
			b.Run(t, j, server.URL, vars)
		})
	}
}

// TestADraftIsNeverLost: a title closes while people draft. Where the closing lets them, they
// finish; where it holds drafts, the paper stays and says so. Nobody begins a new one.
func TestADraftIsNeverLost(t *testing.T) {
	server, a, _ := demoSite(t)
	zahra := apiAs(t, server.URL, "zahra")
	draft := zahra.must("POST", "/filings", `{"service":"CMP-FRAUD"}`).say("id")
	key := func() string { return "Idempotency-Key: " + record.NewID() }
	submit := func() string { return zahra.call("POST", "/filings/"+draft+"/submit", "", key()).say("code") }
	begin := func() string { return zahra.call("POST", "/filings", `{"service":"CMP-FRAUD"}`, key()).say("code") }
	if code := submit(); code == "filing.title_held" {
		t.Fatalf("held before anything was closed: %s", code)
	}
	unready := submit()
	today := lang.DateAt(time.Now())
	closing := rollout.Release{Action: rollout.Close, Titles: []string{"CMP-FRAUD"}, Standings: []string{"citizen"}, From: today, Reason: "قانون تازه در راه است"}
	first := released(t, a, closing)
	if code := begin(); code != "filing.title_closed" {
		t.Errorf("a new draft of a closed title: %s", code)
	}
	if code := submit(); code != unready {
		t.Errorf("finishing a draft answers %s, want %s as before", code, unready)
	}
	undone(t, a, first)
	closing.Hold = true
	second := released(t, a, closing)
	if code := submit(); code != "filing.title_held" {
		t.Errorf("a held draft answers %s", code)
	}
	if kept := zahra.must("GET", "/filings/"+draft, ""); kept.say("state") != "draft" {
		t.Errorf("the draft is gone: %s", kept.text)
	}
	undone(t, a, second)
	if code := submit(); code != unready {
		t.Errorf("after the opening the draft answers %s, want %s", code, unready)
	}
}

// released lets two publishers of the cast make a change.
func released(t *testing.T, a *app, r rollout.Release) (id string) {
	t.Helper()
	id, err := a.board.Propose(t.Context(), publisherOf(t, a, "shirin"), r)
	if err == nil {
		err = a.board.Release(t.Context(), publisherOf(t, a, "omid"), id)
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// undone lets them take it back.
func undone(t *testing.T, a *app, id string) {
	t.Helper()
	undo, err := a.board.ProposeUndo(t.Context(), publisherOf(t, a, "omid"), id, "دیگر لازم نیست", false)
	if err == nil {
		err = a.board.Release(t.Context(), publisherOf(t, a, "shirin"), undo)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func publisherOf(t *testing.T, a *app, key string) identity.Who {
	t.Helper()
	people, err := cast.Load()
	if err != nil {
		t.Fatal(err)
	}
	p := people.Named(key)
	account, err := a.api.Accounts.ByNationalID(t.Context(), p.NationalID)
	if err != nil {
		t.Fatal(err)
	}
	return identity.Who{Account: account, Name: p.Name(), Standing: p.Standings[0]}
}

// TestServeOpensNothingUnreviewed: an instance in earnest shows every title and says why none
// may be filed, until a lawyer's review is recorded beside it.
func TestServeOpensNothingUnreviewed(t *testing.T) {
	c, _ := newInstanceFor(t, realWorld(t))
	a, err := newInstance(t.Context(), c, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(a.handler)
	t.Cleanup(func() { server.Close(); a.close() })
	page := func() string {
		return read(t, ask(t, http.DefaultClient, http.MethodGet, server.URL+"/titles/DEC-RENT", ""))
	}
	if text := page(); !strings.Contains(text, "پس از بازبینی وکیل باز می‌شود") || strings.Contains(text, `action="/filings"`) {
		t.Errorf("an unreviewed title can be begun:\n%s", text)
	}
	t.Setenv("TARAZU_DATA", c.Data)
	said := called(t, "catalog", "review", "DEC-RENT", "--by", "آرش بهرامی", "--licence", "11472")
	time.Sleep(rollout.Memory)
	if text := page(); !strings.Contains(text, `action="/filings"`) {
		t.Errorf("%s, and the title is still shut:\n%s", said, text)
	}
	if text := read(t, ask(t, http.DefaultClient, http.MethodGet, server.URL+"/titles/CMP-FRAUD", "")); strings.Contains(text, `action="/filings"`) {
		t.Error("the review of one title opened another")
	}
}
