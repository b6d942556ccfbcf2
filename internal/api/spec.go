package api

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/access"
)

// version is of the description: the second number grows when something is added, the first
// is the one in the address.
const version = "1.0.0"

// document is an OpenAPI 3.1 description.
type document struct {
	OpenAPI    string                          `json:"openapi"`
	Info       info                            `json:"info"`
	Servers    []server                        `json:"servers"`
	Tags       []tag                           `json:"tags"`
	Paths      map[string]map[string]operation `json:"paths"`
	Components components                      `json:"components"`

	order []spot // as the routes stand
}

type spot struct{ path, method string }

type info struct {
	Title       string  `json:"title"`
	Version     string  `json:"version"`
	Description string  `json:"description"`
	License     license `json:"license"`
}

type license struct {
	Name       string `json:"name"`
	Identifier string `json:"identifier"`
}

type server struct {
	URL string `json:"url"`
}

type tag struct {
	Name string `json:"name"`
}

type components struct {
	Schemas         schemas             `json:"schemas"`
	Responses       map[string]response `json:"responses"`
	SecuritySchemes map[string]any      `json:"securitySchemes"`
}

type operation struct {
	ID          string                `json:"operationId"`
	Summary     string                `json:"summary"`
	Tags        []string              `json:"tags"`
	Right       access.Right          `json:"x-right"`
	Security    []map[string][]string `json:"security"`
	Parameters  []parameter           `json:"parameters,omitempty"`
	RequestBody *requestBody          `json:"requestBody,omitempty"`
	Responses   map[string]response   `json:"responses"`
}

type parameter struct {
	Name        string  `json:"name"`
	In          string  `json:"in"`
	Required    bool    `json:"required,omitempty"`
	Description string  `json:"description,omitempty"`
	Schema      *schema `json:"schema"`
}

type requestBody struct {
	Required bool             `json:"required"`
	Content  map[string]media `json:"content"`
}

type media struct {
	Schema *schema `json:"schema,omitempty"`
}

type response struct {
	Ref         string            `json:"$ref,omitempty"`
	Description string            `json:"description,omitempty"`
	Headers     map[string]header `json:"headers,omitempty"`
	Content     map[string]media  `json:"content,omitempty"`
}

type header struct {
	Schema *schema `json:"schema"`
}

const about = "Files with the courts by program: the same use cases, rights and rules as the pages. " +
	"Problems are RFC 9457 documents with stable codes, in Persian or English by Accept-Language. " +
	"Amounts are rials, instants RFC 3339 in Tehran's time. Tarazu is independent free software; it is not the judiciary's and gives no legal advice."

// describe makes the description from the routes and their types.
func describe(routes []Route) *document {
	d := &document{
		OpenAPI: "3.1.0", Info: info{"Tarazu", version, about, license{"Apache-2.0", "Apache-2.0"}},
		Servers: []server{{Root}}, Paths: map[string]map[string]operation{},
	}
	d.Components = components{
		Schemas: schemas{}, SecuritySchemes: map[string]any{"bearer": map[string]string{
			"type": "http", "scheme": "bearer", "description": "The token of a session, or a personal token with scopes.",
		}},
	}
	d.Components.Responses = map[string]response{"Problem": {
		Description: "What could not be done, and why", Content: map[string]media{"application/problem+json": {d.Components.Schemas.of(reflect.TypeFor[problem]())}},
	}}
	for _, r := range routes {
		d.add(r)
	}
	return d
}

func (d *document) add(r Route) {
	path, method := strings.TrimSuffix(strings.TrimPrefix(r.Pattern, Root), "{$}"), strings.ToLower(r.Method)
	if d.Paths[path] == nil {
		d.Paths[path] = map[string]operation{}
	}
	d.Paths[path][method] = d.operation(r)
	d.order = append(d.order, spot{path, method})
	if len(d.Tags) == 0 || d.Tags[len(d.Tags)-1].Name != r.says.group {
		d.Tags = append(d.Tags, tag{r.says.group})
	}
}

func (d *document) operation(r Route) operation {
	op := operation{
		ID: r.says.id, Summary: r.says.about, Tags: []string{r.says.group}, Right: r.Right, Security: security(r),
		Responses: map[string]response{strconv.Itoa(r.says.status): d.answer(r), "default": {Ref: "#/components/responses/Problem"}},
	}
	for _, f := range r.says.in.fields() {
		if f.place != "json" {
			x := d.Components.Schemas.part(f)
			about := x.Description
			x.Description = ""
			op.Parameters = append(op.Parameters, parameter{f.name, f.place, f.place == "path" || f.Tag.Get("required") != "", about, x})
		}
	}
	switch {
	case r.says.upload:
		any := &schema{Type: "string", Format: "binary"}
		op.RequestBody = &requestBody{true, map[string]media{"application/octet-stream": {any}}}
	case len(r.says.in.body()) > 0:
		body := d.Components.Schemas.of(r.says.in.Type)
		d.Components.Schemas[nameOf(r.says.in.Type)].More = false
		op.RequestBody = &requestBody{true, map[string]media{"application/json": {body}}}
	}
	return op
}

// security says what has to be proven; a route for everybody asks for nothing.
func security(r Route) []map[string][]string {
	if r.Right == access.Anyone || r.Right == access.Guest {
		return []map[string][]string{}
	}
	scopes := []string{}
	if r.Scope != "" {
		scopes = append(scopes, string(r.Scope))
	}
	return []map[string][]string{{"bearer": scopes}}
}

func (d *document) answer(r Route) response {
	out := response{Description: "Done"}
	for _, name := range r.says.headers {
		if out.Headers == nil {
			out.Headers = map[string]header{}
		}
		out.Headers[name] = header{&schema{Type: "string"}}
	}
	switch {
	case len(r.says.files) > 0:
		out.Content = map[string]media{}
		for _, kind := range r.says.files {
			out.Content[kind] = media{}
		}
	case !r.says.out.empty():
		out.Content = map[string]media{"application/json": {d.Components.Schemas.of(r.says.out.Type)}}
	}
	return out
}

// JSON is the description as it is served: keys in order, lines to compare.
func (d *document) JSON() ([]byte, error) {
	text, err := json.MarshalIndent(d, "", "  ")
	return append(text, '\n'), err
}
