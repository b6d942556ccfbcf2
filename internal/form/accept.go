package form

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// ErrField says which field of which item of a list cannot be taken, and why.
var ErrField = fault.New(fault.Invalid, "form.field") // item, field, why

// Accept reads one answer as a program sent it: a JSON value decoded with json.Number, of
// the type that the language of titles gives the fact. Text that a person would type, such
// as «۱۲» for a number, is read as typed. A nil answer takes an earlier one back.
func (t *Title) Accept(fact string, v any, today lang.Date, loc lang.Locale) (any, error) {
	at, asked := t.asked[fact]
	switch {
	case !asked:
		return nil, ErrUnknownFact.With("fact", fact)
	case v == nil:
		return nil, nil //nolint:nilnil // no answer is an answer
	}
	return t.lib.accept(t.pages[at.page].asks[at.ask].fact, v, sending{today, loc})
}

// sending is when an answer is sent, and the language of what is said of it.
type sending struct {
	today lang.Date
	loc   lang.Locale
}

func (l *Library) accept(f *Fact, v any, s sending) (any, error) {
	canon, err := l.typed(f, v, s)
	if err != nil {
		return nil, err
	}
	return canon, l.sound(f, canon, s.today)
}

// typed brings a value into the type of its fact.
func (l *Library) typed(f *Fact, v any, s sending) (any, error) {
	switch f.Type {
	case TypeYesNo:
		if b, ok := v.(bool); ok {
			return b, nil
		}
		return nil, ErrYesNo
	case TypeNumber, TypeMoney:
		return l.typedNumber(f, v)
	case TypeChoices:
		return typedWords(v)
	case TypeList:
		return l.typedItems(f, v, s)
	case TypeText, TypeProse, TypeDate, TypeMonth, TypePlace, TypeChoice:
	}
	text, ok := v.(string)
	if !ok {
		return nil, ErrShape
	}
	return l.typedText(f, text)
}

// typedNumber takes a whole number of rials, or an amount as people write it.
func (l *Library) typedNumber(f *Fact, v any) (any, error) {
	switch x := v.(type) {
	case json.Number:
		if n, err := x.Int64(); err == nil && n <= lang.MaxAmount && n >= -lang.MaxAmount {
			return n, nil
		}
	case string:
		unit := "rial"
		if strings.Contains(x, "تومان") || strings.Contains(x, "تومن") {
			unit = "toman"
		}
		return l.read(f, Raw{Text: x, Unit: unit})
	}
	return nil, ErrNumber
}

var isoDay = regexp.MustCompile(`^(1[89]|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$`)

// typedText reads ISO days and months first; whatever else a person would type is read so.
func (l *Library) typedText(f *Fact, text string) (any, error) {
	latin := lang.LatinDigits(text)
	switch f.Type {
	case TypeDate:
		if isoDay.MatchString(latin) {
			d, err := lang.ParseISO(latin)
			return d.ISO(), err
		}
	case TypeMonth:
		if m, err := lang.ParseMonthISO(latin); err == nil {
			return m.ISO(), nil
		}
	case TypeText, TypeProse, TypeYesNo, TypeNumber, TypeMoney, TypePlace, TypeChoice, TypeChoices, TypeList:
	}
	return l.read(f, Raw{Text: text})
}

func typedWords(v any) (any, error) {
	list, ok := v.([]any)
	if !ok {
		return nil, ErrShape
	}
	words := []string{}
	for _, w := range list {
		word, ok := w.(string)
		if !ok {
			return nil, ErrShape
		}
		words = append(words, word)
	}
	return words, nil
}

func (l *Library) typedItems(f *Fact, v any, s sending) (any, error) {
	list, ok := v.([]any)
	if !ok {
		return nil, ErrShape
	}
	items := []map[string]any{}
	for i, raw := range list {
		fields, ok := raw.(map[string]any)
		if !ok {
			return nil, ErrShape
		}
		item, err := l.typedItem(l.Records[f.Record], fields, i, s)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

// typedItem reads the fields that the item's own answers call for and drops those that they
// rule out, as a page would. What is missing is told by Run.
func (l *Library) typedItem(rec *Record, raw map[string]any, at int, s sending) (map[string]any, error) {
	item := map[string]any{}
	wrong := func(field string, why error) error {
		return ErrField.With("item", at+1).With("field", field).With("why", l.say(s.loc, why)).Because(why)
	}
	for _, name := range slices.Sorted(maps.Keys(raw)) {
		if _, ok := rec.Field(name); !ok {
			return nil, wrong(name, ErrUnknownFact.With("fact", name))
		}
	}
	for _, f := range rec.Fields {
		v, given := raw[f.Name]
		if !given || v == nil || !slices.Contains(l.item(rec, item).active, f) {
			continue
		}
		canon, err := l.accept(f, v, s)
		if err != nil {
			return nil, wrong(f.Name, err)
		}
		item[f.Name] = canon
	}
	return item, nil
}
