package seal

import (
	"errors"
	"testing"
)

func TestCanonical(t *testing.T) {
	type nested struct {
		B int64  `json:"b"`
		A string `json:"a"`
	}
	for _, tc := range []struct {
		name string
		in   any
		want string
	}{
		{"keys are sorted", map[string]any{"ب": 1, "a": 2, "B": 3}, `{"B":3,"a":2,"ب":1}`},
		{"keys sort by UTF-16 units, as RFC 8785 asks", map[string]any{"\ufb33": 1, "\U0001f600": 2}, "{\"\U0001f600\":2,\"\ufb33\":1}"},
		{"structs", nested{B: 1 << 60, A: "x"}, `{"a":"x","b":1152921504606846976}`},
		{"no HTML escapes", "<a&b>\u2028", "\"<a&b>\u2028\""},
		{"shortest escapes", "\"\\\b\f\n\r\t\x01\x7f", `"\"\\\b\f\n\r\t\u0001` + "\x7f\""},
		{"half-space and composed letters stay", "می\u200cشود آ", "\"می\u200cشود آ\""},
		{"nothing, lists", []any{nil, true, []string{}}, `[null,true,[]]`},
		{"whole floats of decoded JSON", map[string]any{"n": float64(85000000)}, `{"n":85000000}`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Canonical(tc.in)
			if err != nil || string(got) != tc.want {
				t.Errorf("Canonical() = %s, %v; want %s", got, err, tc.want)
			}
		})
	}
}

func TestCanonicalRefusesFractions(t *testing.T) {
	if _, err := Canonical(map[string]any{"sum": 1.5}); !errors.Is(err, ErrNotInteger) {
		t.Errorf("a fraction gave %v", err)
	}
}
