package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// described is the description that answers of all tests are held against.
var described = sync.OnceValues(func() (*description, error) {
	text, err := os.ReadFile("../api/testdata/openapi.json")
	if err != nil {
		return nil, err
	}
	whole, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	d := &description{compiler: jsonschema.NewCompiler()}
	if err := d.compiler.AddResource("api.json", whole); err != nil {
		return nil, err
	}
	return d, json.Unmarshal(text, d)
})

type description struct {
	compiler *jsonschema.Compiler
	mu       sync.Mutex
	Paths    map[string]map[string]struct {
		Responses map[string]struct {
			Content map[string]struct{ Schema any }
		}
	}
}

// asDescribed holds an answer against what the description says of it.
func asDescribed(t *testing.T, method, path string, a reply) {
	t.Helper()
	d, err := described()
	if err != nil {
		t.Fatal(err)
	}
	path, _, _ = strings.Cut(path, "?")
	for template, methods := range d.Paths {
		op, ok := methods[strings.ToLower(method)]
		if !ok || !fits(template, path) {
			continue
		}
		answer, ok := op.Responses[fmt.Sprint(a.status)]
		kind, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
		media, known := answer.Content[kind]
		switch {
		case !ok:
			t.Errorf("%s %s: %d is not described", method, template, a.status)
		case a.status == http.StatusNoContent:
		case !known:
			t.Errorf("%s %s: %s is not described", method, template, kind)
		case media.Schema != nil:
			d.judge(t, fmt.Sprintf("api.json#/paths/%s/%s/responses/%d/content/application~1json/schema", strings.ReplaceAll(template, "/", "~1"), strings.ToLower(method), a.status), a)
		}
		return
	}
	t.Errorf("%s %s is not described", method, path)
}

func (d *description) judge(t *testing.T, where string, a reply) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	schema, err := d.compiler.Compile(strings.NewReplacer("{", "%7B", "}", "%7D").Replace(where))
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(a.text))
	if err == nil {
		err = schema.Validate(value)
	}
	if err != nil {
		t.Errorf("an answer is not as described: %v\n%s", err, a.text)
	}
}

var hole = regexp.MustCompile(`\\\{[a-z]+\\\}`)

// fits prefers nothing: templates that could both fit end in different literals here, but
// for names that no test uses as an id.
func fits(template, path string) bool {
	if strings.Contains(path, "/current") != strings.Contains(template, "/current") {
		return false
	}
	return regexp.MustCompile("^" + hole.ReplaceAllString(regexp.QuoteMeta(template), "[^/]+") + "$").MatchString(path)
}
