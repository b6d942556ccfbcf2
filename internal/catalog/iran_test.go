package catalog_test

import (
	"slices"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func iran(t testing.TB) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatalf("Load:\n%v", err)
	}
	return c
}

// The catalogue that the binary carries is whole: each title has a tier, whose floors the
// load holds, and every journey is green.
func TestIran(t *testing.T) {
	c := iran(t)
	for _, title := range c.Titles() {
		if title.Tier != "A" && title.Tier != "B" { // the check holds the floors of its tier
			t.Errorf("%s has no tier", title.Code)
		}
		if title.Name(lang.EN) == title.Name(lang.FA) {
			t.Errorf("%s has no English name", title.Code)
		}
		for _, r := range c.RunJourneys(title.Code) {
			if len(r.Faults) > 0 {
				t.Errorf("%s %s:\n%v", r.Code, r.ID, r.Faults)
			}
		}
	}
}

// English pages hold no Persian question, and the paper stays Persian.
func TestEnglishTwins(t *testing.T) {
	c := iran(t)
	for _, title := range c.Titles() {
		j := c.Journeys(title.Code)[0]
		j.Input.Locale = lang.EN
		r, err := title.Run(j.Input)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range r.Pages {
			for _, q := range p.Questions {
				if persian(p.Title + q.Ask + q.Why + q.Hint) {
					t.Errorf("%s: page %s asks %q %q %q in English", title.Code, p.ID, q.Ask, q.Why, q.Hint)
				}
			}
		}
		if len(r.Document) == 0 || !persian(r.Document[0].Text) {
			t.Errorf("%s: the paper is not Persian: %v", title.Code, r.Document)
		}
	}
}

func persian(s string) bool {
	for _, r := range s {
		if r >= 0x600 && r <= 0x6ff {
			return true
		}
	}
	return false
}

func TestOpening(t *testing.T) {
	c := iran(t)
	day := func(s string) lang.Date { d, _ := lang.ParseJalali(s); return d }
	for _, tc := range []struct {
		name, code, standing, province, day, rollout string
		open                                         bool
		from                                         string
	}{
		{"a citizen files everything when the basket is complete", "CMP-FRAUD", "citizen", "", "1405/09/01", "complete", true, ""},
		{"a lawyer files a complaint today", "CMP-FRAUD", "lawyer", "", "1405/09/01", "today", true, ""},
		{"a citizen does not, today", "CMP-FRAUD", "citizen", "", "1405/09/01", "today", false, ""},
		{"a citizen files a declaration today", "DEC-RENT", "citizen", "tehran", "1405/09/01", "today", true, ""},
		{"the next stage begins in Qom", "PET-DEPOSIT", "citizen", "qom", "1405/09/01", "next", true, ""},
		{"and comes to Tehran on a day that is told", "PET-DEPOSIT", "citizen", "IR-23", "1405/09/01", "next", false, "1405/10/01"},
		{"complaints come to Yazd in the winter", "CMP-FRAUD", "citizen", "yazd", "1405/10/01", "next", true, ""},
		{"and everywhere in the spring", "CMP-FRAUD", "citizen", "", "1405/10/01", "next", false, "1406/01/01"},
		{"nobody files a title that is not there", "PET-NOTHING", "lawyer", "", "1405/09/01", "complete", false, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := c.Open(tc.code, tc.standing, tc.province, day(tc.day), tc.rollout)
			if got.Open != tc.open || (tc.from != "" && got.From.String() != tc.from) {
				t.Errorf("Open = %+v", got)
			}
		})
	}
}

// The stages are what was announced: professionals file everything, graduates all papers of
// their kinds, citizens about half of the pleadings and declarations; in the end all.
func TestStages(t *testing.T) {
	c := iran(t)
	day, _ := lang.ParseJalali("1405/09/01")
	half, open := 0, 0
	for _, title := range c.Titles() {
		if title.Stage == "professionals" { // what one profession alone files
			if !slices.ContainsFunc([]string{"lawyer", "expert", "legal_rep"}, func(standing string) bool { return c.Open(title.Code, standing, "", day, "today").Open }) {
				t.Errorf("%s is shut to every profession today", title.Code)
			}
			continue
		}
		for _, standing := range []string{"lawyer", "expert", "legal_rep"} {
			if !c.Open(title.Code, standing, "", day, "today").Open {
				t.Errorf("%s is shut to %s today", title.Code, standing)
			}
		}
		kinds := []string{"petition", "complaint", "declaration", "pleading"}
		want := slices.Contains(kinds, title.Family) || title.Code == "APP-APPEAL"
		if got := c.Open(title.Code, "graduate", "", day, "today").Open; got != want {
			t.Errorf("%s is open to graduates: %v", title.Code, got)
		}
		if !c.Open(title.Code, "citizen", "", day, "complete").Open {
			t.Errorf("%s is shut to citizens in the end", title.Code)
		}
		today := c.Open(title.Code, "citizen", "", day, "today").Open
		switch title.Family {
		case "pleading", "declaration":
			half++
			if today {
				open++
			}
		default:
			if today {
				t.Errorf("%s is open to citizens today", title.Code)
			}
		}
	}
	if 3*open < half || 3*open > 2*half+2 {
		t.Errorf("today citizens file %d of %d pleadings and declarations, half was announced; write open: everyone or open: professionals in the title", open, half)
	}
}

func BenchmarkRun(b *testing.B) {
	c := iran(b)
	title, _ := c.Title("PET-DEPOSIT")
	in := c.Journeys("PET-DEPOSIT")[0].Input
	var r *form.Result
	for b.Loop() {
		r, _ = title.Run(in)
	}
	_ = r
}
