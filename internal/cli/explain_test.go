package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/api"
	"github.com/tarazu-justice/tarazu/internal/assist/extract"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

// pasted are notices as people paste them.
func pasted() map[string]string {
	ago := lang.DateAt(time.Now()).AddDays(-4)
	return map[string]string{
		"deficiency": "بسمه تعالی. اخطار رفع نقص. شعبه ۳ دادگاه عمومی حقوقی ری. خواهان آقای سهراب نیک‌پی، دادخواست شما از حیث تمبر و پیوست‌ها ناقص است. ظرف ده روز از تاریخ ابلاغ نسبت به رفع نقص اقدام نمایید. تاریخ ابلاغ: " + ago.String(),
		"judgment":   "حکم دادگاه اومده که باختم و باید خونه رو پس بدم",
		"hearing":    "خوانده محترم، مقرر است در تاریخ " + lang.DateAt(time.Now()).AddDays(30).String() + " ساعت ۱۰:۳۰ جهت رسیدگی در این شعبه حاضر شوید. وقت رسیدگی به دعوی مطالبه مهریه. عدم حضور مانع رسیدگی نیست.",
		"long":       "برگ اجراییه. محکوم‌له: بانک سپهرآیین. محکوم‌علیه: خانم شهین برومند. به موجب دادنامه شماره ۰۵۰۰۹۸۷ محکوم‌علیه مکلف است ظرف ده روز از تاریخ ابلاغ مفاد اجراییه را به موقع اجرا بگذارد یا ترتیبی برای پرداخت محکوم‌به بدهد. پرداخت نیم عشر دولتی بر عهده محکوم‌علیه است.",
		"none":       "همسایه‌ام شب‌ها سر و صدا می‌کند",
	}
}

// TestANoticeIsExplained walks the page on a phone without scripts and on a wide screen.
func TestANoticeIsExplained(t *testing.T) {
	b := webtest.Start(t)
	for _, v := range []webtest.View{{Width: 390, NoScript: true}, {Width: 1280}} {
		t.Run(fmt.Sprint(v.Width), func(t *testing.T) {
			server, _, _ := demoSite(t)
			j, err := webtest.Load(os.DirFS("testdata/journeys"), "explain.yaml")
			if err != nil {
				t.Fatal(err)
			}
			j.Width, j.NoScript = v.Width, v.NoScript
			b.Run(t, j, server.URL, pasted())
		})
	}
}

// TestEveryKindHasItsPage opens each kind in both languages: no English stands on a Persian
// page, and the titles that it names are linked.
func TestEveryKindHasItsPage(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	server, _, _ := demoSite(t)
	markup, latin := regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]*>|&[a-z#0-9]+;`), regexp.MustCompile(`[A-Za-z]{2,}`)
	for _, n := range c.Notices() {
		response := ask(t, http.DefaultClient, http.MethodPost, server.URL+"/explain", url.Values{"kind": {n.Code}}.Encode())
		body := read(t, response)
		if response.StatusCode != http.StatusOK || !strings.Contains(body, "<h1>"+n.Name.FA+"</h1>") {
			t.Errorf("%s answers %d", n.Code, response.StatusCode)
		}
		for _, word := range latin.FindAllString(markup.ReplaceAllString(body, " "), -1) {
			if word != "English" {
				t.Errorf("%s speaks English: %s", n.Code, word)
			}
		}
		for _, w := range n.Ways {
			if !strings.Contains(body, `href="/titles/`+w.Title+`"`) {
				t.Errorf("%s does not lead to %s", n.Code, w.Title)
			}
		}
	}
}

// TestLastDays: a kind and a day of service give the last day, closed days reckoned with.
func TestLastDays(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	a, err := newAssistant(c)
	if err != nil {
		t.Fatal(err)
	}
	n := newNotices(c, a, extract.New(c.Book()))
	day := func(text string) lang.Date {
		d, err := lang.ParseJalali(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, tc := range []struct{ kind, text, served, row, last string }{
		{"deficiency", "", "1405/08/20", "cure_defects", "1405/09/01"}, // 1 Azar is a Sunday
		{"deficiency", "", "1405/08/18", "cure_defects", "1405/08/30"}, // the 29th is a Friday
		{"registry_reject", "", "1405/08/25", "registry_rejection", "1405/09/07"},
		{"expert_opinion", "", "1405/08/21", "expert_opinion", "1405/08/30"},
		{"expert_fee", "", "1405/08/16", "expert_fee", "1405/08/24"},
		{"judgment", "", "1405/08/27", "appeal", "1405/09/18"},
		{"default_judgment", "", "1405/08/10", "default_objection", "1405/09/01"},
		{"no_prosecution", "", "1405/08/24", "prosecutor_order", "1405/09/05"},
		{"writ", "", "1405/12/20", "writ_voluntary", "1406/01/05"}, // the new year's days are closed
		{"writ", "", "1405/08/16", "writ_insolvency", "1405/09/17"},
		{"valuation", "", "1405/08/23", "valuation_objection", "1405/08/27"},
		{"award", "", "1405/08/11", "award_annulment", "1405/09/02"},
		{"board_decision", "", "1405/06/01", "administrative_board", "1405/09/01"},
		{"admin_judgment", "", "1405/08/12", "administrative_appeal", "1405/09/03"},
		{"debt_arrest", "", "1405/08/12", "writ_insolvency", ""},                    // runs from the writ
		{"auction", "", "1405/08/12", "auction_objection", ""},                      // runs from the auction
		{"deficiency", "ظرف پنج روز رفع نقص کنید", "1405/08/20", "", "1405/08/26"},  // what the paper itself says
		{"eviction_order", "ظرف سه روز تخلیه کنید", "1405/08/20", "", "1405/08/24"}, // no row of ours
		{"deficiency", "اخطار رفع نقص. تاریخ ابلاغ: ۱۴۰۵/۰۸/۲۰", "", "cure_defects", "1405/09/01"},
		{"deficiency", "اخطار رفع نقص", "", "cure_defects", ""},
	} {
		var served lang.Date
		if tc.served != "" {
			served = day(tc.served)
		}
		x := n.tell(tc.text, tc.kind, served, day("1405/09/04"), lang.FA)
		found := false
		for _, limit := range x.times {
			if limit.Row != tc.row {
				continue
			}
			found = true
			last := ""
			if !limit.last.IsZero() {
				last = limit.last.String()
			}
			if last != tc.last {
				t.Errorf("%s served on %s: %s ends on %s, not %s", tc.kind, tc.served, tc.row, last, tc.last)
			}
		}
		if !found {
			t.Errorf("%s has no limit %q", tc.kind, tc.row)
		}
	}
}

// TestProgramsAskForNotices: the API tells the same as the page.
func TestProgramsAskForNotices(t *testing.T) {
	server, _, _ := demoSite(t)
	post := func(body string) (int, api.Explanation) {
		response, err := http.Post(server.URL+"/api/v1/explain", "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		var out api.Explanation
		_ = json.Unmarshal([]byte(read(t, response)), &out)
		return response.StatusCode, out
	}
	status, out := post(`{"text":"یه برگه اومده نوشته ظرف ۱۰ روز رفع نقص کن","served":"2026-11-11"}`)
	if status != http.StatusOK || len(out.Kinds) == 0 || out.Kinds[0].Kind != "deficiency" || len(out.Limits) != 1 || out.Limits[0].LastDay != "2026-11-22" || out.Notice == nil || len(out.Notice.Services) == 0 {
		t.Errorf("%d %+v", status, out)
	}
	if status, out := post(`{"text":"سلام خوبی؟"}`); status != http.StatusOK || len(out.Kinds) > 0 || out.Notice != nil {
		t.Errorf("a greeting: %d %+v", status, out)
	}
	for _, wrong := range []string{`{"text":""}`, `{"text":"رفع نقص","served":"2099-01-01"}`, `{"text":"رفع نقص","served":"soon"}`, `{}`} {
		if status, _ := post(wrong); status < 400 || status > 499 {
			t.Errorf("%s answers %d", wrong, status)
		}
	}
}

// TestNoticesAreNotKept: what was pasted is in no log line and in no table.
func TestNoticesAreNotKept(t *testing.T) {
	var log bytes.Buffer
	path := filepath.Join(t.TempDir(), "tarazu.db")
	server := httptest.NewUnstartedServer(nil)
	a, err := newDemo(t.Context(), config.Config{Listen: server.Listener.Addr().String(), Data: t.TempDir(), DatabaseURL: "sqlite:" + path, Rollout: "complete"}, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = a.handler
	server.Start()
	defer func() { server.Close(); a.close() }()
	quiet(t, path)
	before := fingerprint(t, path)
	const secret = "قلمکارزاده"
	read(t, ask(t, http.DefaultClient, http.MethodPost, server.URL+"/explain", url.Values{"text": {"اخطار رفع نقص به آقای " + secret}}.Encode()))
	response, err := http.Post(server.URL+"/api/v1/explain", "application/json", strings.NewReader(`{"text":"اخطار رفع نقص به آقای `+secret+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	read(t, response)
	if after := fingerprint(t, path); after != before {
		t.Error("the database changed")
	}
	if strings.Contains(log.String(), secret) || strings.Contains(log.String(), url.QueryEscape(secret)) {
		t.Error("the log holds what was pasted")
	}
}
