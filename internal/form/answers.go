package form

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Answers are what a person said, by fact: yes_no bool; text, prose, choice, place string;
// choices []string; number, money int64; date "2026-09-23"; month "1405-07"; a list of
// records []map[string]any of the same.
type Answers map[string]any

// DecodeAnswers reads answers as they are stored and sent. Whole numbers stay whole.
func DecodeAnswers(data []byte) (Answers, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	raw := map[string]any{}
	if err := decoder.Decode(&raw); err != nil {
		return nil, fmt.Errorf("answers: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("answers: more than one JSON value")
	}
	out := Answers{}
	for name, v := range raw {
		canon, err := canonical(v)
		if err != nil {
			return nil, fmt.Errorf("answers: %s: %w", name, err)
		}
		out[name] = canon
	}
	return out, nil
}

func canonical(v any) (any, error) {
	switch x := v.(type) {
	case json.Number:
		return x.Int64()
	case []any:
		return canonicalList(x)
	case map[string]any:
		return nil, errors.New("an item stands only in a list")
	case nil:
		return nil, errors.New("null is no answer; leave it out")
	}
	return v, nil
}

func canonicalList(list []any) (any, error) {
	words, items := []string{}, []map[string]any{}
	for _, v := range list {
		switch x := v.(type) {
		case string:
			words = append(words, x)
		case map[string]any:
			item := map[string]any{}
			for name, field := range x {
				canon, err := canonical(field)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", name, err)
				}
				item[name] = canon
			}
			items = append(items, item)
		default:
			return nil, errors.New("a list holds words or items")
		}
	}
	switch {
	case len(items) > 0 && len(words) > 0:
		return nil, errors.New("a list holds words or items, not both")
	case len(items) > 0:
		return items, nil
	}
	return words, nil
}

// empty tells an answer that says nothing.
func empty(v any) bool {
	switch x := v.(type) {
	case nil:
		return true
	case string:
		return x == ""
	case []string:
		return len(x) == 0
	case []any:
		return len(x) == 0
	case []map[string]any:
		return len(x) == 0
	}
	return false
}

func asInt(v any) (int64, bool) {
	switch x := v.(type) {
	case int64:
		return x, true
	case int:
		return int64(x), true
	case float64:
		return int64(x), x == math.Trunc(x) && math.Abs(x) <= lang.MaxAmount
	case json.Number:
		n, err := x.Int64()
		return n, err == nil
	}
	return 0, false
}

func asWords(v any) (words []string) {
	switch x := v.(type) {
	case []string:
		return x
	case []any:
		for _, w := range x {
			if s, ok := w.(string); ok {
				words = append(words, s)
			}
		}
	}
	return words
}

func asItems(v any) (items []map[string]any) {
	switch x := v.(type) {
	case []map[string]any:
		return x
	case []any:
		for _, w := range x {
			if m, ok := w.(map[string]any); ok {
				items = append(items, m)
			}
		}
	}
	return items
}

// value turns a stored answer into what expressions see. What does not fit its type is
// unknown here; Run tells it as a problem of its own.
func (l *Library) value(f *Fact, v any) ref.Val {
	if empty(v) {
		return unanswered
	}
	text, isText := v.(string)
	switch f.Type {
	case TypeYesNo:
		if b, ok := v.(bool); ok {
			return types.Bool(b)
		}
	case TypeText, TypeProse:
		if isText {
			return types.String(text)
		}
	case TypeNumber:
		if n, ok := asInt(v); ok {
			return types.Int(n)
		}
	case TypeMoney:
		if n, ok := asInt(v); ok {
			return moneyVal{rials: n}
		}
	case TypeDate:
		if d, err := lang.ParseISO(text); err == nil {
			return dateVal{day: d}
		}
	case TypeMonth:
		if m, err := lang.ParseMonthISO(text); err == nil {
			return monthVal{month: m}
		}
	case TypePlace:
		if isText {
			return placeVal{key: text}
		}
	case TypeChoice:
		if isText && f.hasOption(text) {
			return choiceVal{key: text, fact: f}
		}
	case TypeChoices:
		return l.choicesValue(f, asWords(v))
	case TypeList:
		var items []ref.Val
		for _, item := range asItems(v) {
			items = append(items, l.item(l.Records[f.Record], item))
		}
		return types.NewRefValList(types.DefaultTypeAdapter, items)
	}
	return unanswered
}

func (l *Library) choicesValue(f *Fact, words []string) ref.Val {
	var keys []ref.Val
	for _, w := range words {
		if f.hasOption(w) {
			keys = append(keys, choiceVal{key: w, fact: f})
		}
	}
	if len(keys) == 0 {
		return unanswered
	}
	return types.NewRefValList(types.DefaultTypeAdapter, keys)
}

func (f *Fact) hasOption(key string) bool {
	for _, o := range f.Options {
		if o.Key == key {
			return true
		}
	}
	return false
}

// item fills a record field by field: a field is there when its condition on the fields
// before it holds.
func (l *Library) item(rec *Record, raw map[string]any) *recordVal {
	r := &recordVal{rec: rec, fields: make(map[string]ref.Val, len(raw)), active: make([]*Fact, 0, len(rec.Fields))}
	for _, f := range rec.Fields {
		if f.cond != nil && f.cond.eval(itemScope{r}) != types.True {
			continue
		}
		r.active = append(r.active, f)
		if v, ok := raw[f.Name]; ok {
			if val := l.value(f, v); !isUnknown(val) {
				r.fields[f.Name] = val
			}
		}
	}
	return r
}

var _ cel.Activation = itemScope{}
