package catalog

import (
	"cmp"
	"strconv"

	"github.com/tarazu-justice/tarazu/internal/form"
)

func itoa(i int) string { return strconv.Itoa(i) }

// family is what all petitions (complaints, …) share.
type family struct {
	name, open  string
	ends        string // what acceptance means: opens a case, joins one, delivers
	title       form.Words
	words       []form.WordSpec
	first, last []node
	en          *twin
	checks      []form.CheckSpec
	slots       []form.SlotSpec
	limits      []form.LimitSpec
	fees        map[string][]form.FeeSpec
	frame       []form.ParaSpec
}

func (l *loader) family(f *file, en *twin) *family {
	root := f.node()
	from := form.Origin{Family: true}
	fam := &family{
		name: root.get("family").text(), open: root.get("open").text(), ends: cmp.Or(root.get("ends").text(), "opens"), title: en.words(root.get("name"), "name"), en: en,
		first: root.get("first").items(), last: root.get("last").items(), fees: map[string][]form.FeeSpec{},
	}
	fam.words = l.wordForms(root, en)
	fam.checks = l.checks(root.get("checks"), en, from)
	fam.slots = l.slots(root.get("attach"), from)
	fam.limits = l.limits(root.get("limits"), from)
	fam.frame = l.paras(root.get("document"), nil, from)
	for _, p := range root.get("fees").pairs() {
		fam.fees[p.key] = []form.FeeSpec{}
		for _, v := range p.value.items() {
			fam.fees[p.key] = append(fam.fees[p.key], form.FeeSpec{
				Row: v.get("row").text(), Of: v.get("of").expr(), Times: v.get("times").expr(), If: v.get("if").expr(), Waived: v.get("waived").expr(), At: v.at(), Origin: from,
			})
		}
	}
	en.leftOver()
	return fam
}

// wordForms reads what the paper calls itself and its parties: of a family, or of a title whose
// parties have names of their own.
func (l *loader) wordForms(root node, en *twin) (list []form.WordSpec) {
	for _, p := range root.get("words").pairs() {
		w := form.WordSpec{Name: p.key, At: p.keyAt}
		if p.value.isText() {
			w.One = en.words(p.value, "words", p.key)
		} else {
			w.One, w.Many = en.words(p.value.get("one"), "words", p.key, "one"), en.words(p.value.get("many"), "words", p.key, "many")
			w.Count = p.value.get("count").text()
			if l.lib.Facts[w.Count] == nil {
				l.wrong(p.keyAt, "word %s counts %q, which is not in the glossary", p.key, w.Count)
			}
		}
		list = append(list, w)
	}
	return list
}
