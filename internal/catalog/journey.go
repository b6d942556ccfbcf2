package catalog

import (
	"maps"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// journeys are the recorded drafts of a title.
type journeys struct{ list []Journey }

func (j *journeys) count() int {
	if j == nil {
		return 0
	}
	return len(j.list)
}

// Journey is a recorded draft with what has to come of it.
type Journey struct {
	ID, Name string
	At       form.Pos
	Input    form.Input
	expect   node
}

// JourneyResult is a journey that was run; no Faults is good.
type JourneyResult struct {
	Code, ID string
	Faults   Faults
}

// Journeys lists the recorded journeys of a title.
func (c *Catalog) Journeys(code string) []Journey {
	if js := c.journeys[code]; js != nil {
		return js.list
	}
	return nil
}

// RunJourneys runs the journeys of a title again.
func (c *Catalog) RunJourneys(code string) (results []JourneyResult) {
	for _, j := range c.Journeys(code) {
		var t tally
		runJourney(&t, c.titles[code], j)
		results = append(results, JourneyResult{code, j.ID, t.sorted()})
	}
	return results
}

// readJourneys reads them, runs them, and looks for branches that none reaches. What they
// reached is nil when they could not be run.
func (l *loader) readJourneys(t *form.Title, name string) (js *journeys, reached map[string]bool) {
	if !l.exists(name) {
		l.wrong(form.Pos{File: name, Line: 1}, "no journeys; record one that succeeds, then one for each check")
		return nil, nil
	}
	f := l.shaped(name, "journeys")
	if f == nil {
		return nil, nil
	}
	js = &journeys{}
	root := f.node()
	if root.get("title").text() != t.Code {
		l.wrong(root.get("title").at(), "these are journeys of %s, beside title %s", root.get("title").text(), t.Code)
	}
	before := len(l.list)
	for _, v := range root.get("journeys").items() {
		l.journey(js, t, root, v)
	}
	if len(l.list) > before {
		return js, nil
	}
	reached = map[string]bool{}
	for _, j := range js.list {
		for _, name := range runJourney(&l.tally, t, j) {
			reached[name] = true
		}
	}
	for _, branch := range t.Branches() {
		if !reached[branch] {
			l.wrong(form.Pos{File: name, Line: 1}, "no journey reaches: %s", branch)
		}
	}
	return js, reached
}

// journey reads one; `like` starts from an earlier one.
func (l *loader) journey(js *journeys, _ *form.Title, root, v node) {
	j := Journey{ID: v.get("id").text(), Name: v.get("name").text(), At: v.at()}
	j.expect = node{&file{name: v.f.name}, v.get("expect").n} // alone: the rest of the file is not kept
	j.Input = form.Input{Answers: form.Answers{}, Today: l.date(root.get("today")), Standing: root.get("standing").text(), Locale: lang.FA}
	if like := v.get("like"); like.there() {
		i := slices.IndexFunc(js.list, func(o Journey) bool { return o.ID == like.text() })
		if i < 0 {
			l.wrong(like.at(), "there is no journey %q before this one", like.text())
			return
		}
		j.Input = js.list[i].Input
		j.Input.Answers = maps.Clone(j.Input.Answers)
	}
	if slices.ContainsFunc(js.list, func(o Journey) bool { return o.ID == j.ID }) {
		l.wrong(v.at(), "journey %q is there twice", j.ID)
	}
	if d := v.get("today"); d.there() {
		j.Input.Today = l.date(d)
	}
	if s := v.get("standing"); s.there() {
		j.Input.Standing = s.text()
	}
	if !slices.ContainsFunc(l.lib.Standings.Options, func(o form.Choosable) bool { return o.Key == j.Input.Standing }) {
		l.wrong(v.at(), "standing %q is not in rules/open.yaml", j.Input.Standing)
	}
	if s := v.get("attach"); s.there() {
		j.Input.Attached = s.texts()
	}
	if s := v.get("court"); s.there() {
		j.Input.Court = s.text()
	}
	for _, key := range []string{"answers", "change"} {
		for _, p := range v.get(key).pairs() {
			if fact, ok := l.lib.Facts[p.key]; !ok {
				l.wrong(p.keyAt, "fact %q is not in the glossary%s", p.key, meant(p.key, keysOf(l.lib.Facts)))
			} else {
				j.Input.Answers[p.key] = l.answer(fact, p.value)
			}
		}
	}
	for _, name := range v.get("without").texts() {
		delete(j.Input.Answers, name)
	}
	js.list = append(js.list, j)
}

// answer reads what an author wrote into what is stored.
func (l *loader) answer(f *form.Fact, v node) any {
	switch f.Type {
	case form.TypeYesNo:
		if v.text() != "yes" && v.text() != "no" {
			l.wrong(v.at(), "%s is yes or no, not %q", f.Name, v.text())
		}
		return v.yes()
	case form.TypeNumber, form.TypeMoney:
		n, ok := v.number()
		if !ok {
			l.wrong(v.at(), "%s is a whole number, not %q", f.Name, v.text())
		}
		return n
	case form.TypeDate:
		return l.date(v).ISO()
	case form.TypeMonth:
		m, err := lang.ParseMonth(v.text())
		if err != nil {
			l.wrong(v.at(), "%s is a month as 1405/07, not %q", f.Name, v.text())
		}
		return m.ISO()
	case form.TypeChoices:
		for _, item := range v.items() {
			l.hasOption(f, item)
		}
		return v.texts()
	case form.TypeChoice:
		l.hasOption(f, v)
	case form.TypeList:
		return l.itemsOf(f, v)
	case form.TypeText, form.TypeProse, form.TypePlace:
	}
	return v.text()
}

func (l *loader) hasOption(f *form.Fact, v node) {
	var keys []string
	for _, o := range f.Options {
		keys = append(keys, o.Key)
	}
	if !slices.Contains(keys, v.text()) {
		l.wrong(v.at(), "%s has no option %q%s", f.Name, v.text(), meant(v.text(), keys))
	}
}

func (l *loader) itemsOf(f *form.Fact, v node) []map[string]any {
	items := []map[string]any{}
	for _, item := range v.items() {
		out := map[string]any{}
		for _, p := range item.pairs() {
			field, ok := l.lib.Records[f.Record].Field(p.key)
			if !ok {
				l.wrong(p.keyAt, "record %s has no field %q", f.Record, p.key)
				continue
			}
			out[p.key] = l.answer(field, p.value)
		}
		items = append(items, out)
	}
	return items
}

// plainText is what a journey compares: without the isolates that keep order on screen.
func plainText(s string) string { return lang.StripIsolates(strings.TrimSpace(s)) }
