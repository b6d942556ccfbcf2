package catalog_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tarazu-justice/tarazu/catalogs"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

const authorities = "tables/authorities.csv"

// heard asks where a debt of 800 million rials against somebody in Rasht is heard.
func heard(t *testing.T, files fstest.MapFS, code, court string) *form.Venue {
	t.Helper()
	c, err := catalog.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	title, ok := c.Venue(code)
	if !ok {
		t.Fatalf("no %s", code)
	}
	today, _ := lang.ParseJalali("1405/08/10")
	v, err := title.Venue(form.Input{Today: today, Court: court, Given: form.Answers{
		"claim.value": int64(800_000_000), "party.them": []map[string]any{{"kind": "natural", "county": "rasht"}},
		"party.us": []map[string]any{{"kind": "natural", "county": "qom"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// A court closed yesterday: its successor takes over, and the person is told by name.
func TestACourtThatClosedYesterday(t *testing.T) {
	files := copied(t, catalogs.Iran())
	line := "PEA-RASHT-1,peace,rasht,IR-01,دادگاه صلح رشت,Peace Court of Rasht,no,report,,,"
	plant(t, files, authorities, edit{line, strings.Replace(line, ",,,", ",,1405/08/09,", 1) + "\n" +
		"PEA-RASHT-2,peace,rasht,IR-01,دادگاه صلح نوبنیاد رشت,New Peace Court of Rasht,no,report,1405/08/09,,"})
	v := heard(t, files, "PET-DEBT", "")
	if v.Chosen.Code != "PEA-RASHT-2" || !strings.Contains(v.Ended, "«دادگاه صلح رشت»") || !strings.Contains(v.Ended, "نوبنیاد") {
		t.Errorf("goes to %s and says %q", v.Chosen.Code, v.Ended)
	}
	v = heard(t, files, "PET-DEBT", "other:PEA-RASHT-1")
	if v.Chosen.Code != "PEA-RASHT-2" || v.Chosen.Against || !strings.Contains(v.Ended, "«دادگاه صلح رشت»") {
		t.Errorf("who had insisted on it goes to %+v and reads %q", v.Chosen, v.Ended)
	}
}

// Who insists gets his court, if it is one that hears such cases at all; the proposal stays known.
func TestInsistingOnAnotherCourt(t *testing.T) {
	files := copied(t, catalogs.Iran())
	for court, want := range map[string]string{
		"":                  "PEA-RASHT-1",
		"other:CIV-RASHT-1": "CIV-RASHT-1",
		"other:PEA-QOM-1":   "PEA-QOM-1",
		"other:DLV-QOM-1":   "PEA-RASHT-1", // a service unit judges nothing
		"other:NOWHERE":     "PEA-RASHT-1",
		"own_domicile":      "PEA-RASHT-1", // a rule that does not hold here
	} {
		v := heard(t, files, "PET-DEBT", court)
		if v.Chosen.Code != want || v.Chosen.Against != (want != "PEA-RASHT-1") || v.Proposed().Code != "PEA-RASHT-1" {
			t.Errorf("%q leads to %s (against: %v), want %s", court, v.Chosen.Code, v.Chosen.Against, want)
		}
	}
}

// Where there is no family court the civil court stands in, and says so (FPA 1).
func TestAnotherKindStandsIn(t *testing.T) {
	files := copied(t, catalogs.Iran())
	plant(t, files, authorities, edit{"FAM-RASHT-1,family,rasht,IR-01,دادگاه خانواده رشت,Family Court of Rasht,yes,pattern,,,\n", ""})
	v := heard(t, files, "PET-LINEAGE", "")
	if v.Chosen.Code != "CIV-RASHT-1" || v.Chosen.Stead == "" || v.Kind.Kind != "family" {
		t.Errorf("goes to %s, says %q", v.Chosen.Code, v.Chosen.Stead)
	}
}

// A place without an authority, with two of a kind on a day, or with a gap between two is
// refused at load, at its line; so are rules that name what is not there.
func TestMistakesOfCompetence(t *testing.T) {
	for _, tc := range []struct{ name, file, old, new, want string }{
		{"a county without a peace court", authorities, "PEA-ARAK-1,peace,arak,", "PEA-ARAK-1,peace,tafresh,", "tables/counties.csv:2: county arak has no authority of kind peace"},
		{"a county with two", authorities, "PEA-ARAK-1,peace,arak,", "PEA-ARAK-1,peace,tafresh,", "county tafresh has two of kind peace on every day"},
		{"a court that ended without successor", authorities, "دادگاه صلح اراک,Peace Court of Arak,no,report,,", "دادگاه صلح اراک,Peace Court of Arak,no,report,,1405/01/01", "county arak has no authority of kind peace from 1405/01/01 on"},
		{"a court that ends before it begins", authorities, "دادگاه صلح اراک,Peace Court of Arak,no,report,,", "دادگاه صلح اراک,Peace Court of Arak,no,report,1405/01/01,1404/01/01", "unit PEA-ARAK-1 ends on 1404/01/01, before it begins"},
		{"a kind that is not", authorities, "PEA-ARAK-1,peace,", "PEA-ARAK-1,peas,", `unit PEA-ARAK-1: unknown kind "peas"; did you mean "peace"?`},
		{"a neighbour that is not", authorities, "دادگاه صلح اراک,Peace Court of Arak,no,report,,,", "دادگاه صلح اراک,Peace Court of Arak,no,report,,,arak;arrak", `unit PEA-ARAK-1 serves county "arrak", which is not in the table`},
		{"a code that is there twice", authorities, "PEA-ARAK-1,", "PEA-ASHTIAN-1,", "unit PEA-ASHTIAN-1 is there twice"},
		{"an entry that is not", "rules/subjects.yaml", "PET-DEBT: money_claim", "PET-DEBT: money_clam", `PET-DEBT: unknown rule of competence "money_clam"; did you mean "money_claim"?`},
		{"a title that disagrees", "rules/subjects.yaml", "PET-CHEQUE: money_claim", "PET-CHEQUE: tort", `PET-CHEQUE is heard by "money_claim" here, but by "tort"`},
		{"a fact that is not", "rules/subjects.yaml", "venue: {goodwill:", "venue: {godwill:", `fact "venue.godwill" is not in the glossary; did you mean "venue.goodwill"?`},
		{"a place that is not", "rules/territory.yaml", "place.at('tehran')", "place.at('teheran')", `county "teheran" is not in tables/counties.csv`},
		{"a rule of territory that is not", "rules/competence.yaml", "territory: [domicile, temporary_residence", "territory: [domicil, temporary_residence", `unknown rule of territory "domicil"`},
		{"a rule that ends before it begins", "rules/competence.yaml", "{from: 1403/01/01, if: claim", "{from: 1403/01/01, until: 1402/01/01, if: claim", "this rule ends before it begins"},
		{"a title without a place", "rules/competence.yaml", "    territory: [domicile, temporary_residence, defendants_property, own_domicile, contract_place, performance_place]\n    rules:\n      - {until", "    rules:\n      - {until", "is heard by kind council, but no rule of territory leads to one; name the place under territory"},
		{"a kind of which no unit ever was", "rules/competence.yaml", "military: {name: دادسرای نظامی استان, reach: outside}", "military: {name: دادسرای نظامی استان, reach: province}", "leads to kind military, of which no authority is in the tables; add its units, or name a stead"},
		{"a kind without reach", "rules/competence.yaml", "civil: {name: دادگاه عمومی حقوقی, reach: county", "civil: {name: دادگاه عمومی حقوقی, reach: town", `reach "town" of civil is not one of`},
		{"an article that is not", "rules/territory.yaml", "law: [cpc.12]", "law: [cpc.1200]", `article "cpc.1200" is not in rules/law.yaml`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			files := copied(t, catalogs.Iran())
			plant(t, files, tc.file, edit{tc.old, tc.new})
			if _, err := catalog.Load(files); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("want %s\ngot %v", tc.want, err)
			}
		})
	}
}

// All 283 titles of the list have a rule of competence.
func TestEveryTitleOfTheListIsHeardSomewhere(t *testing.T) {
	c := iran(t)
	titles := 0
	for _, code := range c.VenueCodes() {
		if strings.ToUpper(code) == code {
			titles++
		}
		if c.EntryOf(code) == "" {
			t.Errorf("%s has no rule of competence", code)
		}
	}
	if titles != 283 {
		t.Errorf("%d titles, want 283", titles)
	}
}

// What is decided outside the courts is not sent to nowhere: the paper stops, unless the
// person insists on the court that the subject knows.
func TestOutsideTheCourts(t *testing.T) {
	c := iran(t)
	title, _ := c.Venue("partition")
	today, _ := lang.ParseJalali("1405/08/10")
	in := form.Input{Today: today, Given: form.Answers{"venue.property": "qom", "venue.registered": true}}
	for court, stops := range map[string]bool{"": true, "other:CIV-QOM-1": false} {
		in.Court = court
		r, err := title.Run(in)
		if err != nil {
			t.Fatal(err)
		}
		if r.Stops() != stops || r.Venue.Others[0].Code != "CIV-QOM-1" {
			t.Errorf("%q: stops %v at %+v, others %+v", court, r.Stops(), r.Authority, r.Venue.Others)
		}
	}
}

// A degree that no lawyer confirmed is told with its mark; what a person said is not.
func TestAnUnconfirmedDegreeIsMarked(t *testing.T) {
	c := iran(t)
	today, _ := lang.ParseJalali("1405/08/10")
	for code, marked := range map[string]bool{"CMP-PHONE": true, "complaint": false} {
		title, _ := c.Venue(code)
		given := form.Answers{"venue.offence": "qom"}
		if code == "complaint" {
			given["venue.degree"] = int64(8)
		}
		v, err := title.Venue(form.Input{Today: today, Given: given})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range v.Kind.Facts {
			if d.Fact == "venue.degree" && d.Unverified != marked {
				t.Errorf("%s: %+v", code, d)
			}
		}
	}
}
