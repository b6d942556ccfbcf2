package catalog

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// twin is the English file beside a Persian one. It notes which of its texts were asked
// for, so that what is missing and what is left over can both be told.
type twin struct {
	l    *loader
	name string
	file *file
	used map[*yaml.Node]bool
}

// twinOf opens X.en.yaml for X.yaml.
func (l *loader) twinOf(name string) *twin {
	en := strings.TrimSuffix(name, ".yaml") + ".en.yaml"
	t := &twin{l: l, name: en, used: map[*yaml.Node]bool{}}
	if !l.exists(en) {
		l.gap(form.Pos{File: en, Line: 1}, "there is no English; write this file beside %s", name)
		return t
	}
	t.file = l.readFile(en)
	return t
}

// words joins a Persian text with its English at path.
func (t *twin) words(fa node, path ...string) form.Words {
	w := form.Words{FA: fa.text(), At: fa.at()}
	if !fa.there() || t == nil || t.file == nil {
		return w
	}
	v := t.file.node()
	for _, step := range path {
		if i, err := strconv.Atoi(step); err == nil && v.isList() {
			if i >= len(v.n.Content) {
				v = node{}
				break
			}
			v = v.items()[i]
			continue
		}
		v = v.get(step)
	}
	if !v.isText() && path[len(path)-1] == "unit" {
		return w // a unit may be written in Persian only
	}
	if !v.isText() {
		t.l.gap(form.Pos{File: t.name, Line: 1}, "missing %s (Persian text at %s)", strings.Join(path, "."), fa.at())
		return w
	}
	t.used[v.n] = true
	w.EN = v.text()
	return w
}

// leftOver tells English that no Persian text stands for.
func (t *twin) leftOver() {
	if t == nil || t.file == nil {
		return
	}
	t.leftIn(t.file.node(), "")
}

func (t *twin) leftIn(v node, path string) {
	for _, p := range v.pairs() {
		t.leftIn(p.value, strings.TrimPrefix(path+"."+p.key, "."))
	}
	for i, item := range v.items() {
		t.leftIn(item, path+"."+strconv.Itoa(i))
	}
	if v.isText() && !t.used[v.n] {
		t.l.gap(v.at(), "left over: %s has no Persian text", path)
	}
}
