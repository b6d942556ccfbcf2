package catalog

import (
	"slices"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// Danger is something in a story that comes before any paper.
type Danger struct {
	Code  string
	Says  form.Words
	Calls []Call       // numbers to call, the first first
	First []form.Words // what to do, in order
	Signs []string     // words that stand near each other
}

const dangersFile = "rules/dangers.yaml"

// readDangers reads the dangers; their numbers stand in the events of life.
func (l *loader) readDangers(c *Catalog) {
	if !l.exists(dangersFile) {
		return
	}
	f := l.shaped(dangersFile, "dangers")
	if f == nil {
		return
	}
	en := l.twinOf(dangersFile)
	for _, p := range f.node().get("dangers").pairs() {
		d := Danger{Code: p.key, Says: l.told(en, p.value.get("says"), "dangers", p.key, "says"), Calls: l.calls(c, p.value.get("calls")), Signs: p.value.get("signs").texts()}
		for i, item := range p.value.get("first").items() {
			d.First = append(d.First, l.told(en, item, "dangers", p.key, "first", itoa(i)))
		}
		c.dangers = append(c.dangers, d)
	}
	en.leftOver()
}

// Dangers lists what in a story comes before any paper, the gravest first.
func (c *Catalog) Dangers() []Danger { return c.dangers }

// Danger finds a danger by its code.
func (c *Catalog) Danger(code string) (Danger, bool) {
	i := slices.IndexFunc(c.dangers, func(d Danger) bool { return d.Code == code })
	if i < 0 {
		return Danger{}, false
	}
	return c.dangers[i], true
}
