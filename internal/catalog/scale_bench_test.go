package catalog_test

import (
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tarazu-justice/tarazu/catalogs"
	"github.com/tarazu-justice/tarazu/internal/catalog"
)

// manyTitles is the country's catalogue with copies of its titles until there are n.
func manyTitles(tb testing.TB, n int) fs.FS {
	tb.Helper()
	files, titles := fstest.MapFS{}, []string{}
	err := fs.WalkDir(catalogs.Iran(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(catalogs.Iran(), name)
		files[name] = &fstest.MapFile{Data: text}
		if base := path.Base(name); strings.HasPrefix(name, "titles/") && strings.Count(base, ".") == 1 {
			titles = append(titles, strings.TrimSuffix(name, ".yaml"))
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	for i := 0; len(titles) > 0 && i < n-len(titles); i++ {
		original := titles[i%len(titles)]
		code, fresh := path.Base(original), fmt.Sprintf("%s-X%d", path.Base(original), i)
		for _, ending := range []string{".yaml", ".en.yaml", ".journeys.yaml"} {
			text := strings.ReplaceAll(string(files[original+ending].Data), "title: "+code, "title: "+fresh)
			files[path.Join(path.Dir(original), fresh+ending)] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return files
}

// BenchmarkLoad300 loads and checks 300 titles with all their journeys.
func BenchmarkLoad300(b *testing.B) {
	files := manyTitles(b, 300)
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
}
