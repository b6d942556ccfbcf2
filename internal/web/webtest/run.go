package webtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// walk is one run of a journey.
type walk struct {
	t       testing.TB
	browser *Browser
	journey Journey
	base    string
	vars    map[string]string
	people  map[string]*Page
	page    *Page
	pages   []Source // of checked pages, judged together at the end
}

// Run walks the journey on the site at base ("http://127.0.0.1:1234") and gives the saved
// values. The test fails at the first step that fails, and for every finding of a check.
func (b *Browser) Run(t testing.TB, j Journey, base string, vars map[string]string) map[string]string {
	t.Helper()
	w := &walk{t: t, browser: b, journey: j, base: strings.TrimSuffix(base, "/"), vars: map[string]string{}, people: map[string]*Page{}}
	maps.Copy(w.vars, vars)
	w.as("visitor")
	for i, step := range j.Steps {
		if err := w.do(step); err != nil {
			_ = w.page.Shot("failed-" + strings.ReplaceAll(j.Name, " ", "-")) // the step's own error counts
			t.Fatalf("%s, step %d %v: %v\nat %s (%d):\n%.1500s", j.Name, i+1, step.deeds(), err, w.page.Address(), w.page.Status(), w.page.Text())
		}
	}
	for _, f := range Validate(t, w.pages) {
		t.Errorf("%s: %v", j.Name, f)
	}
	return w.vars
}

func (w *walk) as(who string) {
	if w.people[who] == nil {
		w.people[who] = w.browser.Visit(w.t, View{Width: w.journey.Width, NoScript: w.journey.NoScript})
	}
	w.page = w.people[who]
}

// say puts saved values in.
func (w *walk) say(text string) string {
	return os.Expand(text, func(name string) string {
		value, ok := w.vars[name]
		if !ok {
			w.t.Errorf("%s: nothing is saved as ${%s}", w.journey.Name, name)
		}
		return value
	})
}

func (w *walk) do(s Step) error {
	switch {
	case s.As != "":
		w.as(s.As)
	case s.Do != "":
		deed := w.journey.Deeds[s.Do]
		if deed == nil {
			return fmt.Errorf("no deed is named %q", s.Do)
		}
		return deed(w.page)
	case s.Open != "":
		return w.page.Open(w.base + w.say(s.Open))
	case s.Click != "":
		return w.page.Click(w.say(s.Click))
	case s.Fill != nil:
		return w.fill(s.Fill)
	case s.Choose != nil:
		return w.choose(s.Choose)
	case s.Upload != nil:
		path, err := filepath.Abs(w.say(s.Upload.File))
		return errors.Join(err, w.page.Upload(w.say(s.Upload.Field), path))
	case s.Expect != nil:
		return w.expect(*s.Expect)
	case s.Code != nil:
		return w.code(*s.Code)
	case s.Save != nil:
		return w.save(*s.Save)
	case s.Shot != "":
		return w.page.Shot(w.say(s.Shot))
	case s.Check:
		return w.check()
	}
	return nil
}

func (w *walk) fill(fields map[string]string) error {
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		if err := w.page.Fill(w.say(field), w.say(fields[field])); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) choose(options []string) error {
	for _, option := range options {
		if err := w.page.Choose(w.say(option)); err != nil {
			return err
		}
	}
	return nil
}

// expect asks again until patience is over: a page may still be on its way.
func (w *walk) expect(e Expect) (err error) {
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		if err = w.page.meets(e, w.say); err == nil || time.Now().After(end) {
			return err
		}
	}
}

func (p *Page) meets(e Expect, say func(string) string) error {
	text := p.Text()
	if e.Selector != "" {
		found, ok := p.read(e.Selector, "")
		if !ok {
			return fmt.Errorf("nothing is at %q", e.Selector)
		}
		text = found
	}
	path, _, _ := strings.Cut(p.Address(), "?")
	switch {
	case e.Text != "" && !strings.Contains(text, plain(say(e.Text))):
		return fmt.Errorf("%q is not there", e.Text)
	case e.Missing != "" && strings.Contains(p.Text(), plain(say(e.Missing))):
		return fmt.Errorf("%q is there", e.Missing)
	case e.Address != "" && !strings.HasSuffix(path, say(e.Address)):
		return fmt.Errorf("the address is %s", p.Address())
	case e.Status != 0 && e.Status != p.Status():
		return fmt.Errorf("the status is %d", p.Status())
	}
	return nil
}

// read gives the text, or an attribute, of all that a selector finds.
func (p *Page) read(selector, attribute string) (string, bool) {
	out, err := p.rod.Timeout(patience).Eval(`(s, a) => {
		const all = [...document.querySelectorAll(s)];
		return all.length ? {text: all.map(e => a ? e.getAttribute(a) || "" : e.innerText || e.value || e.textContent).join("\n")} : null }`, selector, attribute)
	if err != nil || out.Value.Nil() {
		return "", false
	}
	return plain(out.Value.Get("text").Str()), true
}

func (w *walk) save(s Save) error {
	text, ok := w.page.read(s.Selector, s.Attribute)
	if !ok {
		return fmt.Errorf("nothing to save at %q", s.Selector)
	}
	w.vars[s.As] = text
	return nil
}

// code reads the outbox of the demonstration, where messages stand oldest first.
func (w *walk) code(c Code) error {
	mobile := w.say(c.Mobile)
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		code, err := w.newest(mobile)
		if err != nil {
			return err
		}
		if code != "" && code != w.vars["code:"+mobile] { // the same one twice: the new one is still on its way
			w.vars["code:"+mobile] = code
			return w.page.Fill(w.say(c.Field), code)
		}
	}
	return fmt.Errorf("no new code was sent to %s", mobile)
}

func (w *walk) newest(mobile string) (code string, err error) {
	request, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.base+"/demo/outbox.json", nil)
	if err != nil {
		return "", err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", fmt.Errorf("outbox: %w", err)
	}
	defer answer.Body.Close()
	var box struct {
		Messages []struct{ To, Code string }
	}
	if err := json.NewDecoder(answer.Body).Decode(&box); err != nil {
		return "", fmt.Errorf("outbox: %w", err)
	}
	for _, m := range box.Messages {
		if m.To == mobile && m.Code != "" {
			code = m.Code
		}
	}
	return code, nil
}

// check reports everything it finds and lets the journey go on.
func (w *walk) check() error {
	where := strings.TrimPrefix(w.page.Address(), w.base)
	violations, err := w.page.Axe(w.t)
	if err != nil {
		return err
	}
	for _, v := range violations {
		w.t.Errorf("%s: %s: %v", w.journey.Name, where, v)
	}
	wide, err := w.page.Overflow()
	if err != nil {
		return err
	}
	if len(wide) > 0 {
		w.t.Errorf("%s: %s scrolls sideways at %d px: %q", w.journey.Name, where, w.page.view.Width, wide)
	}
	source, err := w.page.Source()
	w.pages = append(w.pages, Source{Name: where, HTML: source})
	return err
}
