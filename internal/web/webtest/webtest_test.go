package webtest

import (
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const frame = `<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>آزمون</title></head><body><main>%s</main></body></html>
`

const form = `<h1>فرم</h1><form method="post" action="/done" enctype="multipart/form-data">
<p><label for="id">کد ملی</label> <input id="id" name="id"></p>
<p><label for="note">یادداشت</label> <textarea id="note" name="note"></textarea></p>
<fieldset><legend>نوع</legend><label><input type="radio" name="kind" value="complaint"> شکواییه</label><label><input type="radio" name="kind" value="petition"> دادخواست</label></fieldset>
<p><label><input type="checkbox" name="agree" value="yes"> می‌پذیرم</label></p>
<p><label for="city">شهر</label> <select id="city" name="city"><option>تهران</option><option>ری</option></select></p>
<p><label for="file">پیوست</label> <input id="file" name="file" type="file"></p>
<p><label for="code">رمز یک‌بارمصرف</label> <input id="code" name="code"></p>
<p><button type="submit">ثبت</button></p></form>`

func site(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	page := func(pattern string, body func(r *http.Request) string) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", "default-src 'self'")
			fmt.Fprintf(w, frame, body(r))
		})
	}
	page("GET /{$}", func(r *http.Request) string {
		return `<h1>خانه</h1><p id="q">` + r.FormValue("q") + `</p><p><a href="/form">فرم</a></p>`
	})
	page("GET /form", func(*http.Request) string { return form })
	page("POST /done", func(r *http.Request) string {
		_, file, err := r.FormFile("file")
		if err != nil {
			return err.Error()
		}
		return fmt.Sprintf(`<h1>ثبت شد</h1><p>%s %s %s %s %s %s</p><p id="number">7</p>`, r.FormValue("id"), r.FormValue("kind"), r.FormValue("agree"), r.FormValue("city"), file.Filename, r.FormValue("code"))
	})
	page("GET /bad", func(*http.Request) string {
		return `<link rel="stylesheet" href="/big.css"><p><img src="/none.png"><div id="wide"></div></p><p id="wide" style="color:#eee">کم‌رنگ</p><pre>` + strings.Repeat("ب", 900) + `</pre>`
	})
	page("GET /script", func(*http.Request) string {
		return `<h1 id="h">بی‌اسکریپت</h1><script src="/s.js"></script>`
	})
	mux.HandleFunc("GET /s.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, `document.getElementById("h").textContent = "با اسکریپت"`)
	})
	mux.HandleFunc("GET /big.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer z.Close()
		fmt.Fprint(z, strings.Repeat("a", 1<<20))
	})
	mux.HandleFunc("GET /demo/outbox.json", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"messages":[{"to":"09120000001","code":"1111"},{"to":"09120000001","code":"4711"},{"to":"09129999999","code":"2222"},{"to":"09120000001","text":"بی رمز"}]}`)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestJourneyOnPhoneAndDesk(t *testing.T) {
	b, base := Start(t), site(t)
	j, err := Load(os.DirFS("."), "testdata/story.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []View{{Width: 390}, {Width: 390, NoScript: true}, {Width: 1280}} {
		t.Run(fmt.Sprintf("%d script %v", v.Width, !v.NoScript), func(t *testing.T) {
			j.Width, j.NoScript = v.Width, v.NoScript
			if saved := b.Run(t, j, base, map[string]string{"national_id": "00123"}); saved["number"] != "7" {
				t.Errorf("saved %v", saved)
			}
		})
	}
}

func TestJudgesFindWhatIsWrong(t *testing.T) {
	b, base := Start(t), site(t)
	p := b.Visit(t, View{})
	if err := p.Open(base + "/bad"); err != nil {
		t.Fatal(err)
	}
	files, sum := p.Fetched()
	if n := files[base+"/big.css"]; n < 500 || n > 20_000 || sum <= n {
		t.Errorf("a megabyte of one letter was %d of %d bytes on the wire", n, sum)
	}
	violations, err := p.Axe(t)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(violations, func(v Violation) bool { return v.ID == "image-alt" }) {
		t.Errorf("axe found only %v", violations)
	}
	if wide, err := p.Overflow(); err != nil || len(wide) < 2 {
		t.Errorf("overflow: %v, %v", wide, err)
	}
	source, err := p.Source()
	if err != nil {
		t.Fatal(err)
	}
	findings := Validate(t, []Source{{"/bad", source}, {"/good", fmt.Sprintf(frame, "<h1>x</h1>")}})
	if len(findings) == 0 || slices.ContainsFunc(findings, func(f Finding) bool { return f.Page != "/bad" }) {
		t.Errorf("html-validate found %v", findings)
	}
}

func TestScriptsCanBeOff(t *testing.T) {
	b, base := Start(t), site(t)
	for off, want := range map[bool]string{true: "بی‌اسکریپت", false: "با اسکریپت"} {
		p := b.Visit(t, View{NoScript: off})
		if err := p.Open(base + "/script"); err != nil {
			t.Fatal(err)
		}
		if got := p.Text(); got != want {
			t.Errorf("scripts off %v: the page says %q", off, got)
		}
		if _, err := p.Axe(t); err != nil {
			t.Error(err)
		}
		if err := p.Open(base + "/script"); err != nil || p.Text() != want {
			t.Errorf("after axe, scripts off %v: the page says %q, %v", off, p.Text(), err)
		}
	}
}

func TestVisitorsDoNotShareCookies(t *testing.T) {
	b := Start(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := r.Cookie("seen")
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
		fmt.Fprint(w, "new: ", err != nil)
	}))
	t.Cleanup(server.Close)
	first, second := b.Visit(t, View{}), b.Visit(t, View{})
	for i, step := range []struct {
		page *Page
		want string
	}{{first, "new: true"}, {first, "new: false"}, {second, "new: true"}} {
		if err := step.page.Open(server.URL); err != nil || step.page.Text() != step.want {
			t.Errorf("step %d: %q, %v", i+1, step.page.Text(), err)
		}
	}
}

func TestJourneysAreReadStrictly(t *testing.T) {
	for name, text := range map[string]string{
		"unknown deed": "steps:\n  - jump: high\n",
		"two deeds":    "steps:\n  - {open: /, click: x}\n",
		"no deed":      "steps:\n  - {}\n",
		"not a list":   "steps: x\n",
	} {
		if _, err := Load(fstest.MapFS{"j.yaml": {Data: []byte(text)}}, "j.yaml"); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
