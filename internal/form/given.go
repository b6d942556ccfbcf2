package form

import (
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Accept checks a fact that is given directly, by its name; a county may be written in any
// spelling that means one.
func (l *Library) Accept(name string, v any, today lang.Date) (any, error) {
	f, err := l.known(name)
	if err != nil {
		return nil, err
	}
	if f.Type == TypeList {
		return l.acceptItems(f, v, today)
	}
	if v, err = l.acceptPlace(f, v); err != nil {
		return nil, err
	}
	return v, l.sound(f, v, today)
}

// ReadFact reads a fact as a person types it.
func (l *Library) ReadFact(name, text string) (any, error) {
	f, err := l.known(name)
	if err != nil {
		return nil, err
	}
	return l.parse(f, Raw{Text: text, Texts: strings.Split(text, ","), Sure: true}, false)
}

// known finds a fact; the value of the claim is one, though no page asks it by this name.
func (l *Library) known(name string) (*Fact, error) {
	if name == "claim.value" {
		return &Fact{Name: name, Type: TypeMoney}, nil
	}
	if f, ok := l.Facts[name]; ok {
		return f, nil
	}
	return nil, ErrUnknownFact.With("fact", name)
}

func (l *Library) acceptPlace(f *Fact, v any) (any, error) {
	text, ok := v.(string)
	if f.Type != TypePlace || !ok {
		return v, nil
	}
	return l.readPlace(text)
}

// acceptItems checks the fields that an item has; what it lacks is not known.
func (l *Library) acceptItems(f *Fact, v any, today lang.Date) (any, error) {
	items := asItems(v)
	if err := l.sound(f, items, today); err != nil {
		return nil, err
	}
	for _, item := range items {
		for name, value := range item {
			field, ok := l.Records[f.Record].Field(name)
			if !ok {
				return nil, ErrUnknownFact.With("fact", f.Name+"."+name)
			}
			value, err := l.acceptPlace(field, value)
			if err == nil {
				err = l.sound(field, value, today)
			}
			if err != nil {
				return nil, err
			}
			item[name] = value
		}
	}
	return items, nil
}

// Asks words the question for a fact where nobody files yet: "this petition", not "this act".
func (t *Title) Asks(f *Fact, loc lang.Locale) string {
	text := f.Ask.In(loc)
	for name, w := range t.words {
		text = strings.ReplaceAll(text, "${word."+name+"}", w.one.In(loc))
	}
	return text
}

// Looks lists the facts that the title's rules of competence and territory look at; where the
// title works a fact out from others, those.
func (t *Title) Looks() (facts []*Fact) {
	seen := map[string]bool{}
	var look func(list ...*expr)
	look = func(list ...*expr) {
		for _, e := range list {
			if e == nil {
				continue
			}
			for _, name := range e.refs {
				f, err := t.lib.known(name)
				if err != nil || seen[name] {
					continue
				}
				if seen[name] = true; t.binds[name] != nil {
					look(t.binds[name])
					continue
				}
				facts = append(facts, f)
			}
		}
	}
	for i := range t.kinds {
		look(t.kinds[i].cond)
	}
	for i := range t.places {
		look(t.places[i].when, t.places[i].cond, t.places[i].at)
	}
	return facts
}

// Narrative is the question in which a person tells what happened in her own words, which the
// glossary calls story; nil: the title asks for none.
func (t *Title) Narrative() *Fact {
	for _, f := range t.Facts() {
		if f.Type == TypeProse && strings.HasSuffix(f.Name, ".story") {
			return f
		}
	}
	return nil
}
