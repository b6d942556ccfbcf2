package assist_test

import (
	"runtime"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/model"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// BenchmarkNew is what the assistant costs at start, and what stays in memory.
func BenchmarkNew(b *testing.B) {
	c, err := catalog.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	stories, err := model.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	var a *assist.Assistant
	for b.Loop() {
		a = assist.New(assist.Knowledge{Titles: c.Findable(), Alike: c.Alike(), Stories: stories})
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "heap-MB")
	runtime.KeepAlive(a)
}

// BenchmarkTriage is one story of a usual length.
func BenchmarkTriage(b *testing.B) {
	a := assistant(b)
	for b.Loop() {
		a.Triage("سلام. من خانه‌ای در تهران اجاره کرده بودم و نود میلیون تومان پول پیش دادم. خانه را خالی کردم و کلید را تحویل دادم ولی صاحبخانه پولم را نمی‌دهد و می‌گوید ندارم. چیکار کنم؟", lang.FA)
	}
}
