package webtest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/proto"
)

// Violation is what axe-core found wrong.
type Violation struct {
	ID, Impact, Help string
	Targets          []string
}

func (v Violation) String() string {
	return fmt.Sprintf("axe %s (%s): %s at %q", v.ID, v.Impact, v.Help, v.Targets)
}

// Axe judges the page as it stands by all rules of axe-core, best practice included.
func (p *Page) Axe(t testing.TB) (list []Violation, err error) {
	t.Helper()
	source, err := os.ReadFile(module(t, "axe-core", "axe.min.js"))
	if err != nil {
		return nil, fmt.Errorf("axe: %w", err)
	}
	if p.view.NoScript { // the pages' own scripts were left out when the page came
		if err := p.scripts(true); err != nil {
			return nil, fmt.Errorf("axe: %w", err)
		}
		defer func() { _ = p.scripts(false) }() // the next step says if the page is gone
	}
	page := p.rod.Timeout(4 * patience)
	if _, err := (proto.RuntimeEvaluate{Expression: string(source)}).Call(page); err != nil {
		return nil, fmt.Errorf("axe: %w", err)
	}
	out, err := page.Evaluate(rod.Eval(`async () => JSON.stringify((await axe.run(document)).violations.map(v =>
		({ID: v.id, Impact: v.impact || "", Help: v.help, Targets: v.nodes.map(n => n.target.join(" "))})))`).ByPromise())
	if err != nil {
		return nil, fmt.Errorf("axe: %w", err)
	}
	return list, json.Unmarshal([]byte(out.Value.Str()), &list)
}

// Overflow names what makes the page scroll sideways; nothing when it does not.
func (p *Page) Overflow() ([]string, error) {
	out, err := p.rod.Timeout(patience).Eval(`() => {
		const d = document.documentElement, w = d.clientWidth;
		if (d.scrollWidth <= w) return "[]";
		const wide = [...document.querySelectorAll("body *")].filter(e => { const r = e.getBoundingClientRect(); return r.left < -1 || r.right > w + 1 || e.scrollWidth > w });
		return JSON.stringify([d.scrollWidth + " px in " + w].concat(wide.slice(0, 5).map(e => e.tagName.toLowerCase() + "." + e.className)));
	}`)
	if err != nil {
		return nil, fmt.Errorf("look for overflow: %w", err)
	}
	var list []string
	return list, json.Unmarshal([]byte(out.Value.Str()), &list)
}

// Shot keeps a picture of the whole page in the folder that TARAZU_SHOTS names, if any.
func (p *Page) Shot(name string) error {
	dir := os.Getenv("TARAZU_SHOTS")
	if dir == "" {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("shot %s: %w", name, err)
	}
	picture, err := p.rod.Timeout(2*patience).Screenshot(true, nil)
	if err != nil {
		return fmt.Errorf("shot %s: %w", name, err)
	}
	return os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d.png", name, p.view.Width)), picture, 0o600)
}
