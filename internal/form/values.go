package form

import (
	"fmt"
	"reflect"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// The types that expressions see beside bool, int, string and list.
var (
	moneyType = cel.OpaqueType("Money")
	dateType  = cel.OpaqueType("Date")
	monthType = cel.OpaqueType("Month")
	placeType = cel.OpaqueType("Place")
	anyType   = cel.TypeParamType("A")
)

func choiceType(fact string) *cel.Type { return cel.OpaqueType("choice", cel.ObjectType(fact)) }

func recordType(name string) *cel.Type { return cel.ObjectType(name) }

// opaque is what our values share: they turn into nothing else.
type opaque struct{}

func (opaque) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("no conversion to %v", t)
}

func (opaque) ConvertToType(ref.Type) ref.Val { return types.NewErr("no conversions here") }

type moneyVal struct {
	opaque
	rials int64
}

func (m moneyVal) Type() ref.Type { return moneyType }
func (m moneyVal) Value() any     { return m.rials }
func (m moneyVal) Equal(o ref.Val) ref.Val {
	n, ok := o.(moneyVal)
	return types.Bool(ok && n.rials == m.rials)
}

type dateVal struct {
	opaque
	day lang.Date
}

func (d dateVal) Type() ref.Type { return dateType }
func (d dateVal) Value() any     { return d.day }
func (d dateVal) Equal(o ref.Val) ref.Val {
	e, ok := o.(dateVal)
	return types.Bool(ok && e.day == d.day)
}

type monthVal struct {
	opaque
	month lang.Month
}

func (m monthVal) Type() ref.Type { return monthType }
func (m monthVal) Value() any     { return m.month }
func (m monthVal) Equal(o ref.Val) ref.Val {
	n, ok := o.(monthVal)
	return types.Bool(ok && n.month == m.month)
}

type placeVal struct {
	opaque
	key string
}

func (p placeVal) Type() ref.Type { return placeType }
func (p placeVal) Value() any     { return p.key }
func (p placeVal) Equal(o ref.Val) ref.Val {
	q, ok := o.(placeVal)
	return types.Bool(ok && q.key == p.key)
}

// choiceVal knows its options, so that it can be printed.
type choiceVal struct {
	opaque
	key  string
	fact *Fact
}

func (c choiceVal) Type() ref.Type { return cel.OpaqueType("choice") }
func (c choiceVal) Value() any     { return c.key }
func (c choiceVal) Equal(o ref.Val) ref.Val {
	switch v := o.(type) {
	case types.String:
		return types.Bool(string(v) == c.key)
	case choiceVal:
		return types.Bool(v.key == c.key)
	}
	return types.False
}

func (c choiceVal) words(loc lang.Locale, formal bool) string {
	for _, o := range c.fact.Options {
		if o.Key == c.key {
			if formal && o.Formal.FA != "" {
				return o.Formal.In(loc)
			}
			return o.Say.In(loc)
		}
	}
	return c.key
}

// recordVal is an item of a list; a field without an answer is unknown.
type recordVal struct {
	opaque
	rec    *Record
	fields map[string]ref.Val
	active []*Fact // the fields that the answers before them call for
}

func (r *recordVal) Type() ref.Type { return r.rec.typ }
func (r *recordVal) Value() any     { return r }
func (r *recordVal) Equal(o ref.Val) ref.Val {
	other, ok := o.(*recordVal)
	return types.Bool(ok && other == r)
}

func (r *recordVal) field(name string) ref.Val {
	if v, ok := r.fields[name]; ok {
		return v
	}
	return unanswered
}

// Get serves field selection.
func (r *recordVal) Get(index ref.Val) ref.Val {
	name, _ := index.(types.String)
	return r.field(string(name))
}

// unanswered is CEL's own unknown. Which answer is missing does not matter to an expression.
var unanswered ref.Val = types.NewUnknown(1, types.NewAttributeTrail("answer"))

func isUnknown(v ref.Val) bool { return v == nil || types.IsUnknown(v) }
