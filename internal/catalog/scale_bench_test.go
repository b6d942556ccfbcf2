package catalog_test

import (
	"runtime"
	"testing"

	"github.com/tarazu-justice/tarazu/catalogs"
	"github.com/tarazu-justice/tarazu/internal/catalog"
)

// BenchmarkLoad reads and checks the country's catalogue with all its journeys.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		c, err := catalog.Load(catalogs.Iran())
		if err != nil {
			b.Fatalf("%.800s", err)
		}
		b.StopTimer()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(len(c.Titles())), "titles")
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MB")
		runtime.KeepAlive(c)
		b.StartTimer()
	}
}
