package catalog

import (
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
)

func (l *loader) readGlossary() {
	names := l.in("facts")
	files, twins, tallies := make([]*file, len(names)), make([]*twin, len(names)), make([]tally, len(names))
	l.sideBySide(len(names), func(own *loader, i int) {
		if files[i] = own.shaped(names[i], "glossary"); files[i] != nil {
			twins[i] = own.twinOf(names[i])
		}
		tallies[i] = own.tally
	})
	for i, f := range files {
		l.add(tallies[i].list...)
		l.gaps += tallies[i].gaps
		if f == nil {
			continue
		}
		en := twins[i]
		en.l = l // its mistakes are this loader's from here on
		root := f.node()
		subject := root.get("subject").text()
		for _, p := range root.get("records").pairs() {
			l.record(p, en)
		}
		for _, p := range root.get("facts").pairs() {
			fact := l.fact(p, en, "facts", p.key)
			fact.Name = subject + "." + p.key
			if l.lib.Facts[fact.Name] != nil {
				l.wrong(p.keyAt, "fact %s is declared twice", fact.Name)
			}
			l.lib.Facts[fact.Name] = fact
		}
		en.leftOver()
	}
}

func (l *loader) record(p pair, en *twin) {
	rec := &form.Record{Name: p.key, At: p.keyAt, Print: p.value.get("print").expr()}
	for _, field := range p.value.get("fields").pairs() {
		f := l.fact(field, en, "records", p.key, field.key)
		f.Name = field.key
		rec.Fields = append(rec.Fields, f)
	}
	if l.lib.Records[rec.Name] != nil {
		l.wrong(p.keyAt, "record %s is declared twice", rec.Name)
	}
	l.lib.Records[rec.Name] = rec
}

func (l *loader) fact(p pair, en *twin, way ...string) *form.Fact {
	v := p.value
	words := func(key string) form.Words { return en.words(v.get(key), append(append([]string{}, way...), key)...) }
	f := &form.Fact{
		At: p.keyAt, Ask: words("ask"), Why: words("why"), Hint: words("hint"), Wrong: words("wrong"), Unit: words("unit"),
		Min: v.get("min").pointer(), Max: v.get("max").pointer(), MaxToday: v.get("max").text() == "today", Format: v.get("format").text(),
		If: v.get("if").expr(), Optional: v.get("optional").yes(), Private: v.get("private").yes(), From: v.get("from").text(), Hears: v.get("hears").texts(),
	}
	f.Type = form.Type(v.get("type").text())
	if record, ok := strings.CutPrefix(v.get("type").text(), "list of "); ok {
		f.Type, f.Record = form.TypeList, record
	}
	for _, o := range v.get("options").pairs() {
		f.Options = append(f.Options, l.option(o, en, append(append([]string{}, way...), "options", o.key)))
	}
	l.short(f.Ask)
	return f
}

func (l *loader) option(o pair, en *twin, way []string) form.Choosable {
	out := form.Choosable{Key: o.key, At: o.keyAt}
	if o.value.isMap() { // English has the everyday words alone: courts read Persian
		out.Say = en.words(o.value.get("say"), way...)
		out.Formal = form.Words{FA: o.value.get("formal").text(), At: o.value.at()}
		return out
	}
	out.Say = en.words(o.value, way...)
	return out
}

// maxWords keeps sentences to people short.
const maxWords = 20

// short refuses a sentence of more than twenty words; what stands in ${…} counts as one.
func (l *loader) short(w form.Words) {
	for _, sentence := range strings.FieldsFunc(placesOut(w.FA), func(r rune) bool { return strings.ContainsRune(".؟!؛:", r) }) {
		if n := len(strings.Fields(sentence)); n > maxWords {
			l.wrong(w.At, "a sentence of %d words; people read %d at most: %q", n, maxWords, strings.TrimSpace(sentence))
		}
	}
}

func placesOut(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "${")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		b.WriteString("x")
		_, s, _ = strings.Cut(rest, "}")
	}
}
