package advisor

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// seed is the same for all requests: what can be repeated is.
const seed = 7

// newRequest writes a request. data and schema are ours and always marshal.
func newRequest(kind Kind, system string, data, schema any, tokens int) Request {
	return Request{Kind: kind, Version: PromptVersion, System: system, Data: string(mustJSON(data)), Schema: mustJSON(schema), MaxTokens: tokens, Seed: seed}
}

func mustJSON(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("advisor: %v", err)) // strings and lists of strings
	}
	return text
}

// object is a JSON Schema of an object that has these properties and no others.
func object(properties map[string]any) map[string]any {
	names := slices.Sorted(maps.Keys(properties)) // the same bytes each time
	return map[string]any{"type": "object", "additionalProperties": false, "required": names, "properties": properties}
}

func list(of any) map[string]any { return map[string]any{"type": "array", "items": of} }

func oneOf(codes []string) map[string]any { return map[string]any{"type": "string", "enum": codes} }

var anyText = map[string]any{"type": "string"}

// judged reads a reply of the request into out, or refuses it: one JSON value, of the
// schema, without a name twice. What the reply says stays out of the error.
func judged(r Request, content string, out any) error {
	schema, err := compiled(r.Schema)
	if err != nil {
		return ErrRefused.Because(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(content))
	if err != nil {
		return ErrRefused.Because(errors.New("the reply is no JSON"))
	}
	if schema.Validate(value) != nil {
		return ErrRefused.Because(errors.New("the reply is not of its schema"))
	}
	if twice(json.NewDecoder(strings.NewReader(content))) != nil {
		return ErrRefused.Because(errors.New("the reply says a name twice"))
	}
	if err := json.Unmarshal([]byte(content), out); err != nil {
		return ErrRefused.Because(errors.New("the reply is of another shape"))
	}
	return nil
}

const schemaURL = "mem:///reply.json"

func compiled(text []byte) (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(schemaURL, doc); err != nil {
		return nil, err
	}
	return c.Compile(schemaURL)
}

var errTwice = errors.New("a name stands twice")

// twice finds a name that an object has twice: readers differ in which of the two they see.
func twice(d *json.Decoder) error {
	token, err := d.Token()
	if err != nil || token == io.EOF {
		return err
	}
	switch token {
	case json.Delim('{'):
		seen := map[any]bool{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return err
			}
			if seen[name] {
				return errTwice
			}
			seen[name] = true
			if err := twice(d); err != nil {
				return err
			}
		}
	case json.Delim('['):
		for d.More() {
			if err := twice(d); err != nil {
				return err
			}
		}
	default:
		return nil
	}
	_, err = d.Token() // the end of the object or list
	return err
}
