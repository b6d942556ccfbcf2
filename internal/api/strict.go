package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxDepth bounds nesting: nothing that we read is deeper than a list of records in facts.
const maxDepth = 16

// strict reads one JSON value as it must be sent: valid UTF-8, no key twice at any depth, no
// lone surrogate, nothing after it. The standard decoder lets all of these pass and keeps
// the last of two keys, so that two readers of one request would see different requests.
func strict(body []byte) (any, error) {
	if !utf8.Valid(body) {
		return nil, errUTF8
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	s := reader{decoder: decoder, marks: bytes.ContainsRune(body, utf8.RuneError) || bytes.Contains(bytes.ToLower(body), []byte(`\ufffd`))}
	v, err := s.value(nil)
	if err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errJSON
	}
	return v, nil
}

type reader struct {
	decoder *json.Decoder
	marks   bool // the text itself holds U+FFFD
}

func (s reader) value(path []string) (any, error) {
	token, err := s.decoder.Token()
	if err != nil {
		return nil, errJSON.Because(err)
	}
	if len(path) > maxDepth {
		return nil, errDeep
	}
	switch token {
	case json.Delim('{'):
		return s.object(path)
	case json.Delim('['):
		return s.list(path)
	}
	if text, ok := token.(string); ok && !s.marks && strings.ContainsRune(text, utf8.RuneError) {
		return nil, errUTF8 // half of a pair: the decoder replaced it
	}
	return token, nil
}

func (s reader) object(path []string) (any, error) {
	out := map[string]any{}
	for s.decoder.More() {
		token, err := s.decoder.Token()
		key, ok := token.(string)
		if err != nil || !ok {
			return nil, errJSON.Because(err)
		}
		at := append(slices.Clone(path), key)
		if _, twice := out[key]; twice {
			return nil, placed(errDuplicateKey, at)
		}
		if out[key], err = s.value(at); err != nil {
			return nil, err
		}
	}
	return out, s.end()
}

func (s reader) list(path []string) (any, error) {
	out := []any{}
	for s.decoder.More() {
		v, err := s.value(append(slices.Clone(path), strconv.Itoa(len(out))))
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, s.end()
}

func (s reader) end() error {
	if _, err := s.decoder.Token(); err != nil {
		return errJSON.Because(err)
	}
	return nil
}

// pointer spells a place in JSON as RFC 6901 does.
func pointer(path []string) string {
	var b strings.Builder
	for _, part := range path {
		b.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(part))
	}
	return b.String()
}
