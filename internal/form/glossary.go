package form

import (
	"cel.dev/cel-go/cel"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// readyFacts compiles the texts of the glossary, and the conditions inside records.
func (l *Library) readyFacts() []Mistake {
	c := &compiler{lib: l}
	for _, f := range l.Facts {
		c.readyTexts(f)
	}
	for _, r := range l.Records {
		plain := true
		inner := c.with("it", recordType(r.Name))
		r.print, r.typ = inner.checked(r.Print), recordType(r.Name)
		for _, f := range r.Fields {
			f.cond = inner.compile(f.If, cel.BoolType)
			inner.readyTexts(f)
			plain = plain && f.Type != TypeList && f.plain()
		}
		if plain {
			r.shown = map[lang.Locale][]Question{lang.FA: l.fields(r, nil, lang.FA), lang.EN: l.fields(r, nil, lang.EN)}
		}
		c.mistakes = append(c.mistakes, inner.mistakes...)
	}
	for _, f := range l.Facts {
		if f.plain() && (f.Type != TypeList || l.Records[f.Record] != nil && l.Records[f.Record].shown != nil) {
			fa, en := l.question(f, nil, lang.FA), l.question(f, nil, lang.EN)
			f.shown = map[lang.Locale]*Question{lang.FA: &fa, lang.EN: &en}
		}
	}
	return c.mistakes
}

// plain says whether no text of the fact has a place to fill: it is the same for everybody.
func (f *Fact) plain() bool {
	return f.ask.plain() && f.why.plain() && f.hint.plain() && f.unsure.plain()
}

func (c *compiler) readyTexts(f *Fact) {
	f.ask, f.why, f.hint, f.unsure = c.text(f.Ask), c.text(f.Why), c.text(f.Hint), c.text(f.Wrong)
	f.said = map[lang.Locale][]Option{}
	for _, loc := range []lang.Locale{lang.FA, lang.EN} {
		for _, o := range f.Options {
			f.said[loc] = append(f.said[loc], Option{o.Key, o.Say.In(loc)})
		}
	}
	if f.Type == TypeList && c.lib.Records[f.Record] == nil {
		var all []string
		for name := range c.lib.Records {
			all = append(all, name)
		}
		c.wrong(f.At, "there is no record %q%s", f.Record, didYouMean(f.Record, all))
	}
}

// itemScope shows the fields of a record their own item.
type itemScope struct{ item *recordVal }

// ResolveName knows `it` alone; anything else of the language is not known here.
func (s itemScope) ResolveName(name string) (any, bool) {
	if name == "it" {
		return s.item, true
	}
	return unanswered, true
}

// Parent is none.
func (itemScope) Parent() cel.Activation { return nil }
