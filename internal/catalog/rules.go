package catalog

import (
	"path"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// rules are the shared rules that titles name.
type rules struct {
	competence map[string]*entry
	subjects   map[string]subject
	needed     map[string]lang.Date // kinds that every county needs, and from when
	territory  map[string]form.PlaceSpec
	waves      map[string][]wave
}

func (l *loader) readRules() {
	l.rules = rules{map[string]*entry{}, map[string]subject{}, map[string]lang.Date{}, map[string]form.PlaceSpec{}, map[string][]wave{}}
	l.readReasons()
	l.readLaw()
	l.readKinds()
	l.readCompetence()
	l.readOpen()
}

// needed reads a file that every catalogue has. One of another shape is read all the same:
// what else is wrong with it, and with those that name its parts, is told at once.
func (l *loader) needed(name string) node {
	f := l.readFile(name)
	if f == nil {
		if !l.exists(name) {
			l.wrong(form.Pos{File: name, Line: 1}, "this file is missing")
		}
		return node{}
	}
	l.hasShape(f, strings.TrimSuffix(path.Base(name), ".yaml"))
	return f.node()
}

func (l *loader) readReasons() {
	const name = "rules/reasons.yaml"
	root, en := l.needed(name), l.twinOf(name)
	for _, p := range root.get("reasons").pairs() {
		r := form.Reason{
			Code: p.key, At: p.keyAt, Name: en.words(p.value.get("name"), "reasons", p.key), Outcome: p.value.get("outcome").text(),
			MayStop: p.value.get("may_stop").text() != "no", Law: p.value.get("law").texts(), GivenBy: p.value.get("given_by").text(),
		}
		l.lib.Reasons[r.Code] = r
		l.order = append(l.order, r.Code)
	}
	en.leftOver()
}

func (l *loader) readLaw() {
	root := l.needed("rules/law.yaml")
	for _, p := range root.get("articles").pairs() {
		law, number, _ := strings.Cut(p.key, ".")
		name := root.get("sources").get(law)
		if !name.there() {
			l.wrong(p.keyAt, "article %s is of law %q, which sources does not name", p.key, law)
		}
		l.verified(p)
		l.lib.Articles[p.key] = form.Article{
			ID: p.key, Law: law, Number: number, LawName: name.text(), Says: form.Words{FA: p.value.get("says").text(), At: p.value.at()},
			Source: p.value.get("source").text(), Verified: p.value.get("verified").yes(), At: p.keyAt,
		}
	}
	for _, r := range l.lib.Reasons {
		for _, id := range r.Law {
			if _, ok := l.lib.Articles[id]; !ok {
				l.wrong(r.At, "article %q is not in rules/law.yaml", id)
			}
		}
	}
}

// verified wants a source where the mark says yes.
func (l *loader) verified(p pair) {
	if p.value.get("verified").yes() && p.value.get("source").text() == "" {
		l.wrong(p.keyAt, "%s says verified: yes, but names no source", p.key)
	}
}

func (l *loader) readKinds() {
	const name = "rules/attachments.yaml"
	root, en := l.needed(name), l.twinOf(name)
	for _, p := range root.get("kinds").pairs() {
		l.lib.Kinds[p.key] = en.words(p.value, "kinds", p.key)
	}
	en.leftOver()
}

func (l *loader) readOpen() {
	const name = "rules/open.yaml"
	root, en := l.needed(name), l.twinOf(name)
	standings := &form.Fact{Name: "standing", Type: form.TypeChoice}
	for _, p := range root.get("standings").pairs() {
		standings.Options = append(standings.Options, form.Choosable{Key: p.key, Say: en.words(p.value, "standings", p.key), At: p.keyAt})
	}
	l.lib.Standings = standings
	for _, p := range root.get("waves").pairs() {
		for _, item := range p.value.items() {
			l.rules.waves[p.key] = append(l.rules.waves[p.key], l.wave(item))
		}
	}
	en.leftOver()
}
