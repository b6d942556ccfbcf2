package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// ErrNotInteger means that a value holds a fraction: money and counts are integers, and a
// fraction has more than one spelling.
var ErrNotInteger = errors.New("canonical JSON holds integers only")

// Canonical writes v as JSON in the one spelling of RFC 8785: keys sorted, no spaces,
// shortest escapes, characters kept as they are. Numbers must be 64-bit integers. Types mean
// what they mean to encoding/json.
func Canonical(v any) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(1 << 10)
	if err := encodeAny(&out, reflect.ValueOf(v)); err != nil {
		return nil, fmt.Errorf("canonical JSON: %w", err)
	}
	return out.Bytes(), nil
}

// recanonical gives the canonical spelling of any JSON text.
func recanonical(text []byte) ([]byte, error) {
	var out bytes.Buffer
	if err := respell(&out, text); err != nil {
		return nil, fmt.Errorf("canonical JSON: %w", err)
	}
	return out.Bytes(), nil
}

func respell(out *bytes.Buffer, text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the value")
	}
	return write(out, v)
}

// write writes what respell decoded.
func write(out *bytes.Buffer, v any) error {
	switch v := v.(type) {
	case nil:
		out.WriteString("null")
	case bool:
		out.WriteString(strconv.FormatBool(v))
	case json.Number:
		return writeNumber(out, v.String())
	case string:
		writeString(out, v)
	case []any:
		return writeList(out, v)
	case map[string]any:
		return writeObject(out, v)
	}
	return nil
}

func writeNumber(out *bytes.Buffer, text string) error {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return fmt.Errorf("%w: %s", ErrNotInteger, text)
	}
	out.Write(strconv.AppendInt(out.AvailableBuffer(), n, 10))
	return nil
}

func writeList(out *bytes.Buffer, list []any) error {
	out.WriteByte('[')
	for i, item := range list {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := write(out, item); err != nil {
			return err
		}
	}
	out.WriteByte(']')
	return nil
}

func writeObject(out *bytes.Buffer, object map[string]any) error {
	out.WriteByte('{')
	for i, key := range slices.SortedFunc(maps.Keys(object), byUTF16) {
		if i > 0 {
			out.WriteByte(',')
		}
		writeString(out, key)
		out.WriteByte(':')
		if err := write(out, object[key]); err != nil {
			return err
		}
	}
	out.WriteByte('}')
	return nil
}

// byUTF16 is the key order of RFC 8785 section 3.2.3. Our own keys are ASCII, where it is the
// order of bytes.
func byUTF16(a, b string) int {
	if isASCII(a) && isASCII(b) {
		return strings.Compare(a, b)
	}
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}

var escapes = map[rune]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func writeString(out *bytes.Buffer, s string) {
	out.WriteByte('"')
	if !hasSpecial(s) && utf8.ValidString(s) { // nearly all
		out.WriteString(s)
		out.WriteByte('"')
		return
	}
	for _, r := range s {
		switch escape, ok := escapes[r]; {
		case ok:
			out.WriteString(escape)
		case r < ' ':
			fmt.Fprintf(out, `\u%04x`, r)
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
}

// hasSpecial finds the characters that cannot stand in a JSON text as they are.
func hasSpecial(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			return true
		}
	}
	return false
}

// Hash is the SHA-256 of b in hexadecimal: the name of a thing by its content.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
