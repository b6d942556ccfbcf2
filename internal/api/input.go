package api

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// MaxBody is the largest JSON request; files have their own limits.
const MaxBody = 1 << 20

// shape is what a Go type says of an input or an answer.
type shape struct{ reflect.Type }

func shapeOf[T any]() shape { return shape{reflect.TypeFor[T]()} }

func (s shape) empty() bool { return s.Type == reflect.TypeFor[none]() }

// field is one part of a shape: where it stands, and under which name.
type field struct {
	reflect.StructField
	place, name string // place: path, query, header, json
	optional    bool
}

// fields lists the parts of a struct, embedded ones with them. A field without a tag is no
// part of the API.
func (s shape) fields() (list []field) {
	if s.Kind() != reflect.Struct {
		return nil
	}
	for _, f := range reflect.VisibleFields(s.Type) {
		for _, place := range []string{"path", "query", "header", "json"} {
			if tag, ok := f.Tag.Lookup(place); ok && tag != "-" {
				name, rest, _ := strings.Cut(tag, ",")
				list = append(list, field{f, place, name, strings.Contains(rest, "omit") || place == "query" || place == "header"})
			}
		}
	}
	return list
}

// body lists the parts that stand in the JSON.
func (s shape) body() []field {
	return slices.DeleteFunc(s.fields(), func(f field) bool { return f.place != "json" })
}

// readInput reads a request whole, stamps it and fills In from it.
func readInput[In any](c *call) (in In, err error) {
	v, s := reflect.ValueOf(&in).Elem(), shapeOf[In]()
	for _, f := range s.fields() {
		if err := readParameter(c, f, v); err != nil {
			return in, err
		}
	}
	if !c.upload {
		if err := readBody(c, s, &in); err != nil {
			return in, err
		}
	}
	c.at = c.now()
	return in, nil
}

func readParameter(c *call, f field, v reflect.Value) error {
	var text string
	switch f.place {
	case "path":
		text = c.r.PathValue(f.name)
	case "query":
		text = c.r.URL.Query().Get(f.name)
	case "header":
		text = strings.TrimSpace(c.r.Header.Get(f.name))
	default:
		return nil
	}
	target := v.FieldByIndex(f.Index)
	if target.Kind() == reflect.String {
		target.SetString(text)
		return nil
	}
	if text == "" {
		return nil
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return errParameter.With("key", f.name)
	}
	target.SetInt(n)
	return nil
}

// readBody reads the JSON of a request. One that takes none may still send an empty object.
func readBody(c *call, s shape, in any) error {
	data, err := io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, MaxBody))
	if err != nil {
		return unread(err, errJSON)
	}
	parts := s.body()
	if len(data) == 0 && len(parts) == 0 {
		return nil
	}
	if kind, params, err := mime.ParseMediaType(c.r.Header.Get("Content-Type")); err != nil || kind != "application/json" || params["charset"] != "" && !strings.EqualFold(params["charset"], "utf-8") {
		return errMedia
	}
	tree, err := strict(data)
	if err != nil {
		return err
	}
	if err := keys(tree, s, nil); err != nil {
		return err
	}
	if len(parts) == 0 {
		return nil
	}
	return decode(data, in)
}

// unread says why a body did not arrive whole: too large, too slow, or what it is taken for.
func unread(err error, otherwise *fault.Fault) error {
	switch tooLarge := (*http.MaxBytesError)(nil); {
	case errors.As(err, &tooLarge):
		return errTooLarge.With("bytes", tooLarge.Limit)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return errSlow.Because(err)
	}
	return otherwise.Because(err)
}

// decode fills a struct; facts keep their numbers as they were written.
func decode(data []byte, in any) error {
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.UseNumber()
	err := decoder.Decode(in)
	if wrong := (*json.UnmarshalTypeError)(nil); errors.As(err, &wrong) {
		return placed(errWrongType, strings.Split(wrong.Field, "."))
	}
	if err != nil {
		return errJSON.Because(err)
	}
	return nil
}

// keys compares a JSON value with a shape: no key too many, none too few. Names must be
// spelled exactly; the standard decoder would take any case.
func keys(tree any, s shape, path []string) error {
	for s.Type.Kind() == reflect.Pointer {
		s = shape{s.Elem()}
	}
	switch s.Kind() {
	case reflect.Slice:
		list, _ := tree.([]any)
		for i, item := range list {
			if err := keys(item, shape{s.Elem()}, append(slices.Clone(path), strconv.Itoa(i))); err != nil {
				return err
			}
		}
	case reflect.Struct:
		object, ok := tree.(map[string]any)
		if !ok {
			return placed(errWrongType, path)
		}
		return objectKeys(object, s, path)
	default: // a plain value has no keys
	}
	return nil
}

func objectKeys(object map[string]any, s shape, path []string) error {
	known := map[string]field{}
	for _, f := range s.body() {
		known[f.name] = f
		if _, ok := object[f.name]; !ok && !f.optional {
			return placed(errMissingKey, append(path, f.name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		f, ok := known[name]
		if !ok {
			return placed(errUnknownKey, append(path, name))
		}
		if err := keys(object[name], shape{f.StructField.Type}, append(slices.Clone(path), name)); err != nil {
			return err
		}
	}
	return nil
}

// placed says where in the request a fault lies.
func placed(f *fault.Fault, path []string) error {
	name := pointer(path)
	if name == "" {
		name = "/"
	}
	f = f.With("key", name)
	return explained{f, []mistake{{Pointer: name, Code: f.Code}}}
}
