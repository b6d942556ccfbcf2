package lang

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// Locale is a language of the pages.
type Locale string

// The languages of Tarazu. Persian is the default and the only one that courts read.
const (
	FA Locale = "fa"
	EN Locale = "en"
)

// ParseLocale gives the locale named s, or Persian.
func ParseLocale(s string) Locale {
	if Locale(s) == EN {
		return EN
	}
	return FA
}

// Dir is the direction of writing, for the dir attribute.
func (l Locale) Dir() string {
	if l == EN {
		return "ltr"
	}
	return "rtl"
}

//go:embed messages
var messageFiles embed.FS

// Messages holds every sentence of the program, by locale and key.
type Messages struct{ texts map[Locale]map[string]message }

// message is one sentence, or two where a count decides (key one, key other).
type message struct{ one, other string }

// LoadMessages reads the embedded sentences and refuses a key that one language lacks,
// that stands twice, or whose placeholders differ between the languages.
func LoadMessages() (*Messages, error) {
	m := &Messages{texts: map[Locale]map[string]message{}}
	for _, loc := range []Locale{FA, EN} {
		texts, err := readMessages(messageFiles, path.Join("messages", string(loc)))
		if err != nil {
			return nil, err
		}
		m.texts[loc] = texts
	}
	return m, errors.Join(m.incomplete()...)
}

func readMessages(files fs.FS, dir string) (map[string]message, error) {
	texts := map[string]message{}
	names, err := fs.Glob(files, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		raw := map[string]any{}
		if err := yaml.Unmarshal(data, &raw); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for key, value := range raw {
			if _, twice := texts[key]; twice {
				return nil, fmt.Errorf("%s: message %s stands twice", name, key)
			}
			if texts[key], err = toMessage(value); err != nil {
				return nil, fmt.Errorf("%s: message %s: %w", name, key, err)
			}
		}
	}
	return texts, nil
}

func toMessage(value any) (message, error) {
	switch v := value.(type) {
	case string:
		return message{one: v, other: v}, nil
	case map[string]any:
		one, ok1 := v["one"].(string)
		other, ok2 := v["other"].(string)
		if ok1 && ok2 && len(v) == 2 {
			return message{one: one, other: other}, nil
		}
	}
	return message{}, errors.New("want a sentence, or one: and other:")
}

// incomplete lists keys and placeholders that stand in one language only.
func (m *Messages) incomplete() (faults []error) {
	fa, en := m.texts[FA], m.texts[EN]
	for _, key := range slices.Sorted(maps.Keys(fa)) {
		twin, ok := en[key]
		if !ok {
			faults = append(faults, fmt.Errorf("message %s has no English", key))
		} else if a, b := placeholders(fa[key].other), placeholders(twin.other); !slices.Equal(a, b) {
			faults = append(faults, fmt.Errorf("message %s: placeholders %v in Persian, %v in English", key, a, b))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(en)) {
		if _, ok := fa[key]; !ok {
			faults = append(faults, fmt.Errorf("message %s has no Persian", key))
		}
	}
	return faults
}

func placeholders(s string) (names []string) {
	for {
		_, rest, ok := strings.Cut(s, "{")
		if !ok {
			slices.Sort(names)
			return slices.Compact(names)
		}
		name, after, _ := strings.Cut(rest, "}")
		names, s = append(names, name), after
	}
}

// Has says whether there is a sentence for key.
func (m *Messages) Has(key string) bool { _, ok := m.texts[FA][key]; return ok }

// Keys lists all keys.
func (m *Messages) Keys() []string { return slices.Sorted(maps.Keys(m.texts[FA])) }

// Text gives the sentence for key with its placeholders filled; params["n"] chooses
// between one and other. An unknown key is shown in brackets, so that tests find it.
func (m *Messages) Text(loc Locale, key string, params map[string]any) string {
	msg, ok := m.texts[loc][key]
	if !ok {
		return "[" + key + "]"
	}
	text := msg.other
	if n, ok := toInt(params["n"]); ok && n == 1 {
		text = msg.one
	}
	for name, value := range params {
		text = strings.ReplaceAll(text, "{"+name+"}", printParam(loc, value))
	}
	return text
}

// Error gives the sentence of a fault; anything else is answered as an internal error.
func (m *Messages) Error(loc Locale, err error) string {
	f, ok := fault.As(err)
	if !ok || !m.Has(f.MessageKey()) {
		return m.Text(loc, "error.internal", nil)
	}
	return m.Text(loc, f.MessageKey(), f.Params)
}

func toInt(v any) (int64, bool) {
	switch n := v.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	}
	return 0, false
}

func printParam(loc Locale, value any) string {
	if n, ok := toInt(value); ok {
		if loc == EN {
			return strconv.FormatInt(n, 10)
		}
		return Group(n)
	}
	if d, ok := value.(Date); ok {
		return d.In(loc)
	}
	return fmt.Sprint(value)
}
