package form

import (
	"cel.dev/cel-go/cel"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// question shows a fact as it is asked; scope fills the places of its texts.
func (l *Library) question(f *Fact, scope cel.Activation, loc lang.Locale) Question {
	if shown := f.shown[loc]; shown != nil {
		return *shown
	}
	q := Question{
		Fact: f.Name, Type: f.Type, Record: f.Record, Unit: f.Unit.In(loc), Format: f.Format, Optional: f.Optional, Private: f.Private,
		From: f.From, Min: f.Min, Max: f.Max, Today: f.MaxToday,
	}
	q.Ask, _, _ = l.write(f.ask, scope, loc)
	q.Why, _, _ = l.write(f.why, scope, loc)
	q.Hint, _, _ = l.write(f.hint, scope, loc)
	q.Wrong, _, _ = l.write(f.unsure, scope, loc)
	q.Options = f.said[loc]
	if f.Type == TypeList {
		q.Fields = l.fields(l.Records[f.Record], scope, loc)
	}
	return q
}

// fields shows what is asked of each item. Where no text has a place to fill, it is the same
// for everybody.
func (l *Library) fields(rec *Record, scope cel.Activation, loc lang.Locale) []Question {
	if shown := rec.shown[loc]; shown != nil {
		return shown
	}
	list := make([]Question, 0, len(rec.Fields))
	for _, field := range rec.Fields {
		list = append(list, l.question(field, scope, loc))
	}
	return list
}

// ItemFields shows the fields of one item of a list: those that its own answers call for.
func (t *Title) ItemFields(fact string, item map[string]any, loc lang.Locale) (fields []Question) {
	f, ok := t.lib.Facts[fact]
	if !ok || f.Type != TypeList {
		return nil
	}
	rec := t.lib.item(t.lib.Records[f.Record], item)
	scope := fieldScope{newState(t, Input{}, loc), rec}
	for _, field := range rec.active {
		q := t.lib.question(field, scope, loc)
		if v, ok := item[field.Name]; ok && !empty(v) {
			q.Value, q.Answered = v, true
		}
		fields = append(fields, q)
	}
	return fields
}

// fieldScope shows `it` and the words of the family.
type fieldScope struct {
	*state
	item *recordVal
}

// ResolveName knows `it` beside the names of a run.
func (s fieldScope) ResolveName(name string) (any, bool) {
	if name == "it" {
		return s.item, true
	}
	return s.state.ResolveName(name)
}
