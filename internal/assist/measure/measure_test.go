package measure_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/measure"
	"github.com/tarazu-justice/tarazu/internal/assist/model"
	"github.com/tarazu-justice/tarazu/internal/catalog"
)

// TestTheOpenHalf holds floors under what the assistant reached on the stories that may be
// looked at, a little below what was measured.
func TestTheOpenHalf(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	stories, err := model.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	a := assist.New(assist.Knowledge{Titles: c.Findable(), Alike: c.Alike(), Stories: stories})
	known := func(code string) bool { _, ok := c.Named(code); return ok }
	f, err := os.Open("../testdata/eval/open.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	cases, err := measure.Read(f, known)
	if err != nil {
		t.Fatal(err)
	}
	family := func(code string) string { title, _ := c.Named(code); return title.Family }
	r := measure.Run(cases, family, func(k measure.Case) measure.Answer { return measure.Of(a, k) })
	var told bytes.Buffer
	r.Print(&told)
	t.Log(told.String())
	for name, got := range map[string][2]float64{
		"first": {r.First(), 0.82}, "three": {r.Three(), 0.92}, "family": {r.Family(), 0.90}, "after a question": {r.Asked(), 0.88},
		"refused": {r.Refused(), 0.85}, "not wrongly refused": {1 - r.Wrongly(), 0.97}, "calibrated": {1 - r.Calibration(), 0.94},
	} {
		if got[0] < got[1] {
			t.Errorf("%s: %.3f, the floor is %.2f", name, got[0], got[1])
		}
	}
	plain := measure.Run(cases, family, measure.NewBM25(c.Findable()).Answer)
	if r.First() < 1.3*plain.First() {
		t.Errorf("plain BM25 reaches %.3f, the assistant %.3f", plain.First(), r.First())
	}
}

func TestBadCasesAreToldWithTheirLine(t *testing.T) {
	known := func(code string) bool { return code == "PET-DEPOSIT" }
	for text, want := range map[string]string{
		`{"id":"1","text":"a","codes":["PET-DEPOSIT"]}` + "\n{":        "line 2",
		`{"id":"1","text":"a"}`:                                        "line 1: no codes",
		`{"id":"1","text":"a","codes":["PET-NONE"]}`:                   "PET-NONE is no title",
		`{"id":"1","text":"a","codes":["PET-DEPOSIT","OUT-OF-SCOPE"]}`: "OUT-OF-SCOPE is no title of the catalogue, nor may it stand beside others",
	} {
		if _, err := measure.Read(strings.NewReader(text), known); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
