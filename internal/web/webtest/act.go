package webtest

import (
	"fmt"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"
)

// seek finds what a person means: a selector, the words on a link or button, or the label of
// a field. Exact words come before words within, and visible things before hidden ones.
const seek = `(what, kind) => {
  const same = s => (s || "").replace(/[\u200e\u200f\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim();
  const words = e => same(e.innerText || e.value || e.getAttribute("aria-label"));
  const seen = e => e.getClientRects().length > 0;
  const pick = (list, text) => {
    const all = [...list].sort((a, b) => seen(b) - seen(a));
    return all.find(e => text(e) === same(what)) || all.find(e => text(e).includes(same(what)));
  };
  if (/^[#.\[]|^(a|button|input|select|textarea|form|summary|h1|main)[#.\[:]|^(main|form) /.test(what)) return document.querySelector(what);
  if (kind === "press") return pick(document.querySelectorAll("a, button, summary, label, [type=submit]"), words);
  const named = document.getElementsByName(what)[0];
  if (named) return named;
  const label = pick(document.querySelectorAll("label"), words);
  if (label) return label.control || label.querySelector("input, select, textarea");
  const titled = pick(document.querySelectorAll("[aria-label]"), e => same(e.getAttribute("aria-label")));
  if (titled) return titled;
  const group = pick(document.querySelectorAll("legend, h1"), words);
  return group && (group.closest("fieldset, form") || document).querySelector("input:not([type=hidden]), select, textarea");
}`

func (p *Page) find(what, kind string) (*rod.Element, error) {
	e, err := p.rod.Timeout(patience).ElementByJS(rod.Eval(seek, what, kind))
	if err != nil {
		return nil, fmt.Errorf("%q is not on the page: %w", what, err)
	}
	return e.CancelTimeout(), nil
}

// leaves tells whether pressing e asks the server for a page.
const leaves = `function () {
  if (this.closest("a[href]")) return !this.closest("a").getAttribute("href").startsWith("#") && !this.closest("a").hasAttribute("download");
  const b = this.closest("button, input");
  return !!b && !!b.form && (b.type === "submit" || b.type === "image");
}`

// Click presses a link, a button or a label, and waits for the page it leads to.
func (p *Page) Click(what string) error {
	e, err := p.find(what, "press")
	if err != nil {
		return err
	}
	out, err := e.Timeout(patience).Eval(leaves)
	if err != nil {
		return fmt.Errorf("click %q: %w", what, err)
	}
	if !out.Value.Bool() {
		return p.press(e)
	}
	return p.leave(what, func() error { return p.press(e) })
}

// press clicks in the middle of e. Rod's own Click waits for animation frames, which do not
// come when scripts are off.
func (p *Page) press(e *rod.Element) error {
	page := p.rod.Timeout(patience)
	if err := (proto.DOMScrollIntoViewIfNeeded{ObjectID: e.Object.ObjectID}).Call(page); err != nil {
		return fmt.Errorf("it cannot be seen: %w", err)
	}
	shape, err := e.Timeout(patience).Shape()
	if err != nil || shape.OnePointInside() == nil {
		return fmt.Errorf("it cannot be seen: %w", err)
	}
	if err := page.Mouse.MoveTo(*shape.OnePointInside()); err != nil {
		return err
	}
	return page.Mouse.Click(proto.InputMouseButtonLeft, 1)
}

// leave does what leads away and waits until the new page has come whole.
func (p *Page) leave(what string, act func() error) error {
	if _, err := p.rod.Timeout(patience).Eval(`() => { window.tarazuOld = true }`); err != nil {
		return fmt.Errorf("click %q: %w", what, err)
	}
	if err := act(); err != nil {
		return fmt.Errorf("click %q: %w", what, err)
	}
	return p.whole(fmt.Sprintf("click %q", what))
}

// Fill writes into a field, over what stood there; in a list it chooses.
func (p *Page) Fill(field, with string) error {
	e, err := p.find(field, "field")
	if err != nil {
		return err
	}
	out, err := e.Timeout(patience).Eval(ready, with)
	if err != nil {
		return fmt.Errorf("fill %q: %w", field, err)
	}
	switch page := p.rod.Timeout(patience); out.Value.Str() {
	case "chosen":
		return nil
	case "unknown":
		return fmt.Errorf("fill %q: %q is not in the list", field, with)
	default:
		if with == "" {
			return page.Keyboard.Type(input.Backspace)
		}
		return page.InsertText(with)
	}
}

// ready puts the cursor into a field with its old text selected, or chooses in a list.
const ready = `function (text) {
  if (this.tagName !== "SELECT") { this.focus(); this.select(); return "field" }
  const option = [...this.options].find(o => o.text.trim() === text || o.value === text);
  if (!option) return "unknown";
  option.selected = true;
  this.dispatchEvent(new Event("change", {bubbles: true}));
  return "chosen";
}`

// Choose ticks an option by its label.
func (p *Page) Choose(option string) error {
	e, err := p.find(option, "field")
	if err != nil {
		return err
	}
	out, err := e.Timeout(patience).Eval(`function () { if (!this.checked) this.click(); return this.checked }`)
	if err != nil {
		return fmt.Errorf("choose %q: %w", option, err)
	}
	if !out.Value.Bool() {
		return fmt.Errorf("choose %q: it is no option", option)
	}
	return nil
}

// Upload gives files to a file field; "" means the only one on the page.
func (p *Page) Upload(field string, paths ...string) error {
	if field == "" {
		field = "input[type=file]"
	}
	e, err := p.find(field, "field")
	if err != nil {
		return err
	}
	if err := e.Timeout(patience).SetFiles(paths); err != nil {
		return fmt.Errorf("upload to %q: %w", field, err)
	}
	return nil
}

// Set gives values to the inputs of the page by their names: it writes into fields and ticks
// those options whose value is named. It tells which names are on no input.
func (p *Page) Set(values map[string][]string) (missing []string, err error) {
	for name, list := range values {
		out, err := p.rod.Timeout(patience).Eval(`(name, list) => {
			const inputs = [...document.getElementsByName(name)].filter(e => e.type !== "hidden");
			for (const e of inputs) {
				if (e.type === "radio" || e.type === "checkbox") e.checked = list.includes(e.value);
				else e.value = list[0] || "";
			}
			return inputs.length }`, name, list)
		if err != nil {
			return nil, fmt.Errorf("set %q: %w", name, err)
		}
		if out.Value.Int() == 0 {
			missing = append(missing, name)
		}
	}
	return missing, nil
}

// Has says whether a selector finds something.
func (p *Page) Has(selector string) bool {
	_, ok := p.read(selector, "")
	return ok
}
