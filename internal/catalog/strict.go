package catalog

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// file is a YAML file, read strictly; nil when there is none.
type file struct {
	name string
	root *yaml.Node
}

func (f *file) at(n *yaml.Node) form.Pos { return form.Pos{File: f.name, Line: max(n.Line, 1)} }

// readFile reads one file and refuses what YAML would quietly take for something else.
func (l *loader) readFile(name string) *file {
	data, err := fs.ReadFile(l.files, name)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			l.wrong(form.Pos{File: name, Line: 1}, "cannot be read: %v", err)
		}
		return nil
	}
	if bytes.ContainsRune(data, '\t') {
		for i, line := range strings.Split(string(data), "\n") {
			if strings.Contains(line, "\t") {
				l.wrong(form.Pos{File: name, Line: i + 1}, "a tab; YAML is indented by spaces")
			}
		}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	if err := decoder.Decode(&doc); err != nil {
		l.wrong(form.Pos{File: name, Line: lineOf(err)}, "%s", strings.TrimPrefix(err.Error(), "yaml: "))
		return nil
	}
	var more yaml.Node
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		l.wrong(form.Pos{File: name, Line: max(more.Line, 1)}, "a second document in the file; one file holds one")
	}
	f := &file{name: name, root: &doc}
	if doc.Kind == yaml.DocumentNode && len(doc.Content) == 1 {
		f.root = doc.Content[0]
	}
	if f.root.Kind != yaml.MappingNode {
		l.wrong(f.at(f.root), "a file of the catalogue is a list of keys with values")
		return nil
	}
	before := len(l.list)
	l.strict(f, f.root)
	if len(l.list) > before {
		return nil
	}
	return f
}

var lineNumber = regexp.MustCompile(`line (\d+)`)

func lineOf(err error) int {
	if m := lineNumber.FindStringSubmatch(err.Error()); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			return n
		}
	}
	return 1
}

func (l *loader) strict(f *file, n *yaml.Node) {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		l.wrong(f.at(n), "anchors and aliases (& *) are not allowed; write the text again or make a group of it")
		return
	}
	if n.Style&yaml.TaggedStyle != 0 {
		l.wrong(f.at(n), "tags (%s) are not allowed", n.Tag)
	}
	if n.LineComment != "" {
		l.wrong(f.at(n), "a comment after a value cuts the text at \" #\"; quote the text or put the comment on its own line")
	}
	switch n.Kind {
	case yaml.MappingNode:
		l.strictKeys(f, n)
	case yaml.ScalarNode:
		l.strictScalar(f, n)
	}
	for _, child := range n.Content {
		l.strict(f, child)
	}
}

func (l *loader) strictKeys(f *file, n *yaml.Node) {
	first := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if line, twice := first[key.Value]; twice {
			l.wrong(f.at(key), "key %q is there twice (first at line %d)", key.Value, line)
		}
		first[key.Value] = key.Line
		if value := n.Content[i+1]; value.Kind == yaml.ScalarNode && value.ShortTag() == "!!null" && n.Style&yaml.FlowStyle != 0 {
			value.Tag, value.Style = "!!str", yaml.DoubleQuotedStyle // one message, below, is enough
			l.wrong(f.at(key), "unknown key %q   (a comma inside { } has cut a text: quote it)", key.Value)
		}
	}
}

func (l *loader) strictScalar(f *file, n *yaml.Node) {
	for _, r := range n.Value {
		switch {
		case r == 'ي' || r == 'ك':
			l.wrong(f.at(n), "Arabic letter '%c' (U+%04X) in %q; use the Persian ی or ک", r, r, n.Value)
			return
		case r >= 0x200e && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			l.wrong(f.at(n), "invisible direction mark U+%04X in %q; take it out", r, n.Value)
			return
		}
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return
	}
	switch tag := strings.TrimPrefix(n.ShortTag(), "!!"); tag {
	case "str":
	case "bool":
		if f.name != schemaFile { // JSON Schema itself speaks of true and false
			l.wrong(f.at(n), "%q is read by YAML as bool; write yes or no", n.Value)
		}
	case "int":
		if len(n.Value) > 1 && strings.HasPrefix(n.Value, "0") || strings.ContainsAny(n.Value, "_+xob") {
			l.wrong(f.at(n), "%q is read by YAML as another number; quote it", n.Value)
		}
	case "null":
		l.wrong(f.at(n), "an empty value; write it, or leave the key out")
	default:
		l.wrong(f.at(n), "%q is read by YAML as %s; write yes or no for yes/no, a date as 1405/07/01, and quote texts", n.Value, tag)
	}
}
