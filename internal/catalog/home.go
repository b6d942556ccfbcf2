package catalog

import (
	"path"
	"slices"
)

const homeFile = "rules/home.yaml"

// readHome reads which titles the first page offers; a catalogue without the file offers all.
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
		if c.titles[code] == nil && slices.ContainsFunc(l.in("titles"), func(name string) bool { return path.Base(name) == code+".yaml" }) {
			continue // its own mistakes are told already
		}
		if c.titles[code] == nil {
			l.wrong(v.at(), "the first page names %q, which is no title%s", code, meant(code, keysOf(c.titles)))
			continue
		}
		c.home = append(c.home, code)
	}
}

// Home lists the titles that the first page offers, in its order; none means all.
func (c *Catalog) Home() []string { return c.home }
