package extract_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/assist/extract"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// noted is a line of testdata/stories.jsonl: a story and what a careful clerk reads in it.
type noted struct {
	ID, Today, Text string
	Found           []struct {
		Kind  extract.Kind
		Words string
		Value any
	}
}

// lines decodes a file of JSON lines.
func lines[T any](t testing.TB, name string) (list []T) {
	t.Helper()
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(bytes.NewReader(file))
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var v T
		if err := json.Unmarshal(in.Bytes(), &v); err != nil {
			t.Fatalf("%s:%d: %v", name, len(list)+1, err)
		}
		list = append(list, v)
	}
	return list
}

func reader(t testing.TB) (*extract.Reader, *catalog.Catalog) {
	t.Helper()
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return extract.New(c.Book()), c
}

func day(t testing.TB, s string) lang.Date {
	t.Helper()
	d, err := lang.ParseJalali(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// shown is a value as the annotations write it: months as 1402/03, spans as «5 year».
func shown(f extract.Found) string {
	switch f.Kind {
	case extract.Date:
		return dates(f.First, f.Last)
	case extract.Duration:
		return fmt.Sprint(f.Value, " ", f.Unit)
	default:
		return fmt.Sprint(f.Value)
	}
}

func dates(first, last lang.Date) string {
	y, m, d := first.Jalali()
	y2, m2, _ := last.Jalali()
	_, _, after := last.AddDays(1).Jalali()
	switch {
	case first == last:
		return first.String()
	case d == 1 && after == 1 && y == y2 && m == m2:
		return fmt.Sprintf("%04d/%02d", y, m)
	case d == 1 && after == 1 && y == y2 && m == 1 && m2 == 12:
		return fmt.Sprintf("%04d", y)
	}
	return first.String() + ".." + last.String()
}

// wanted is the annotation in the same writing; a day may be noted in the Gregorian way.
func wanted(v any) string {
	switch x := v.(type) {
	case float64:
		return fmt.Sprint(int64(x))
	case string:
		if d, err := lang.ParseISO(x); err == nil {
			return d.String()
		}
		return x
	}
	return fmt.Sprint(v)
}

// tally counts what was found, noted, and both.
type tally struct{ right, found, noted int }

func (c tally) precision() float64 { return share(c.right, c.found) }
func (c tally) recall() float64    { return share(c.right, c.noted) }

func share(part, all int) float64 {
	if all == 0 {
		return 1
	}
	return float64(part) / float64(all)
}

// halves: the even lines were used for tuning, the odd ones only counted. Those of fresh.jsonl
// were written afterwards.
var halves = []string{"tuned", "counted", "fresh"}

func TestStories(t *testing.T) {
	r, _ := reader(t)
	tallies := map[string]map[extract.Kind]*tally{"tuned": {}, "counted": {}, "fresh": {}}
	for i, story := range lines[noted](t, "testdata/stories.jsonl") {
		half := halves[i%2^1]
		compare(t, r, story, tallies[half], half == "tuned" || os.Getenv("SHOW") == "all")
	}
	for _, story := range lines[noted](t, "testdata/fresh.jsonl") {
		compare(t, r, story, tallies["fresh"], os.Getenv("SHOW") == "fresh")
	}
	for _, half := range halves {
		all := tally{}
		for _, kind := range slices.Sorted(maps.Keys(tallies[half])) {
			c := tallies[half][kind]
			all.right, all.found, all.noted = all.right+c.right, all.found+c.found, all.noted+c.noted
			t.Logf("%-8s %-12s noted %3d precision %.3f recall %.3f", half, kind, c.noted, c.precision(), c.recall())
		}
		t.Logf("%-8s all          noted %3d precision %.3f recall %.3f", half, all.noted, all.precision(), all.recall())
		floor(t, half, all)
	}
}

// Floors, a little below what was measured when they were set.
var floors = map[string][2]float64{"tuned": {0.98, 0.98}, "counted": {0.975, 0.965}, "fresh": {0.95, 0.94}}

func floor(t *testing.T, half string, c tally) {
	t.Helper()
	if c.precision() < floors[half][0] || c.recall() < floors[half][1] {
		t.Errorf("%s: precision %.3f recall %.3f, the floors are %v", half, c.precision(), c.recall(), floors[half])
	}
}

// compare counts a story. Something is right when kind and value are, and the words overlap.
func compare(t *testing.T, r *extract.Reader, story noted, counts map[extract.Kind]*tally, show bool) {
	t.Helper()
	of := func(k extract.Kind) *tally {
		if counts[k] == nil {
			counts[k] = &tally{}
		}
		return counts[k]
	}
	got := r.Read(story.Text, day(t, story.Today))
	used, from := map[int]bool{}, map[string]int{}
	for _, want := range story.Found {
		at := strings.Index(story.Text[from[want.Words]:], want.Words)
		if at < 0 {
			t.Fatalf("%s: %q is not in the story", story.ID, want.Words)
		}
		at += from[want.Words]
		from[want.Words] = at + len(want.Words)
		of(want.Kind).noted++
		i := slices.IndexFunc(got, func(f extract.Found) bool {
			return f.Kind == want.Kind && shown(f) == wanted(want.Value) && f.From < at+len(want.Words) && f.To > at
		})
		if i < 0 || used[i] {
			if show {
				t.Logf("%s missed %s %q = %v in %s", story.ID, want.Kind, want.Words, wanted(want.Value), story.Text)
			}
			continue
		}
		used[i] = true
		of(want.Kind).right++
	}
	for i, f := range got {
		of(f.Kind).found++
		if show && !used[i] {
			t.Logf("%s wrong %s %q = %s in %s", story.ID, f.Kind, f.Words(story.Text), shown(f), story.Text)
		}
	}
}
