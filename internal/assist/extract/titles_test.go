package extract_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// filed is a line of testdata/titles.jsonl: a story and the answers that a careful clerk
// would enter for it.
type filed struct {
	Code, Today, Text string
	Facts             map[string]any
	set               string // "": of titles.jsonl
}

// filedStories are the stories of titles.jsonl, those that were written after tuning, and
// those of titles that were not looked at before.
func filedStories(t *testing.T) []filed {
	t.Helper()
	all := lines[filed](t, "testdata/titles.jsonl")
	for _, set := range []string{"fresh", "other"} {
		for _, story := range lines[filed](t, "testdata/"+set+"_titles.jsonl") {
			story.set = set
			all = append(all, story)
		}
	}
	return all
}

// Floors, a little below what was measured when they were set: precision, recall.
var titleFloors = map[string][2]float64{"tuned": {0.97, 0.68}, "counted": {0.95, 0.65}, "fresh": {0.93, 0.66}, "other": {0.92, 0.62}}

func TestTitles(t *testing.T) {
	r, c := reader(t)
	tallies := map[string]*tally{"tuned": {}, "counted": {}, "fresh": {}, "other": {}}
	byType := map[string]*tally{}
	for i, story := range filedStories(t) {
		half := story.set
		if half == "" {
			half = halves[i%2^1]
		}
		title, ok := c.Title(story.Code)
		if !ok {
			t.Fatalf("no title %s", story.Code)
		}
		types := map[string]string{}
		for _, f := range title.Facts() {
			types[f.Name] = string(f.Type)
		}
		of := func(fact string) []*tally {
			key := half + " " + types[fact]
			if byType[key] == nil {
				byType[key] = &tally{}
			}
			return []*tally{tallies[half], byType[key]}
		}
		show := half == "tuned" || os.Getenv("SHOW") == half
		got := map[string]any{}
		for _, s := range r.Suggest(title, story.Text, day(t, story.Today)) {
			got[s.Fact] = s.Value
			right := same(s.Value, story.Facts[s.Fact])
			for _, c := range of(s.Fact) {
				c.found++
				if right {
					c.right++
				}
			}
			if show && !right {
				t.Logf("%s wrong %s = %v (%v, %.2f) in %s", story.Code, s.Fact, s.Value, s.Why, s.Sure, story.Text)
			}
		}
		for fact, want := range story.Facts {
			if types[fact] == "" {
				t.Errorf("%s does not ask %s", story.Code, fact)
			}
			for _, c := range of(fact) {
				c.noted++
			}
			if _, ok := got[fact]; show && !ok {
				t.Logf("%s missed %s = %v in %s", story.Code, fact, want, story.Text)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(byType)) {
		c := byType[key]
		t.Logf("%-16s noted %3d found %3d precision %.3f recall %.3f", key, c.noted, c.found, c.precision(), c.recall())
	}
	for _, half := range append(halves, "other") {
		c := tallies[half]
		t.Logf("%-16s noted %3d found %3d precision %.3f recall %.3f", half, c.noted, c.found, c.precision(), c.recall())
		if c.precision() < titleFloors[half][0] || c.recall() < titleFloors[half][1] {
			t.Errorf("%s: precision %.3f recall %.3f, the floors are %v", half, c.precision(), c.recall(), titleFloors[half])
		}
	}
}

// same compares an answer with its annotation: numbers by value, texts by digits of any script.
func same(got, want any) bool {
	if n, ok := want.(float64); ok {
		return fmt.Sprint(got) == fmt.Sprint(int64(n))
	}
	return lang.LatinDigits(fmt.Sprint(got)) == lang.LatinDigits(fmt.Sprint(want))
}
