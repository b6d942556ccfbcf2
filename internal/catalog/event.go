package catalog

import (
	"slices"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// Event is something that happens in a life, and what then usually comes up.
type Event struct {
	Code, Icon string
	Name, Says form.Words
	Danger     form.Words   // said first, where life may be at stake
	Calls      []Call       // numbers to call, the first first
	First      []form.Words // what to do before any paper, in order
	Ways       []Way        // titles that come up, in order
	Also       []form.Words // ways that are not ours
}

// Call is a number that helps, and whose it is.
type Call struct {
	Number string
	Who    form.Words
}

// Way is a title of an event, and in which case it is the right one.
type Way struct {
	Title string
	When  form.Words
}

// Icons are the pictures that an event may have.
var Icons = []string{"shield", "house", "cheque", "people", "paper", "car", "mask", "lock", "letter", "case", "land"}

const eventsFile = "rules/events.yaml"

// readEvents reads the events of life. A title may stand there before it is written, if
// rules/subjects.yaml knows it.
func (l *loader) readEvents(c *Catalog) {
	if !l.exists(eventsFile) {
		return
	}
	f := l.shaped(eventsFile, "events")
	if f == nil {
		return
	}
	root, en := f.node(), l.twinOf(eventsFile)
	c.calls = map[string]Call{}
	for _, p := range root.get("calls").pairs() {
		c.calls[p.key] = Call{p.key, l.told(en, p.value, "calls", p.key)}
	}
	for _, p := range root.get("events").pairs() {
		c.events = append(c.events, l.event(c, p, en))
	}
	en.leftOver()
}

// calls reads numbers to call, each of which stands in the events of life with whose it is.
func (l *loader) calls(c *Catalog, v node) (list []Call) {
	for _, item := range v.items() {
		call, ok := c.calls[item.text()]
		if !ok {
			l.wrong(item.at(), "number %q does not stand under calls", item.text())
		}
		list = append(list, call)
	}
	return list
}

func (l *loader) event(c *Catalog, p pair, en *twin) Event {
	v := p.value
	list := func(key string) (all []form.Words) {
		for i, item := range v.get(key).items() {
			all = append(all, l.told(en, item, "events", p.key, key, itoa(i)))
		}
		return all
	}
	e := Event{
		Code: p.key, Icon: v.get("icon").text(), First: list("first"), Also: list("also"),
		Name: l.told(en, v.get("name"), "events", p.key, "name"), Says: l.told(en, v.get("says"), "events", p.key, "says"), Danger: l.told(en, v.get("danger"), "events", p.key, "danger"),
	}
	if !slices.Contains(Icons, e.Icon) {
		l.wrong(p.keyAt, "event %s: unknown icon %q%s", p.key, e.Icon, meant(e.Icon, Icons))
	}
	e.Calls = l.calls(c, v.get("calls"))
	if e.Danger.FA != "" && len(e.Calls) == 0 {
		l.wrong(v.get("danger").at(), "event %s speaks of danger and names nobody to call", p.key)
	}
	for i, item := range v.get("titles").items() {
		code := item.get("title").text()
		if _, known := l.rules.subjects[code]; !known && !l.written(c, code) {
			l.wrong(item.at(), "event %s names %q, which is no title%s", p.key, code, meant(code, keysOf(l.rules.subjects)))
		}
		e.Ways = append(e.Ways, Way{code, l.told(en, item.get("when"), "events", p.key, "titles", itoa(i))})
	}
	return e
}

// told is a short text with its English.
func (l *loader) told(en *twin, v node, path ...string) form.Words {
	w := en.words(v, path...)
	l.short(w)
	return w
}

// Events lists the events of life, in the order of the catalogue.
func (c *Catalog) Events() []Event { return c.events }

// Event finds an event by its code.
func (c *Catalog) Event(code string) (Event, bool) {
	i := slices.IndexFunc(c.events, func(e Event) bool { return e.Code == code })
	if i < 0 {
		return Event{}, false
	}
	return c.events[i], true
}
