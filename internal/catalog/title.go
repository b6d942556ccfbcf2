package catalog

import (
	"maps"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// title joins a title with its family and groups.
func (l *loader) title(f *file, en *twin) *form.Spec {
	root := f.node()
	fam := l.families[root.get("family").text()]
	if fam == nil {
		l.wrong(root.get("family").at(), "unknown family %q%s", root.get("family").text(), meant(root.get("family").text(), keysOf(l.families)))
		return nil
	}
	version, _ := root.get("version").number()
	s := &form.Spec{
		Code: root.get("title").text(), Family: fam.name, Ends: fam.ends, Version: int(version), At: root.at(), Name: en.words(root.get("name"), "name"), FamilyName: fam.title,
		Everyday: root.get("everyday").texts(), Says: root.get("triage").get("says").texts(), Law: root.get("law").texts(), Tier: root.get("tier").text(), Open: root.get("open").text(),
		ClaimKind: root.get("claim").get("kind").text(), ClaimValue: root.get("claim").get("value").expr(), FeeName: root.get("fee").text(),
		Words: append(slices.Clone(fam.words), l.wordForms(root, en)...), Frame: fam.frame, Parts: map[string][]form.ParaSpec{}, PartPos: map[string]form.Pos{},
	}
	l.parts(s, fam, root, en)
	l.titleRules(s, fam, root, en)
	for _, v := range root.get("triage").get("ask_apart").items() {
		other := v.get("other").text()
		s.Apart = append(s.Apart, form.Apart{Other: other, Ask: en.words(v.get("ask"), "apart", other), Answer: v.get("answer").yes()})
	}
	for _, v := range root.get("moved").items() {
		n, _ := v.get("version").number()
		move := form.Move{Version: int(n), Renamed: map[string]string{}, Dropped: v.get("dropped").texts()}
		for _, p := range v.get("renamed").pairs() {
			move.Renamed[p.key] = p.value.text()
		}
		s.Moved = append(s.Moved, move)
	}
	for _, p := range root.get("let").pairs() {
		s.Lets = append(s.Lets, form.LetSpec{Name: p.key, Expr: p.value.expr()})
	}
	for _, p := range root.get("document").pairs() {
		s.Parts[p.key], s.PartPos[p.key] = l.paras(p.value, nil, form.Origin{}), p.keyAt
	}
	s.Readback = l.paras(root.get("readback"), en, form.Origin{}, "readback")
	for _, p := range s.Readback {
		l.short(p.Text)
		l.short(p.Else)
	}
	en.leftOver()
	return s
}

// parts lays pages, checks and slots of family, groups and title in order.
func (l *loader) parts(s *form.Spec, fam *family, root node, en *twin) {
	s.Checks = append(s.Checks, fam.checks...)
	s.Slots = append(s.Slots, fam.slots...)
	add := func(items []node, t *twin, from form.Origin) {
		for _, v := range items {
			if v.get("use").there() {
				l.use(s, v, root.get("with").get(v.get("use").text()))
			} else {
				s.Pages = append(s.Pages, l.page(v, t, from))
			}
		}
	}
	for _, p := range root.get("with").pairs() {
		if l.groups[p.key] == nil {
			l.wrong(p.keyAt, "unknown group %q%s", p.key, meant(p.key, keysOf(l.groups)))
		}
	}
	add(fam.first, fam.en, form.Origin{Family: true})
	before := len(s.Pages)
	add(root.get("pages").items(), en, form.Origin{})
	for _, p := range s.Pages[before:] {
		s.OwnAsks += len(p.Ask)
	}
	add(fam.last, fam.en, form.Origin{Family: true})
	s.Checks = append(s.Checks, l.checks(root.get("checks"), en, form.Origin{})...)
	s.Slots = append(s.Slots, l.slots(root.get("attach"), form.Origin{})...)
	seen := map[string]bool{}
	for _, c := range s.Checks {
		if seen[c.ID] && c.Origin.Own() {
			l.wrong(c.At, "check %q is there twice; its family or a group has one of this name", c.ID)
		}
		seen[c.ID] = true
	}
	seen = map[string]bool{}
	for _, p := range s.Pages {
		if seen[p.ID] {
			l.wrong(p.At, "page %q is there twice", p.ID)
		}
		seen[p.ID] = true
	}
}

// use puts a group's parts in, with the parameters of the place of use; for a group that
// the family brings in, the title may set them under its own with.
func (l *loader) use(s *form.Spec, v, override node) {
	name := v.get("use").text()
	g := l.groups[name]
	if g == nil {
		l.wrong(v.at(), "unknown group %q%s", name, meant(name, keysOf(l.groups)))
		return
	}
	from := form.Origin{Group: name, Params: maps.Clone(g.params)}
	for _, p := range append(v.get("with").pairs(), override.pairs()...) {
		if _, ok := g.params[p.key]; !ok {
			l.wrong(p.keyAt, "group %s has no parameter %q%s", name, p.key, meant(p.key, keysOf(g.params)))
		}
		if text := p.value.text(); text != "yes" && text != "no" {
			l.wrong(p.keyAt, "parameter %s is yes or no", p.key)
		}
		from.Params[p.key] = p.value.yes()
	}
	for _, p := range g.pages {
		p.Origin = from
		s.Pages = append(s.Pages, p)
	}
	for _, c := range g.checks {
		c.Origin = from
		s.Checks = append(s.Checks, c)
	}
	for _, slot := range g.slots {
		slot.Origin = from
		s.Slots = append(s.Slots, slot)
	}
}

func (l *loader) titleRules(s *form.Spec, fam *family, root node, en *twin) {
	s.Limits = append(slices.Clone(fam.limits), l.limits(root.get("limits"), form.Origin{})...)
	if s.Open == "" {
		s.Open = fam.open
	}
	if _, ok := l.rules.waves[s.Open]; !ok {
		l.wrong(s.At, "unknown wave %q%s", s.Open, meant(s.Open, keysOf(l.rules.waves)))
	}
	fee, ok := fam.fees[s.FeeName]
	if s.Fee = fee; !ok {
		l.wrong(root.get("fee").at(), "unknown fee rule %q of family %s%s", s.FeeName, fam.name, meant(s.FeeName, keysOf(fam.fees)))
	}
	l.competence(s, root, en)
}

func keysOf[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
