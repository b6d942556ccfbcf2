package assist_test

import (
	"cmp"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// query is a row of testdata/queries.tsv.
type query struct {
	how, words string
	want       []string // none: nothing should be found
}

// The sets of queries.
const (
	tuned = "tuned"
	kept  = "kept"
	fresh = "fresh"
)

// queries reads the rows of a set whose titles the catalogue has: the odd rows, for tuning,
// the even ones, kept for the final figure, or those that were written afterwards.
func queries(t testing.TB, has func(code string) bool, set string) (list []query) {
	t.Helper()
	name := "queries.tsv"
	if set == fresh {
		name = "fresh.tsv"
	}
	file, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	row := 0
	for line := range strings.Lines(string(file)) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if row++; set != fresh && row%2 == 0 != (set == kept) {
			continue
		}
		q := query{how: cells[0], words: cells[1]}
		if cells[2] != "-" {
			q.want = strings.Fields(cells[2])
			if !slices.ContainsFunc(q.want, has) {
				continue
			}
		}
		list = append(list, q)
	}
	return list
}

// tally counts the queries of one way of typing.
type tally struct{ all, first, third int }

func (c *tally) count(q query, hits []assist.Hit) {
	c.all++
	at := slices.IndexFunc(hits, func(h assist.Hit) bool { return slices.Contains(q.want, h.Code) })
	if len(q.want) == 0 && len(hits) == 0 {
		at = 0
	}
	if at == 0 {
		c.first++
	}
	if at >= 0 && at < 3 {
		c.third++
	}
}

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// TestSearch holds how well titles are found by what people type. Only the tuned half is
// looked at one by one.
func TestSearch(t *testing.T) {
	a := assistant(t)
	for _, half := range []struct {
		set          string
		first, third float64
	}{
		{tuned, 0.95, 0.96},
		{kept, 0.89, 0.95},
		{fresh, 0.82, 0.89},
	} {
		ways, sum := map[string]*tally{}, tally{}
		for _, q := range queries(t, a.Knows, half.set) {
			hits := a.Find(q.words, lang.FA)
			if ways[q.how] == nil {
				ways[q.how] = &tally{}
			}
			before := sum
			ways[q.how].count(q, hits)
			sum.count(q, hits)
			if half.set == tuned && sum.first == before.first {
				t.Logf("missed: %s %q wants %v, got %v", q.how, q.words, q.want, codes(hits))
			}
		}
		for _, how := range slices.SortedFunc(maps.Keys(ways), cmp.Compare) {
			c := ways[how]
			t.Logf("%s %-9s %3d queries: first %.2f, among three %.2f", half.set, how, c.all, share(c.first, c.all), share(c.third, c.all))
		}
		t.Logf("%s: %d queries: first %.3f, among three %.3f", half.set, sum.all, share(sum.first, sum.all), share(sum.third, sum.all))
		if share(sum.first, sum.all) < half.first || share(sum.third, sum.all) < half.third {
			t.Errorf("%s: titles are found less often than they were: floors %.2f and %.2f", half.set, half.first, half.third)
		}
	}
}

func codes(hits []assist.Hit) (list []string) {
	for _, h := range hits[:min(3, len(hits))] {
		list = append(list, h.Code)
	}
	return list
}

// What nobody means as a word, and a long story of strange words, take no more time than a
// person would notice.
func TestStrangeStoriesAreQuick(t *testing.T) {
	a := assistant(t)
	for name, story := range map[string]string{
		"one endless word": strings.Repeat("خیانتدرامانت", 500), "one endless word in Latin letters": strings.Repeat("khiyanat", 750),
		"slips only": strings.Repeat("تخبله صرغت مهریقه پولبیش ", 250), "Finglish only": strings.Repeat("sahebkhoonamo pulhamo nemidan ", 200),
	} {
		least := time.Hour
		for tries := 0; tries < 3 || tries < 20 && least > 50*time.Millisecond; tries++ {
			begun := time.Now() //nolint:forbidigo // it is the clock that is asked
			a.Triage(story, lang.FA)
			least = min(least, time.Since(begun))
		}
		t.Logf("%s: %v", name, least)
		if least > 50*time.Millisecond {
			t.Errorf("%s takes %v, limit 50 ms", name, least)
		}
	}
}

// TestSearchIsQuick keeps the slowest query below 5 ms, also with as many titles as the
// whole catalogue will have.
func TestSearchIsQuick(t *testing.T) {
	const limit = 5 * time.Millisecond
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, all := range []int{len(c.Titles()), 300} {
		var titles []*form.Title
		for len(titles) < all {
			titles = append(titles, c.Titles()[:min(all-len(titles), len(c.Titles()))]...)
		}
		a := assist.New(assist.Knowledge{Titles: titles, Alike: c.Alike()})
		var times []time.Duration
		for _, q := range slices.Concat(queries(t, a.Knows, tuned), queries(t, a.Knows, kept), queries(t, a.Knows, fresh)) {
			least := time.Hour // of some tries: the machine does other work too
			for tries := 0; tries < 3 || tries < 30 && least > limit/2; tries++ {
				begun := time.Now() //nolint:forbidigo // it is the clock that is asked
				a.Find(q.words, lang.FA)
				least = min(least, time.Since(begun))
			}
			times = append(times, least)
		}
		slices.Sort(times)
		t.Logf("%d titles, %d queries: median %v, slowest %v", all, len(times), times[len(times)/2], times[len(times)-1])
		if slowest := times[len(times)-1]; slowest > limit {
			t.Errorf("%d titles: the slowest query takes %v, limit %v", all, slowest, limit)
		}
	}
}
