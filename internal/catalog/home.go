package catalog

import (
	"path"
	"slices"
)

const homeFile = "rules/home.yaml"

// readHome reads which titles and events the first page offers; a catalogue without the
// file offers all titles and no event.
func (l *loader) readHome(c *Catalog) {
	if !l.exists(homeFile) {
		return
	}
	f := l.shaped(homeFile, "home")
	if f == nil {
		return
	}
	root := f.node()
	for _, v := range root.get("home").items() {
		code := v.text()
		if !l.written(c, code) {
			l.wrong(v.at(), "the first page names %q, which is no title%s", code, meant(code, keysOf(c.titles)))
		}
		if c.titles[code] != nil {
			c.home = append(c.home, code)
		}
	}
	for _, v := range root.get("events").items() {
		if _, ok := c.Event(v.text()); !ok {
			l.wrong(v.at(), "the first page names event %q, which is not in %s", v.text(), eventsFile)
		}
		c.homeEvents = append(c.homeEvents, v.text())
	}
}

// written says whether a title has a file; its own mistakes are told already.
func (l *loader) written(c *Catalog, code string) bool {
	return c.titles[code] != nil || slices.ContainsFunc(l.in("titles"), func(name string) bool { return path.Base(name) == code+".yaml" })
}

// Home lists the titles that the first page offers, in its order; none means all.
func (c *Catalog) Home() []string { return c.home }

// HomeEvents lists the events of life that the first page offers, in its order.
func (c *Catalog) HomeEvents() []string { return c.homeEvents }
