package catalog_test

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"

	"github.com/tarazu-justice/tarazu/catalogs"
	"github.com/tarazu-justice/tarazu/internal/catalog"
)

// manyTitles is the country's catalogue with copies of its titles until there are n. The
// phrases of a copy are its own. Where apart is set, so is every expression that is more
// than a name: titles that share nothing but the glossary, their families and groups.
func manyTitles(tb testing.TB, n int, apart bool) fs.FS {
	tb.Helper()
	files, titles := copied(tb, catalogs.Iran()), []string{}
	for name := range files {
		if base := path.Base(name); strings.HasPrefix(name, "titles/") && strings.Count(base, ".") == 1 {
			titles = append(titles, strings.TrimSuffix(name, ".yaml"))
		}
	}
	slices.Sort(titles)
	for i := 0; len(titles) > 0 && i < n-len(titles); i++ {
		original := titles[i%len(titles)]
		fresh := fmt.Sprintf("%s-X%d", path.Base(original), i)
		for _, ending := range []string{".yaml", ".en.yaml", ".journeys.yaml"} {
			var doc yaml.Node
			if err := yaml.Unmarshal(files[original+ending].Data, &doc); err != nil {
				tb.Fatal(err)
			}
			c := copyist{code: fresh, n: i}
			if c.apart = apart && ending != ".journeys.yaml"; ending == ".yaml" || ending == ".journeys.yaml" {
				c.rename(doc.Content[0])
			}
			c.walk(doc.Content[0], "")
			text, err := yaml.Marshal(&doc)
			if err != nil {
				tb.Fatal(err)
			}
			files[path.Join(path.Dir(original), fresh+ending)] = &fstest.MapFile{Data: text}
		}
	}
	return files
}

// copyist makes the n-th copy of a title its own.
type copyist struct {
	code  string
	n     int
	apart bool
}

func (c copyist) rename(root *yaml.Node) {
	for i := 0; i+1 < len(root.Content); i += 2 {
		switch root.Content[i].Value {
		case "title":
			root.Content[i+1].Value = c.code
		case "name":
			root.Content[i+1].Value += fmt.Sprintf(" %d", c.n)
		}
	}
}

var placed = regexp.MustCompile(`\$\{[^}]*\}`)

func (c copyist) walk(v *yaml.Node, key string) {
	switch {
	case v.Kind != yaml.ScalarNode:
	case key == "says" || key == "everyday":
		v.Value += fmt.Sprintf(" %d", c.n)
	case c.apart && slices.Contains([]string{"if", "when", "value", "let", "each", "from", "must"}, key):
		v.Value = c.spaced(v.Value)
	case c.apart:
		v.Value = placed.ReplaceAllStringFunc(v.Value, c.spaced)
	}
	for i, child := range v.Content {
		inner := key
		if v.Kind == yaml.MappingNode && i%2 == 0 {
			continue
		}
		if v.Kind == yaml.MappingNode && key != "let" {
			inner = v.Content[i-1].Value
		}
		c.walk(child, inner)
	}
}

// spaced writes an expression in a way that no other copy does.
func (c copyist) spaced(src string) string {
	for _, at := range []string{" ", "("} {
		if before, after, ok := strings.Cut(src, at); ok {
			return before + at + strings.Repeat(" ", c.n+1) + after
		}
	}
	return src
}

// BenchmarkLoad300 loads and checks 300 titles with all their journeys: copies, and titles
// that share no expression of their own.
func BenchmarkLoad300(b *testing.B) {
	for _, bench := range []struct {
		name  string
		apart bool
	}{{"copies", false}, {"apart", true}} {
		b.Run(bench.name, func(b *testing.B) {
			files := manyTitles(b, 300, bench.apart)
			for b.Loop() {
				c, err := catalog.Load(files)
				if err != nil {
					b.Fatalf("%.800s", err)
				}
				if len(c.Titles()) != 300 {
					b.Fatalf("%d titles", len(c.Titles()))
				}
				b.StopTimer()
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MB")
				runtime.KeepAlive(c)
				b.StartTimer()
			}
		})
	}
}
