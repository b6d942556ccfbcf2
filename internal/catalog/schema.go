package catalog

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/tarazu-justice/tarazu/internal/form"
)

const (
	schemaFile = "schema/catalog.schema.yaml"
	schemaURL  = "mem:///" + schemaFile
)

// shapes are the kinds of files: by their folder, and under rules and tables by their name.
var shapes = []string{
	"title", "glossary", "group", "family", "journeys",
	"reasons", "law", "attachments", "open", "competence", "territory", "subjects", "home", "doors", "events", "dangers", "notices", "alike",
	"numbers", "fees", "limits", "holidays", "authorities",
}

// schema is the shape of the catalogue's files.
type schema struct {
	doc   any
	kinds map[string]*jsonschema.Schema
}

func (l *loader) readSchema() {
	f := l.readFile(schemaFile)
	if f == nil {
		if len(l.list) == 0 {
			l.wrong(form.Pos{File: schemaFile, Line: 1}, "the shape of the files is missing")
		}
		return
	}
	s := &schema{doc: plain(f.node()), kinds: map[string]*jsonschema.Schema{}}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(schemaURL, s.doc); err != nil {
		l.wrong(form.Pos{File: schemaFile, Line: 1}, "%v", err)
		return
	}
	for _, name := range shapes {
		compiled, err := compiler.Compile(schemaURL + "#/$defs/" + name)
		if err != nil {
			l.wrong(form.Pos{File: schemaFile, Line: 1}, "%v", err)
			return
		}
		s.kinds[name] = compiled
	}
	l.schema = s
}

// plain turns YAML into what the schema judges: whole numbers, texts, lists and maps.
func plain(v node) any {
	switch {
	case v.isMap():
		out := map[string]any{}
		for _, p := range v.pairs() {
			out[p.key] = plain(p.value)
		}
		return out
	case v.isList():
		out := []any{}
		for _, item := range v.items() {
			out = append(out, plain(item))
		}
		return out
	}
	if v.n.ShortTag() == "!!int" {
		if n, ok := v.number(); ok {
			return n
		}
	}
	if v.f.name == schemaFile && v.n.ShortTag() == "!!bool" {
		return v.n.Value == "true" // JSON Schema itself speaks of true and false
	}
	return v.n.Value
}

// shaped reads a file and holds it against its shape; nil when it has another.
func (l *loader) shaped(name, kind string) *file {
	f := l.readFile(name)
	if f == nil || !l.hasShape(f, kind) {
		return nil
	}
	return f
}

func (l *loader) hasShape(f *file, kind string) bool {
	if l.schema == nil {
		return false
	}
	err := l.schema.kinds[kind].Validate(plain(f.node()))
	if err == nil {
		return true
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		l.wrong(f.at(f.root), "%v", err)
		return false
	}
	for _, leaf := range leaves(invalid) {
		l.shapeMistake(f, leaf)
	}
	return false
}

// leaves gives the errors that say something. Of several allowed shapes the one that the
// author meant is told: the one that at least has the right type.
func leaves(e *jsonschema.ValidationError) (list []*jsonschema.ValidationError) {
	_, key := e.ErrorKind.(*kind.PropertyNames)
	if len(e.Causes) == 0 || key {
		return []*jsonschema.ValidationError{e}
	}
	causes := e.Causes
	if _, any := e.ErrorKind.(*kind.AnyOf); any {
		meant := slices.DeleteFunc(slices.Clone(causes), func(c *jsonschema.ValidationError) bool {
			first := c
			for len(first.Causes) > 0 {
				first = first.Causes[0]
			}
			_, wrongType := first.ErrorKind.(*kind.Type)
			return wrongType && len(first.InstanceLocation) == len(e.InstanceLocation)
		})
		if len(meant) > 0 {
			causes = meant
		}
	}
	for _, c := range causes {
		list = append(list, leaves(c)...)
	}
	return list
}

func (l *loader) shapeMistake(f *file, e *jsonschema.ValidationError) {
	at, path := locate(f.node(), e.InstanceLocation)
	switch k := e.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		for _, name := range k.Properties {
			l.wrong(keyAt(at, name), "unknown key %q%s", name, meant(name, l.schema.keys(e.SchemaURL)))
		}
	case *kind.PropertyNames:
		how, cause := "", e
		for len(cause.Causes) > 0 {
			cause = cause.Causes[0]
		}
		if p, ok := cause.ErrorKind.(*kind.Pattern); ok {
			how = "; it is written as " + p.Want
		}
		l.wrong(keyAt(at, k.Property), "%skey %q cannot stand here%s", path, k.Property, how)
	case *kind.Required:
		l.wrong(at.at(), "%smissing %s", path, strings.Join(k.Missing, ", "))
	case *kind.Enum:
		l.wrong(at.at(), "%s%q is not one of %s", path, at.text(), strings.Trim(fmt.Sprint(k.Want), "[]"))
	case *kind.Pattern:
		l.wrong(at.at(), "%s%q is not written as %s", path, at.text(), k.Want)
	case *kind.FalseSchema:
		l.wrong(at.at(), "%snot allowed here", path)
	case *kind.MinItems:
		l.wrong(at.at(), "%sat least %d are needed", path, k.Want)
	case *kind.MaxItems:
		l.wrong(at.at(), "%sat most %d are allowed, but there are %d", path, k.Want, k.Got)
	case *kind.Type:
		l.wrong(at.at(), "%sis %s, but %s is needed", path, k.Got, strings.Join(k.Want, " or "))
	default:
		message := e.Error()
		if _, after, ok := strings.Cut(message, "': "); ok {
			message = after
		}
		l.wrong(at.at(), "%s%s", path, message)
	}
}

// locate finds the place of an error; path names the way for the reader.
func locate(v node, way []string) (node, string) {
	for _, step := range way {
		next := v.get(step)
		if i, err := strconv.Atoi(step); err == nil && v.isList() && i < len(v.items()) {
			next = v.items()[i]
		}
		if !next.there() {
			break
		}
		v = next
	}
	if len(way) == 0 {
		return v, ""
	}
	return v, strings.Join(way, ".") + ": "
}

func keyAt(v node, key string) form.Pos {
	for _, p := range v.pairs() {
		if p.key == key {
			return p.keyAt
		}
	}
	return v.at()
}

// keys lists the keys that the schema allows at a place, for "did you mean".
func (s *schema) keys(url string) []string {
	_, fragment, _ := strings.Cut(url, "#")
	at := s.doc
	for _, step := range strings.Split(strings.Trim(fragment, "/"), "/") {
		if m, ok := at.(map[string]any); ok {
			at = m[step]
		}
	}
	if m, ok := at.(map[string]any); ok {
		if props, ok := m["properties"].(map[string]any); ok {
			return slices.Sorted(maps.Keys(props))
		}
	}
	return nil
}
