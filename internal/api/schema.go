package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// schema is a JSON Schema (2020-12), as far as our types need it.
type schema struct {
	Ref         string             `json:"$ref,omitempty"`
	Description string             `json:"description,omitempty"`
	Type        any                `json:"type,omitempty"` // a name, or a list of names
	Format      string             `json:"format,omitempty"`
	Enum        []string           `json:"enum,omitempty"`
	Items       *schema            `json:"items,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"`
	Required    []string           `json:"required,omitempty"`
	More        any                `json:"additionalProperties,omitempty"`
	OneOf       []*schema          `json:"oneOf,omitempty"`
}

// schemas collects the named types of a description.
type schemas map[string]*schema

// of describes a Go type; structs are described once and referred to.
func (s schemas) of(t reflect.Type) *schema {
	switch t {
	case reflect.TypeFor[form.Answers]():
		return &schema{Type: "object", More: true, Description: "Answers by fact, in the types of the title's facts_schema"}
	case reflect.TypeFor[json.RawMessage]():
		return &schema{Type: "object", More: true}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return orNull(s.of(t.Elem()))
	case reflect.Slice:
		return &schema{Type: "array", Items: s.of(t.Elem())}
	case reflect.Map:
		return &schema{Type: "object", More: true}
	case reflect.Struct:
		return s.named(t)
	case reflect.Bool:
		return &schema{Type: "boolean"}
	case reflect.Int, reflect.Int64:
		return &schema{Type: "integer", Format: "int64"}
	case reflect.Float64:
		return &schema{Type: "number"}
	default:
		return &schema{Type: "string"}
	}
}

func orNull(x *schema) *schema {
	if name, ok := x.Type.(string); ok {
		x.Type = []string{name, "null"}
		return x
	}
	return &schema{OneOf: []*schema{x, {Type: "null"}}}
}

func (s schemas) named(t reflect.Type) *schema {
	name := nameOf(t)
	if s[name] == nil {
		s[name] = &schema{} // stands while its parts are described: a type may hold itself
		*s[name] = *s.object(shape{t})
	}
	return &schema{Ref: "#/components/schemas/" + name}
}

// object describes a struct by the parts that stand in JSON. What is sent to us may hold
// nothing else; what we send may grow.
func (s schemas) object(x shape) *schema {
	out := &schema{Type: "object", Properties: map[string]*schema{}}
	for _, f := range x.body() {
		if _, twice := out.Properties[f.name]; !twice && !f.optional {
			out.Required = append(out.Required, f.name)
		}
		out.Properties[f.name] = s.part(f)
	}
	return out
}

// part describes one field, with what its tags add.
func (s schemas) part(f field) *schema {
	x := s.of(f.StructField.Type)
	doc, format, enum := f.Tag.Get("doc"), f.Tag.Get("format"), f.Tag.Get("enum")
	if doc != "" {
		x.Description = doc
	}
	if format != "" {
		x.Format = format
	}
	if enum != "" {
		x.Enum = strings.Split(enum, ",")
	}
	return x
}

// nameOf is a Go type's name as the description shows it.
func nameOf(t reflect.Type) string {
	first, size := utf8.DecodeRuneInString(t.Name())
	return string(unicode.ToUpper(first)) + t.Name()[size:]
}
