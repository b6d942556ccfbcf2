package seal

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"testing"
	"time"
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

type named string

func (n named) MarshalText() ([]byte, error) { return []byte("named " + n), nil }

type counted struct{ n int }

func (c *counted) MarshalJSON() ([]byte, error) { return []byte(strconv.Itoa(c.n)), nil }

type base struct {
	Under int `json:"under"`
}

// everything has whatever encoding/json treats in its own way.
type everything struct {
	base
	Zed     string
	Apple   *int64            `json:"apple"`
	List    []everything      `json:"list,omitempty"`
	Words   []string          `json:"words"`
	Any     any               `json:"any"`
	Facts   map[string]any    `json:"facts"`
	Names   map[named]int     `json:"names,omitempty"`
	Bytes   []byte            `json:"bytes"`
	Raw     json.RawMessage   `json:"raw,omitempty"`
	Number  json.Number       `json:"number"`
	Name    named             `json:"name"`
	Count   counted           `json:"count"`
	Pair    [2]bool           `json:"pair"`
	Small   uint8             `json:"small"`
	At      time.Time         `json:"at"`
	Text    int               `json:"text,string"`
	Never   string            `json:"-"`
	Inner   *plainThing       `json:"inner,omitempty"`
	Plain   plainThing        `json:"plain,omitempty"`
	ByNo    map[int]string    `json:"by_no,omitempty"`
	Strings map[string]string `json:"strings,omitempty"`
	hidden  int
}

// plainThing is written field by field; the counted in it is the marshaler only by its pointer.
type plainThing struct {
	Z int            `json:"z,omitempty"`
	A string         `json:"a,omitempty"`
	M map[string]any `json:"m,omitempty"`
	P *plainThing    `json:"p"`
	L []plainThing   `json:"l"`
	C counted        `json:"c"`
	B bool           `json:"b,omitempty"`
	N named          `json:"n,omitempty"`
	I any            `json:"i,omitempty"`
}

// TestCanonicalMeansWhatJSONMeans: written from values or from the text that encoding/json
// makes of them, the bytes are the same. What was sealed before stays as it is.
func TestCanonicalMeansWhatJSONMeans(t *testing.T) {
	five := int64(5)
	thing := plainThing{A: "\u2028<&>\xff", M: map[string]any{"b": []any{1, "x", nil}, "a": map[string]string{}}, L: []plainThing{{}, {Z: 1}}, C: counted{7}, N: "n", I: []plainThing{}}
	whole := everything{Apple: &five, List: []everything{{Raw: json.RawMessage("1"), Number: "1"}}, Facts: map[string]any{"x": &five}, Bytes: []byte("abc"), Raw: json.RawMessage(`{"b":1, "a":[2]}`), Number: "12", Names: map[named]int{"a": 1}, hidden: 1}
	list := []any{
		thing, &thing, whole, &whole,
		[]any{thing, &thing},
		map[string]any{"t": thing, "p": &thing},
		(*plainThing)(nil), []plainThing(nil), map[string]any(nil),
		int8(-3), uint64(9), named("x"), &counted{3},
		counted{3},
		[]counted{{4}},
		[]byte(nil), json.Number("3"),
		[3]int{1, 2, 3},
		time.Unix(0, 0).UTC(), 3.0, "",
	}
	for _, v := range list {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		want, err := recanonical(text)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Canonical(v); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%T:\n%s, %v\nwant\n%s", v, got, err, want)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	f.Add(`{"b":[1,{"c":null}],"a":"\u0001\ud83d\ude00"}`)
	f.Fuzz(func(t *testing.T, text string) {
		var v any
		if json.Unmarshal([]byte(text), &v) != nil {
			return
		}
		plain, _ := json.Marshal(v)
		want, refused := recanonical(plain)
		got, err := Canonical(v)
		if (err == nil) != (refused == nil) || err == nil && !bytes.Equal(got, want) {
			t.Errorf("%s: %s, %v; want %s, %v", text, got, err, want, refused)
		}
	})
}
