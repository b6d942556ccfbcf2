package seal

import (
	"bytes"
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// encodeAny writes what the program itself seals and hashes, from the values, without a text
// in between: a submission seals twenty kilobytes. Whatever encoding/json treats in a way of
// its own (marshalers, embedded structs, bytes, fractions) goes through its text.
func encodeAny(out *bytes.Buffer, v reflect.Value) error {
	if !v.IsValid() {
		out.WriteString("null")
		return nil
	}
	p := planOf(v.Type())
	switch {
	case p.spelled:
		out.Write(v.Bytes())
		return nil
	case p.text:
		return encodeText(out, v)
	case p.nillable && v.IsNil():
		out.WriteString("null")
		return nil
	}
	switch v.Kind() { //nolint:exhaustive // plans send all others through their text
	case reflect.Bool:
		out.Write(strconv.AppendBool(out.AvailableBuffer(), v.Bool()))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		out.Write(strconv.AppendInt(out.AvailableBuffer(), v.Int(), 10))
	case reflect.String:
		writeString(out, v.String())
	case reflect.Pointer, reflect.Interface:
		return encodeAny(out, v.Elem())
	case reflect.Slice:
		return encodeSlice(out, v)
	case reflect.Map:
		return encodeMap(out, v)
	case reflect.Struct:
		return encodeStruct(out, v, p)
	}
	return nil
}

func encodeText(out *bytes.Buffer, v reflect.Value) error {
	if v.CanAddr() {
		v = v.Addr() // its pointer may be the marshaler
	}
	text, err := json.Marshal(v.Interface())
	if err != nil {
		return err
	}
	return respell(out, text)
}

func encodeSlice(out *bytes.Buffer, v reflect.Value) error {
	out.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := encodeAny(out, v.Index(i)); err != nil {
			return err
		}
	}
	out.WriteByte(']')
	return nil
}

func encodeMap(out *bytes.Buffer, v reflect.Value) error {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return byUTF16(a.String(), b.String()) })
	out.WriteByte('{')
	for i, key := range keys {
		if i > 0 {
			out.WriteByte(',')
		}
		writeString(out, key.String())
		out.WriteByte(':')
		if err := encodeAny(out, v.MapIndex(key)); err != nil {
			return err
		}
	}
	out.WriteByte('}')
	return nil
}

func encodeStruct(out *bytes.Buffer, v reflect.Value, p *plan) error {
	out.WriteByte('{')
	first := true
	for _, f := range p.fields {
		field := v.Field(f.index)
		if f.omitEmpty && empty(field) {
			continue
		}
		if !first {
			out.WriteByte(',')
		}
		first = false
		out.WriteString(f.key)
		if err := encodeAny(out, field); err != nil {
			return err
		}
	}
	out.WriteByte('}')
	return nil
}

// empty is what omitempty leaves out.
func empty(v reflect.Value) bool {
	switch v.Kind() { //nolint:exhaustive // structs are never empty
	case reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

// canonicalText is JSON that was spelled canonically before.
type canonicalText []byte

// plan is how values of one type are written.
type plan struct {
	spelled  bool // it is canonicalText
	text     bool // by encoding/json
	nillable bool
	fields   []member // of a struct, sorted by key
}

type member struct {
	index     int
	name, key string // the key with quotes and colon
	omitEmpty bool
}

var plans sync.Map // by reflect.Type

func planOf(t reflect.Type) *plan {
	if known, ok := plans.Load(t); ok {
		return known.(*plan) //nolint:forcetypeassert // nothing else is put in
	}
	known, _ := plans.LoadOrStore(t, newPlan(t))
	return known.(*plan) //nolint:forcetypeassert // nothing else is put in
}

func newPlan(t reflect.Type) *plan {
	switch p := (&plan{}); t.Kind() { //nolint:exhaustive // the others go through their text
	case reflect.Interface:
		return &plan{nillable: true} // what it holds has a plan of its own
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.String:
		p.text = marshals(t) || t == reflect.TypeFor[json.Number]()
		return p
	case reflect.Pointer:
		return &plan{nillable: true, text: marshals(t)}
	case reflect.Slice:
		if t == reflect.TypeFor[canonicalText]() {
			return &plan{spelled: true}
		}
		return &plan{nillable: true, text: marshals(t) || t.Elem().Kind() == reflect.Uint8}
	case reflect.Map:
		return &plan{nillable: true, text: marshals(t) || t.Key().Kind() != reflect.String || marshals(t.Key())}
	case reflect.Struct:
		p.fields, p.text = members(t)
		p.text = p.text || marshals(t)
		return p
	}
	return &plan{text: true}
}

var marshalers = []reflect.Type{reflect.TypeFor[json.Marshaler](), reflect.TypeFor[encoding.TextMarshaler]()}

func marshals(t reflect.Type) bool {
	return slices.ContainsFunc(marshalers, func(m reflect.Type) bool { return t.Implements(m) || reflect.PointerTo(t).Implements(m) })
}

// members are the fields of a struct; odd when it has what we leave to encoding/json.
func members(t reflect.Type) (list []member, odd bool) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		switch {
		case f.Anonymous, options != "" && options != "omitempty":
			return nil, true
		case !f.IsExported() || tag == "-":
			continue
		case name == "":
			name = f.Name
		}
		var key bytes.Buffer
		writeString(&key, name)
		list = append(list, member{index: i, name: name, key: key.String() + ":", omitEmpty: options == "omitempty"})
	}
	slices.SortFunc(list, func(a, b member) int { return byUTF16(a.name, b.name) })
	return list, slices.ContainsFunc(list, func(m member) bool { return strings.ContainsAny(m.name, `"\\<>&`) })
}
