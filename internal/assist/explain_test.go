package assist_test

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/extract"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// noticeCase is a text with the kind that it is; none is no notice.
type noticeCase struct{ ID, Half, Kind, Text, Served string }

func noticeCases(t testing.TB) (list []noticeCase) {
	t.Helper()
	f, err := os.Open("testdata/notices.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c noticeCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	return list
}

func explainer(t testing.TB) (*catalog.Catalog, *assist.Explainer) {
	t.Helper()
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var kinds []assist.NoticeKind
	for _, n := range c.Notices() {
		kinds = append(kinds, assist.NoticeKind{Code: n.Code, Signs: n.Signs, Not: n.Not})
	}
	return c, assist.New(assist.Knowledge{Titles: c.Findable(), Alike: c.Alike()}).Explainer(kinds)
}

// TestNoticesAreRecognised measures both halves. The tuned one was looked at row by row; of
// the other only the counts were.
func TestNoticesAreRecognised(t *testing.T) {
	_, e := explainer(t)
	type count struct{ all, first, among, sure, rash, none, quiet int }
	halves := map[string]*count{"tuned": {}, "kept": {}}
	kinds := map[string]bool{}
	for _, c := range noticeCases(t) {
		n, found := halves[c.Half], e.Explain(c.Text)
		if c.Kind == "none" {
			n.none++
			if len(found) == 0 {
				n.quiet++
			} else if c.Half == "tuned" {
				t.Logf("%s is taken for %v: %s", c.ID, found, c.Text)
			}
			continue
		}
		kinds[c.Kind] = true
		n.all++
		if slices.ContainsFunc(found, func(x assist.Notice) bool { return x.Kind == c.Kind }) {
			n.among++
		}
		right := len(found) > 0 && found[0].Kind == c.Kind
		switch {
		case right && found[0].Sure():
			n.sure++
		case !right && len(found) > 0 && found[0].Sure():
			n.rash++
		}
		if right {
			n.first++
		} else if c.Half == "tuned" {
			t.Logf("%s should be %s, is %v: %.90s", c.ID, c.Kind, found, c.Text)
		}
	}
	for _, floor := range []struct {
		half         string
		first, among float64
		quiet        int
	}{{"tuned", 0.97, 0.97, 9}, {"kept", 0.91, 0.91, 9}} {
		n := halves[floor.half]
		first, among := float64(n.first)/float64(n.all), float64(n.among)/float64(n.all)
		t.Logf("%s: %d notices, first %.2f, shown %.2f; %d right and sure, %d wrong and sure; %d of %d others left alone", floor.half, n.all, first, among, n.sure, n.rash, n.quiet, n.none)
		if first < floor.first || among < floor.among || n.quiet < floor.quiet {
			t.Errorf("%s: below the floor %+v", floor.half, floor)
		}
	}
	if len(kinds) < 26 {
		t.Errorf("only %d kinds are tried", len(kinds))
	}
}

// TestTheDayOfServiceIsRead: where a text tells when it was served, that day and no other is
// read; where it does not, none is.
func TestTheDayOfServiceIsRead(t *testing.T) {
	today, err := lang.NewJalali(1405, 9, 4)
	if err != nil {
		t.Fatal(err)
	}
	reader, told, read, wrong := extract.New(nil), 0, 0, 0
	for _, c := range noticeCases(t) {
		found := reader.Notice(c.Text, today)
		switch {
		case c.Served != "":
			told++
			if found.Served != nil && found.Served.First.String() == c.Served {
				read++
			} else {
				t.Logf("%s was served on %s: %+v", c.ID, c.Served, found.Served)
			}
		case found.Served != nil && !strings.Contains(c.Text, "دیروز"):
			wrong++
			t.Logf("%s was not served on %s: %s", c.ID, found.Served.First, c.Text)
		}
	}
	t.Logf("%d of %d days read, %d wrong", read, told, wrong)
	if read < told || wrong > 0 {
		t.Errorf("%d of %d days read, %d wrong", read, told, wrong)
	}
}

// TestBrokenNoticesAreRead: scanners and people break words.
func TestBrokenNoticesAreRead(t *testing.T) {
	_, e := explainer(t)
	for text, want := range map[string]string{
		"ابالغ وقت رسیدگي به دعوي": "hearing", "ا خطار رفع نقص": "deficiency", "ray ghiabi sader shode": "default_judgment", "منعتعقیب صادر شد": "no_prosecution", "اجرائيه صادر گرديد": "writ",
	} {
		if found := e.Explain(text); len(found) == 0 || found[0].Kind != want {
			t.Errorf("%q is %v, not %s", text, found, want)
		}
	}
	if found := e.Explain(strings.Repeat("الف", 100_000)); len(found) > 0 {
		t.Errorf("nonsense is %v", found)
	}
}
