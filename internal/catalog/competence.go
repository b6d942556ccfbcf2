package catalog

import (
	"slices"
	"strconv"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// entry is a named rule of competence: the kinds of authority, and the places that the law
// gives where a title does not say otherwise.
type entry struct {
	kinds     []form.KindSpec
	territory []form.PlaceSpec
	at        form.Pos
}

// subject is a title code with its entry and the facts of competence that the title itself
// decides: its degree, who files it.
type subject struct {
	entry string
	binds []form.LetSpec
	at    form.Pos
}

var reaches = []string{"county", "province", "country", "case", "outside", "none"}

func (l *loader) readCompetence() {
	const name = "rules/competence.yaml"
	root, en := l.needed(name), l.twinOf(name)
	l.readBodies(root.get("kinds"), en)
	l.readTerritory(root, en)
	if more := "rules/territory.yaml"; l.exists(more) {
		file, twin := l.needed(more), l.twinOf(more)
		l.readTerritory(file, twin)
		twin.leftOver()
	}
	for _, p := range root.get("competence").pairs() {
		l.rules.competence[p.key] = l.entry(p, en)
	}
	en.leftOver()
	l.readSubjects()
}

// readTerritory reads rules of place.
func (l *loader) readTerritory(root node, en *twin) {
	for _, p := range root.get("territory").pairs() {
		rule := form.PlaceSpec{Rule: p.key, PlaceAt: p.value.get("at").expr(), When: p.value.get("when").expr(), Law: p.value.get("law").texts(), Several: p.value.get("several").texts(), At: p.keyAt}
		rule.Because, rule.Otherwise = l.reasons(p.value, en, "territory", p.key)
		l.rules.territory[p.key] = rule
	}
}

// readBodies reads the kinds of authority. A catalogue without them knows county courts
// and the branch of a pending case.
func (l *loader) readBodies(v node, en *twin) {
	l.lib.Bodies = map[string]form.Body{"branch": {Reach: "case"}}
	for _, p := range v.pairs() {
		b := form.Body{
			Name: en.words(p.value.get("name"), "kinds", p.key, "name"), Reach: p.value.get("reach").text(), Stead: p.value.get("stead").text(),
			Because: en.words(p.value.get("because"), "kinds", p.key, "because"), Law: p.value.get("law").texts(),
		}
		if !slices.Contains(reaches, b.Reach) {
			l.wrong(p.keyAt, "reach %q of %s is not one of %v", b.Reach, p.key, reaches)
		}
		if (b.Stead == "") != (b.Because.FA == "") {
			l.wrong(p.keyAt, "%s: stead and because come together", p.key)
		}
		if from := p.value.get("needed"); from.there() {
			l.rules.needed[p.key] = l.date(from)
		}
		l.lib.Bodies[p.key] = b
	}
	for _, p := range v.pairs() {
		if b := l.lib.Bodies[p.key]; b.Stead != "" && l.lib.Bodies[b.Stead].Reach == "" {
			l.wrong(p.keyAt, "stead of %s: unknown kind %q%s", p.key, b.Stead, meant(b.Stead, keysOf(l.lib.Bodies)))
		}
	}
}

// entry reads one: a list of rules, or rules with the territory that goes with them.
func (l *loader) entry(p pair, en *twin) *entry {
	e := &entry{at: p.keyAt}
	rules, way := p.value, []string{"competence", p.key}
	if p.value.isMap() {
		rules, way = p.value.get("rules"), append(way, "rules")
		if like := p.value.get("like"); like.there() {
			other, ok := l.rules.competence[like.text()]
			if !ok {
				l.wrong(like.at(), "there is no entry %q before this one%s", like.text(), meant(like.text(), keysOf(l.rules.competence)))
				return e
			}
			e.territory = other.territory
			defer func() { e.kinds = append(e.kinds, other.kinds...) }() // its own rules come first
		}
		if places := p.value.get("territory"); places.there() {
			e.territory = nil
			for _, v := range places.items() {
				l.place(&e.territory, v)
			}
		}
	}
	for i, item := range rules.items() {
		k := l.kind(item, en, append(slices.Clone(way), strconv.Itoa(i))...)
		e.kinds = append(e.kinds, k)
	}
	for i := range e.kinds {
		if e.kinds[i].ID == "" {
			e.kinds[i].ID = p.key + "." + e.kinds[i].Kind
		}
	}
	if len(e.kinds) == 0 && !p.value.get("like").there() {
		l.wrong(p.keyAt, "entry %s has no rules", p.key)
	}
	return e
}

func (l *loader) kind(v node, en *twin, way ...string) form.KindSpec {
	k := form.KindSpec{
		ID: v.get("id").text(), If: v.get("if").expr(), Kind: v.get("kind").text(), Law: v.get("law").texts(), From: l.date(v.get("from")), Until: l.date(v.get("until")), At: v.at(),
	}
	k.Because, k.Otherwise = l.reasons(v, en, way...)
	if len(l.lib.Bodies) > 1 && l.lib.Bodies[k.Kind].Reach == "" {
		l.wrong(v.get("kind").at(), "unknown kind of authority %q%s", k.Kind, meant(k.Kind, keysOf(l.lib.Bodies)))
	}
	if !k.Until.IsZero() && k.From.Compare(k.Until) >= 0 {
		l.wrong(v.at(), "this rule ends before it begins")
	}
	return k
}

// reasons reads because and otherwise. In English one text stands for because alone.
func (l *loader) reasons(v node, en *twin, way ...string) (because, otherwise form.Words) {
	if !v.get("otherwise").there() {
		return en.words(v.get("because"), way...), form.Words{}
	}
	return en.words(v.get("because"), append(slices.Clone(way), "because")...), en.words(v.get("otherwise"), append(slices.Clone(way), "otherwise")...)
}

// place reads a rule of territory as an entry or a title names it: by its name alone, or
// with the place and a condition of its own.
func (l *loader) place(into *[]form.PlaceSpec, v node) {
	name := v.text()
	if v.isMap() {
		name = v.get("rule").text()
	}
	rule, ok := l.rules.territory[name]
	if !ok {
		l.wrong(v.at(), "unknown rule of territory %q%s", name, meant(name, keysOf(l.rules.territory)))
		return
	}
	rule.At = v.at()
	if at := v.get("at"); at.there() {
		rule.PlaceAt = at.expr()
	}
	rule.If = v.get("if").expr()
	*into = append(*into, rule)
}

// readSubjects reads which entry serves which title; titles that are not written yet too.
func (l *loader) readSubjects() {
	const name = "rules/subjects.yaml"
	if !l.exists(name) {
		return
	}
	root := l.needed(name)
	for _, p := range root.get("titles").pairs() {
		s := subject{entry: p.value.text(), at: p.keyAt}
		if p.value.isMap() {
			s.entry, s.binds = p.value.get("use").text(), l.binds(p.value.get("venue"))
			for i := range s.binds { // who files is in the title's name; a degree is a matter of law
				s.binds[i].Unverified = s.binds[i].Name == "venue.degree" && !p.value.get("verified").yes()
			}
		}
		if l.rules.competence[s.entry] == nil {
			l.wrong(p.keyAt, "%s: unknown rule of competence %q%s", p.key, s.entry, meant(s.entry, keysOf(l.rules.competence)))
		}
		l.rules.subjects[p.key] = s
	}
}

// binds reads facts of competence that are worked out: property: lease.county.
func (l *loader) binds(v node) (list []form.LetSpec) {
	for _, p := range v.pairs() {
		list = append(list, form.LetSpec{Name: "venue." + p.key, Expr: p.value.expr()})
	}
	return list
}

// competence gives a title its entry, by the one word it says.
func (l *loader) competence(s *form.Spec, root node, en *twin) {
	v := root.get("competence")
	for i, item := range v.items() {
		s.Kinds = append(s.Kinds, l.kind(item, en, "competence", itoa(i)))
	}
	if v.isText() {
		e := l.rules.competence[v.text()]
		if e == nil {
			l.wrong(v.at(), "unknown rule of competence %q%s", v.text(), meant(v.text(), keysOf(l.rules.competence)))
			return
		}
		s.Entry, s.Kinds, s.Territory = v.text(), e.kinds, e.territory
	}
	if own := root.get("territory"); own.there() {
		s.Territory = nil
		for _, item := range own.items() {
			l.place(&s.Territory, item)
		}
	}
	if i := slices.IndexFunc(s.Kinds, func(k form.KindSpec) bool { return placed(l.lib.Bodies[k.Kind]) }); i >= 0 && len(s.Territory) == 0 {
		l.wrong(v.at(), "%s is heard by kind %s, but no rule of territory leads to one; name the place under territory", s.Code, s.Kinds[i].Kind)
	}
	s.Binds = l.binds(root.get("venue"))
	l.agree(s, v)
}

// agree: the list of subjects and the title say the same; what the list alone decides of
// the title, its degree for instance, comes from there.
func (l *loader) agree(s *form.Spec, v node) {
	known, ok := l.rules.subjects[s.Code]
	if !ok {
		return
	}
	if v.isText() && known.entry != v.text() {
		l.wrong(v.at(), "%s is heard by %q here, but by %q in rules/subjects.yaml:%d", s.Code, v.text(), known.entry, known.at.Line)
	}
	for _, b := range known.binds {
		if !slices.ContainsFunc(s.Binds, func(own form.LetSpec) bool { return own.Name == b.Name }) {
			s.Binds = append(s.Binds, b)
		}
	}
}
