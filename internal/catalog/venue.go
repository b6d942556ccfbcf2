package catalog

import (
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// Venue finds what can tell where a title is heard: the title itself, else the rule of
// competence that rules/subjects.yaml gives its code, else the entry of that name.
func (c *Catalog) Venue(code string) (*form.Title, bool) {
	if t, ok := c.titles[code]; ok {
		return t, true
	}
	t, ok := c.venues[code]
	return t, ok
}

// VenueCodes lists the titles and entries that Venue knows.
func (c *Catalog) VenueCodes() []string {
	codes := append(keysOf(c.titles), keysOf(c.venues)...)
	slices.Sort(codes)
	return slices.Compact(codes)
}

// Entries lists the named rules of competence.
func (c *Catalog) Entries() (names []string) {
	for name := range c.venues {
		if strings.ToLower(name) == name {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// EntryOf names the rule of competence behind a title's code or an entry's own name.
func (c *Catalog) EntryOf(code string) string {
	if t, ok := c.Venue(code); ok {
		return t.Spec().Entry
	}
	return ""
}

// readVenues compiles every entry, and every title that is not written yet, as a title that
// asks nothing and only says where it is heard.
func (l *loader) readVenues(c *Catalog) {
	for _, name := range keysOf(l.rules.competence) {
		l.venue(c, name, name, nil)
	}
	for _, code := range keysOf(l.rules.subjects) {
		s := l.rules.subjects[code]
		l.venue(c, code, s.entry, s.binds)
	}
}

func (l *loader) venue(c *Catalog, code, name string, binds []form.LetSpec) {
	e := l.rules.competence[name]
	if e == nil {
		return // told where it was read
	}
	spec := &form.Spec{Code: code, Entry: name, Version: 1, At: e.at, Kinds: e.kinds, Territory: e.territory, Binds: binds, Words: l.wordsOf(code)}
	t, mistakes := l.lib.Compile(spec)
	l.add(mistakes...)
	if t != nil {
		c.venues[code] = t
	}
}

// wordsOf are the words for the parties: those of the family that the code belongs to.
func (l *loader) wordsOf(code string) []form.WordSpec {
	name := map[string]string{"CMP": "complaint", "DEC": "declaration", "PLD": "pleading"}[strings.SplitN(code, "-", 2)[0]]
	switch {
	case slices.Contains([]string{"complaint", "cyber_complaint", "cheque_complaint", "criminal_trial", "prosecutor_order"}, code):
		name = "complaint"
	case code == "delivery":
		name = "declaration"
	case name == "":
		name = "petition"
	}
	if f := l.families[name]; f != nil {
		return f.words
	}
	return nil
}
