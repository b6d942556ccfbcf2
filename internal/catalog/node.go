package catalog

import (
	"strconv"

	"go.yaml.in/yaml/v4"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// node is a value of a file with its place. The zero node stands for "not there".
type node struct {
	f *file
	n *yaml.Node
}

func (f *file) node() node {
	if f == nil {
		return node{}
	}
	return node{f, f.root}
}

func (v node) there() bool { return v.n != nil }

func (v node) at() form.Pos {
	if v.n == nil {
		return form.Pos{}
	}
	return v.f.at(v.n)
}

func (v node) isMap() bool  { return v.n != nil && v.n.Kind == yaml.MappingNode }
func (v node) isList() bool { return v.n != nil && v.n.Kind == yaml.SequenceNode }
func (v node) isText() bool { return v.n != nil && v.n.Kind == yaml.ScalarNode }

func (v node) text() string {
	if !v.isText() {
		return ""
	}
	return v.n.Value
}

func (v node) get(key string) node {
	if !v.isMap() {
		return node{}
	}
	for i := 0; i+1 < len(v.n.Content); i += 2 {
		if v.n.Content[i].Value == key {
			return node{v.f, v.n.Content[i+1]}
		}
	}
	return node{}
}

// pair is a key with its value.
type pair struct {
	key   string
	keyAt form.Pos
	value node
}

func (v node) pairs() (list []pair) {
	if !v.isMap() {
		return nil
	}
	for i := 0; i+1 < len(v.n.Content); i += 2 {
		list = append(list, pair{v.n.Content[i].Value, v.f.at(v.n.Content[i]), node{v.f, v.n.Content[i+1]}})
	}
	return list
}

func (v node) items() (list []node) {
	if !v.isList() {
		return nil
	}
	for _, n := range v.n.Content {
		list = append(list, node{v.f, n})
	}
	return list
}

func (v node) texts() (list []string) {
	for _, item := range v.items() {
		list = append(list, item.text())
	}
	return list
}

func (v node) expr() form.Expr { return form.Expr{Src: v.text(), At: v.at()} }

func (v node) yes() bool { return v.text() == "yes" }

func (v node) number() (int64, bool) {
	if !v.isText() {
		return 0, false
	}
	n, err := strconv.ParseInt(v.n.Value, 10, 64)
	return n, err == nil
}

func (v node) pointer() *int64 {
	if n, ok := v.number(); ok {
		return &n
	}
	return nil
}

// date reads a Jalali date and tells a wrong one.
func (l *loader) date(v node) lang.Date {
	if !v.there() {
		return lang.Date{}
	}
	d, err := lang.ParseJalali(v.text())
	if err != nil {
		l.wrong(v.at(), "%q is no date of the calendar; write 1405/07/01", v.text())
	}
	return d
}

func meant(word string, all []string) string {
	if near := form.Nearest(word, append([]string{}, all...)); near != "" {
		return "; did you mean " + strconv.Quote(near) + "?"
	}
	return ""
}
