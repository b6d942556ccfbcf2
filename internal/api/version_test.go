package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestNothingIsTakenAway holds the present description against the one first released:
// programs written for v1.0 go on to work. A new base is frozen only with a new v2.
func TestNothingIsTakenAway(t *testing.T) {
	base, err := os.ReadFile("testdata/openapi-v1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range breaks(parsed(t, base), parsed(t, newest(t))) {
		t.Errorf("%s; within v1 that breaks programs", fault)
	}
}

// TestVersionRuleSees plants what the rule is there to find.
func TestVersionRuleSees(t *testing.T) {
	for _, tc := range []struct{ name, was, is, want string }{
		{"the same", "", "", ""},
		{"a path goes", `"/track/{number}": {`, `"/trace/{number}": {`, "GET /track/{number} is gone"},
		{"a method goes", `"patch": {`, `"post": {`, "PATCH /filings/{id} is gone"},
		{"an answer's key goes", `"tracking_number": {`, `"number": {`, "tracking_number is gone"},
		{"an answer's key is retyped", `"waiting": {
            "description": "All that wait",
            "type": "integer"`, `"waiting": {
            "description": "All that wait",
            "type": "string"`, "waiting was integer"},
		{"a key may be missing now", `"tracking_number",
`, ``, "tracking_number may be missing"},
		{"a key is needed now", `"required": [
          "code"
        ]`, `"required": [
          "code", "mood"
        ]`, "mood is needed"},
		{"a parameter is needed now", `"name": "id4",`, `"name": "id5",`, "id5 is needed"},
		{"another good status", `"201": {`, `"200": {`, "no longer answers 201"},
		{"a choice goes from what may be sent", `"enum": [
                "returned",
                "accepted"
              ]`, `"enum": ["returned"]`, "accepted may no longer be sent"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := string(newest(t))
			if !strings.Contains(text, tc.was) {
				t.Fatalf("%q stands nowhere", tc.was)
			}
			got := strings.Join(breaks(parsed(t, []byte(text)), parsed(t, []byte(strings.ReplaceAll(text, tc.was, tc.is)))), "\n")
			if tc.want == "" && got != "" || !strings.Contains(got, tc.want) {
				t.Errorf("found %q, want %q", got, tc.want)
			}
		})
	}
}

func parsed(t *testing.T, text []byte) *document {
	t.Helper()
	var d document
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	return &d
}

// comparison holds two descriptions against each other.
type comparison struct {
	was, is *document
	faults  []string
	seen    map[string]bool
}

func breaks(was, is *document) []string {
	c := &comparison{was, is, nil, map[string]bool{}}
	for _, path := range slices.Sorted(maps.Keys(was.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(was.Paths[path])) {
			name := strings.ToUpper(method) + " " + path
			now, ok := is.Paths[path][method]
			if !ok {
				c.fault("%s is gone", name)
				continue
			}
			c.operation(name, was.Paths[path][method], now)
		}
	}
	return c.faults
}

func (c *comparison) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Sprintf(format, args...))
}

func (c *comparison) operation(name string, was, is operation) {
	for _, p := range is.Parameters {
		i := slices.IndexFunc(was.Parameters, func(q parameter) bool { return q.Name == p.Name && q.In == p.In })
		if p.Required && (i < 0 || !was.Parameters[i].Required) {
			c.fault("%s: parameter %s is needed now", name, p.Name)
		}
		if i >= 0 {
			c.sent(name+": parameter "+p.Name, was.Parameters[i].Schema, p.Schema)
		}
	}
	if is.RequestBody != nil {
		if was.RequestBody == nil {
			c.fault("%s: a body is needed now", name)
		} else {
			for kind, m := range was.RequestBody.Content {
				c.sent(name, m.Schema, is.RequestBody.Content[kind].Schema)
			}
		}
	}
	for status, r := range was.Responses {
		now, ok := is.Responses[status]
		if !ok {
			c.fault("%s no longer answers %s", name, status)
			continue
		}
		for kind, m := range r.Content {
			c.answered(name+" "+status, m.Schema, now.Content[kind].Schema)
		}
	}
}

// sent compares what programs send: nothing more may be asked for, nothing less be taken.
func (c *comparison) sent(name string, was, is *schema) {
	was, is = c.was.at(was), c.is.at(is)
	if was == nil || is == nil {
		return
	}
	c.typed(name, was, is)
	for _, key := range is.Required {
		if !slices.Contains(was.Required, key) {
			c.fault("%s: %s is needed now", name, key)
		}
	}
	for _, choice := range was.Enum {
		if len(is.Enum) > 0 && !slices.Contains(is.Enum, choice) {
			c.fault("%s: %s may no longer be sent", name, choice)
		}
	}
	for key, x := range was.Properties {
		if is.Properties[key] == nil {
			c.fault("%s: %s may no longer be sent", name, key)
			continue
		}
		c.sent(name+"."+key, x, is.Properties[key])
	}
	c.sent(name+"[]", was.Items, is.Items)
}

// answered compares what programs read: nothing may go, be retyped or be missing.
func (c *comparison) answered(name string, was, is *schema) {
	if was != nil && was.Ref != "" {
		if c.seen[was.Ref] {
			return
		}
		c.seen[was.Ref] = true
	}
	was, is = c.was.at(was), c.is.at(is)
	if was == nil {
		return
	}
	if is == nil {
		c.fault("%s is gone", name)
		return
	}
	c.typed(name, was, is)
	for _, key := range was.Required {
		if !slices.Contains(is.Required, key) {
			c.fault("%s: %s may be missing now", name, key)
		}
	}
	for key, x := range was.Properties {
		if is.Properties[key] == nil {
			c.fault("%s: %s is gone", name, key)
			continue
		}
		c.answered(name+"."+key, x, is.Properties[key])
	}
	c.answered(name+"[]", was.Items, is.Items)
	for i := range was.OneOf {
		if i < len(is.OneOf) {
			c.answered(name, was.OneOf[i], is.OneOf[i])
		}
	}
}

func (c *comparison) typed(name string, was, is *schema) {
	if !reflect.DeepEqual(was.Type, is.Type) || len(was.OneOf) != len(is.OneOf) {
		c.fault("%s was %v and is %v", name, was.Type, is.Type)
	}
}

// at follows a reference.
func (d *document) at(x *schema) *schema {
	if x == nil {
		return nil
	}
	return d.resolved(x)
}
