package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

func TestStrict(t *testing.T) {
	for _, tc := range []struct{ name, text, code string }{
		{"an object", `{"a":[1,"ب",{"b":null}],"c":{"a":true}}`, ""},
		{"the same name in two objects", `{"a":{"b":1},"c":{"b":2}}`, ""},
		{"a sign of U+FFFD that was meant", `{"a":"\ufffd"}`, ""},
		{"a whole pair", `{"a":"\ud83d\ude00"}`, ""},
		{"a key twice", `{"a":1,"a":1}`, "api.duplicate_key"},
		{"a key twice, once escaped", `{"a":1,"\u0061":1}`, "api.duplicate_key"},
		{"a key twice inside a list", `[{"a":[{"b":1,"b":1}]}]`, "api.duplicate_key"},
		{"half a pair", `{"a":"\ud83d"}`, "api.utf8"},
		{"bytes of another script", "{\"a\":\"\xe3\xe1\"}", "api.utf8"},
		{"nothing", ``, "api.json"},
		{"a comma too many", `{"a":1,}`, "api.json"},
		{"two values", `{}{}`, "api.json"},
		{"words behind", `{} end`, "api.json"},
		{"without end", strings.Repeat(`{"a":`, 10_000), "api.deep"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := strict([]byte(tc.text))
			code := ""
			if f, ok := fault.As(err); ok {
				code = f.Code
			}
			if code != tc.code || err != nil && code == "" {
				t.Errorf("strict() = %v, want %q", err, tc.code)
			}
		})
	}
}

// FuzzStrict: what is taken is JSON, and reads as the standard decoder reads it: two readers
// of one request see one request.
func FuzzStrict(f *testing.F) {
	f.Add([]byte(`{"facts":{"party.us":[{"kind":"natural","name":"زهرا"}],"lease.deposit":800000000}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := strict(text)
		if err != nil {
			return
		}
		decoder := json.NewDecoder(strings.NewReader(string(text)))
		decoder.UseNumber()
		var want any
		if err := decoder.Decode(&want); err != nil || !json.Valid(text) || !reflect.DeepEqual(got, want) {
			t.Errorf("%q reads as %v here and %v elsewhere (%v)", text, got, want, err)
		}
	})
}
