package catalog

import (
	"slices"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// Door is a service without a paper: people look for it as for a title, and it leads to the
// page where it is done.
type Door struct {
	Code              string
	Name, Says        form.Words
	Everyday, Stories []string
	Leads             string // path of the page
}

// Places are the pages that a door may lead to.
var Places = []string{"/register", "/account", "/recover", "/track", "/filings", "/fees", "/help", "/explain"}

const doorsFile = "rules/doors.yaml"

// readDoors reads the services without a paper; a catalogue need not have any.
func (l *loader) readDoors(c *Catalog) {
	if !l.exists(doorsFile) {
		return
	}
	f := l.shaped(doorsFile, "doors")
	if f == nil {
		return
	}
	root, en := f.node(), l.twinOf(doorsFile)
	c.doorName = l.told(en, root.get("name"), "name")
	for _, p := range root.get("doors").pairs() {
		d := Door{
			Code: p.key, Name: l.told(en, p.value.get("name"), "doors", p.key, "name"), Says: l.told(en, p.value.get("says"), "doors", p.key, "says"),
			Everyday: p.value.get("everyday").texts(), Stories: p.value.get("stories").texts(), Leads: p.value.get("leads").text(),
		}
		if !slices.Contains(Places, d.Leads) {
			l.wrong(p.value.get("leads").at(), "%s leads to %q, which is no page that a door may lead to%s", d.Code, d.Leads, meant(d.Leads, Places))
		}
		if l.written(c, d.Code) {
			l.wrong(p.keyAt, "%s is a title; a door has no paper", d.Code)
		}
		l.phrases = append(l.phrases, phrasesOf(d.Code, p.value.get("name"), p.value.get("everyday"), p.value.get("stories"))...)
		c.doors = append(c.doors, d)
		c.named = append(c.named, form.NameOnly(d.Code, d.Name, d.Everyday, d.Stories))
	}
	en.leftOver()
}

// Doors are the services without a paper, in the order of the file, and Door is one of them.
func (c *Catalog) Doors() []Door { return c.doors }

// Door finds a service without a paper.
func (c *Catalog) Door(code string) (Door, bool) {
	i := slices.IndexFunc(c.doors, func(d Door) bool { return d.Code == code })
	if i < 0 {
		return Door{}, false
	}
	return c.doors[i], true
}

// DoorFamily is what the services without a paper are called together.
func (c *Catalog) DoorFamily() form.Words { return c.doorName }

// Findable are the titles and, as names alone, the doors: what words may lead to.
func (c *Catalog) Findable() []*form.Title { return append(c.Titles(), c.named...) }

// Named is a title, or the name of a door.
func (c *Catalog) Named(code string) (*form.Title, bool) {
	if t, ok := c.titles[code]; ok {
		return t, true
	}
	i := slices.IndexFunc(c.named, func(t *form.Title) bool { return t.Code == code })
	if i < 0 {
		return nil, false
	}
	return c.named[i], true
}
