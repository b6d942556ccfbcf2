package api

import (
	"bytes"
	"embed"
	"html/template"
	"maps"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

//go:embed pages
var pages embed.FS

var docsTemplate = template.Must(template.New("docs.html").ParseFS(pages, "pages/docs.html"))

// openapi gives the description as it was made at the start.
func (a *API) openapi(*call, none) (file, error) {
	return file{kind: "application/json", data: a.spec}, nil
}

// docsPage shows the description to people. It is rendered here, fetches nothing from
// elsewhere and works without script.
type docsPage struct {
	Locale  lang.Locale
	Face    string
	Mark    string
	Version string
	Groups  []docsGroup
	Codes   []docsCode
	t       func(key string) string
}

type docsGroup struct {
	Name       string
	Operations []docsOperation
}

type docsOperation struct {
	operation
	Method, Path string
	Scope        string
	SignedIn     bool
	In, Out      []docsField
	Status       string
	Files        []string
}

type docsField struct {
	Name, Type, About string
	Required          bool
}

type docsCode struct{ Code, Says string }

// T gives a sentence.
func (p docsPage) T(key string) string { return p.t(key) }

// Dir is the direction of the page.
func (p docsPage) Dir() string { return p.Locale.Dir() }

type docsQuery struct {
	Lang string `query:"lang" enum:"fa,en" doc:"Language of the page, instead of the one that your browser asks for"`
}

func (a *API) docs(c *call, in docsQuery) (file, error) {
	if in.Lang != "" {
		c.loc = lang.ParseLocale(in.Lang)
		c.w.Header().Set("Content-Language", string(c.loc))
	}
	d := describe(a.Routes())
	p := docsPage{
		Locale: c.loc, Face: a.Assets("face.css"), Mark: a.Assets("mark.svg"), Version: d.Info.Version,
		t: func(key string) string { return a.Messages.Text(c.loc, key, nil) },
	}
	for _, at := range d.order {
		op := d.Paths[at.path][at.method]
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Name != op.Tags[0] {
			p.Groups = append(p.Groups, docsGroup{Name: op.Tags[0]})
		}
		group := &p.Groups[len(p.Groups)-1]
		group.Operations = append(group.Operations, d.shown(at, op))
	}
	for _, key := range a.Messages.Keys() {
		if code, ok := strings.CutPrefix(key, "error."); ok {
			p.Codes = append(p.Codes, docsCode{code, a.Messages.Text(c.loc, key, nil)})
		}
	}
	var out bytes.Buffer
	if err := docsTemplate.Execute(&out, p); err != nil {
		return file{}, err
	}
	return file{kind: "text/html; charset=utf-8", data: out.Bytes(), page: true}, nil
}

func (d *document) shown(at spot, op operation) docsOperation {
	out := docsOperation{operation: op, Method: strings.ToUpper(at.method), Path: Root + at.path, SignedIn: len(op.Security) > 0}
	if out.SignedIn {
		out.Scope = strings.Join(op.Security[0]["bearer"], " ")
	}
	if op.RequestBody != nil {
		for kind, m := range op.RequestBody.Content {
			out.In = d.fieldsOf(m.Schema)
			if len(out.In) == 0 {
				out.Files = append(out.Files, kind)
			}
		}
	}
	for status, r := range op.Responses {
		if status == "default" {
			continue
		}
		out.Status = status
		for _, kind := range slices.Sorted(maps.Keys(r.Content)) {
			if m := r.Content[kind]; m.Schema != nil {
				out.Out = d.fieldsOf(m.Schema)
			} else {
				out.Files = append(out.Files, kind)
			}
		}
	}
	return out
}

// fieldsOf lists the parts of an object, in the order of their names.
func (d *document) fieldsOf(x *schema) (list []docsField) {
	if x = d.resolved(x); x == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(x.Properties)) {
		p := x.Properties[name]
		list = append(list, docsField{name, d.typeOf(p), p.Description, slices.Contains(x.Required, name)})
	}
	return list
}

func (d *document) resolved(x *schema) *schema {
	if name, ok := strings.CutPrefix(x.Ref, "#/components/schemas/"); ok {
		return d.Components.Schemas[name]
	}
	return x
}

// typeOf names a type in a word: string, integer, [Filing], Authority or null.
func (d *document) typeOf(x *schema) string {
	switch {
	case x.Ref != "":
		return strings.TrimPrefix(x.Ref, "#/components/schemas/")
	case len(x.OneOf) > 0:
		return d.typeOf(x.OneOf[0]) + " | null"
	case x.Items != nil:
		return "[" + d.typeOf(x.Items) + "]"
	case len(x.Enum) > 0:
		return strings.Join(x.Enum, " | ")
	}
	if list, ok := x.Type.([]string); ok {
		return strings.Join(list, " | ")
	}
	name, _ := x.Type.(string)
	return name
}
