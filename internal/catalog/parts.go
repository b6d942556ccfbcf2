package catalog

import (
	"slices"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// group is a set of pages that many titles use.
type group struct {
	name   string
	at     form.Pos
	params map[string]bool // defaults
	pages  []form.PageSpec
	checks []form.CheckSpec
	slots  []form.SlotSpec
}

func (l *loader) group(f *file, en *twin) *group {
	root := f.node()
	g := &group{name: root.get("group").text(), at: root.at(), params: map[string]bool{}}
	for _, p := range root.get("params").pairs() {
		g.params[p.key] = p.value.get("default").yes()
	}
	from := form.Origin{Group: g.name}
	for _, v := range root.get("pages").items() {
		if v.get("use").there() {
			continue // refused with its circle, when all groups are read
		}
		g.pages = append(g.pages, l.page(v, en, from))
	}
	g.checks = l.checks(root.get("checks"), en, from)
	g.slots = l.slots(root.get("attach"), from)
	en.leftOver()
	return g
}

func (l *loader) page(v node, en *twin, from form.Origin) form.PageSpec {
	id := v.get("page").text()
	p := form.PageSpec{ID: id, Title: en.words(v.get("title"), "pages", id), If: v.get("if").expr(), At: v.at(), Origin: from}
	for _, q := range v.get("ask").items() {
		if q.isText() {
			p.Ask = append(p.Ask, form.AskSpec{Fact: q.text(), At: q.at()})
			continue
		}
		a := form.AskSpec{Fact: q.get("fact").text(), If: q.get("if").expr(), Optional: q.get("optional").yes(), At: q.at()}
		a.As = en.words(q.get("as"), "as", a.Fact)
		a.Pro = en.words(q.get("pro"), "pro", a.Fact)
		l.short(a.As)
		l.short(a.Pro)
		p.Ask = append(p.Ask, a)
	}
	return p
}

func (l *loader) checks(v node, en *twin, from form.Origin) (list []form.CheckSpec) {
	for _, c := range v.items() {
		id := c.get("id").text()
		spec := form.CheckSpec{
			ID: id, Reason: c.get("reason").text(), Warn: c.get("level").text() == "warn", When: c.get("when").expr(), Where: c.get("at").texts(),
			Say: en.words(c.get("say"), "checks", id), Law: c.get("law").texts(), Instead: c.get("instead").text(), At: c.at(), Origin: from,
		}
		l.short(spec.Say)
		if slices.ContainsFunc(list, func(o form.CheckSpec) bool { return o.ID == id }) {
			l.wrong(c.at(), "check %q is there twice", id)
		}
		list = append(list, spec)
	}
	return list
}

func (l *loader) slots(v node, from form.Origin) (list []form.SlotSpec) {
	for _, s := range v.items() {
		list = append(list, form.SlotSpec{
			ID: s.get("slot").text(), Kind: s.get("kind").text(), If: s.get("if").expr(), Must: s.get("must").expr(), Law: s.get("law").texts(), At: s.at(), Origin: from,
		})
	}
	return list
}

// paras reads paragraphs; en is nil where courts read Persian only.
func (l *loader) paras(v node, en *twin, from form.Origin, way ...string) (list []form.ParaSpec) {
	for i, p := range v.items() {
		list = append(list, l.para(p, en, from, append(slices.Clone(way), itoa(i))))
	}
	return list
}

func (l *loader) para(p node, en *twin, from form.Origin, way []string) form.ParaSpec {
	if p.isText() {
		return form.ParaSpec{Text: en.words(p, way...), At: p.at(), Origin: from}
	}
	spec := form.ParaSpec{
		Slot: p.get("slot").text(), If: p.get("if").expr(), Each: p.get("each").expr(), As: p.get("as").text(),
		Numbered: p.get("numbered").yes(), Law: p.get("law").texts(), At: p.at(), Origin: from,
	}
	spec.Heading = form.Words{FA: p.get("heading").text(), At: p.at()}
	if els := p.get("else"); els.there() && en != nil {
		spec.Text, spec.Else = en.words(p.get("text"), append(way, "text")...), en.words(els, append(slices.Clone(way), "else")...)
	} else {
		spec.Text, spec.Else = en.words(p.get("text"), way...), form.Words{FA: els.text(), At: els.at()}
	}
	if spec.Slot != "" && !from.Family {
		l.wrong(p.at(), "slot stands only in a family's frame")
	}
	return spec
}

func (l *loader) limits(v node, from form.Origin) (list []form.LimitSpec) {
	for _, p := range v.items() {
		list = append(list, form.LimitSpec{
			ID: p.get("id").text(), Row: p.get("row").text(), Starts: p.get("starts").text(), Late: p.get("late").text(), From: p.get("from").expr(), At: p.at(), Origin: from,
		})
	}
	return list
}
