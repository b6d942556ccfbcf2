package court_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
)

// leastDecisions is how many cases the table may never fall below.
const leastDecisions = 400

// decision is a row of the table: what the law says of these facts, written by hand.
type decision struct {
	file, id, entry, day, facts, kind, places, articles string
	line                                                int
}

// Every decision of the table, written from the law, is what the rules decide: the kind, the
// places in their order, and the articles cited.
func TestDecisions(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	rows := decisions(t)
	wrong, seen := 0, map[string]bool{}
	for _, d := range rows {
		if seen[d.id] {
			t.Errorf("%s:%d: %s is there twice", d.file, d.line, d.id)
		}
		seen[d.id] = true
		if fault := d.judge(c); fault != "" {
			wrong++
			t.Errorf("%s:%d: %s %s with %q: %s", d.file, d.line, d.id, d.entry, d.facts, fault)
		}
	}
	if len(rows) < leastDecisions {
		t.Errorf("%d decisions, want %d", len(rows), leastDecisions)
	}
	t.Logf("DECISIONS %d cases, %d wrong", len(rows), wrong)
}

// Every entry of competence is decided in the table at least once.
func TestEveryEntryIsDecided(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	decided := map[string]bool{}
	for _, d := range decisions(t) {
		decided[c.EntryOf(d.entry)] = true
	}
	for _, name := range c.Entries() {
		if !decided[name] {
			t.Errorf("no decision of the table looks at %s", name)
		}
	}
}

func decisions(t *testing.T) (list []decision) {
	t.Helper()
	files, _ := filepath.Glob("testdata/decisions/*.csv")
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(file).ReadAll()
		file.Close()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i, r := range records[1:] {
			if r[7] != "yes" && r[7] != "no" {
				t.Errorf("%s:%d: verified is yes or no", name, i+2)
			}
			list = append(list, decision{filepath.Base(name), r[0], r[1], r[2], r[3], r[4], r[5], r[6], i + 2})
		}
	}
	return list
}

func (d decision) judge(c *catalog.Catalog) string {
	title, ok := c.Venue(d.entry)
	if !ok {
		return "no such title or entry"
	}
	given, err := factsOf(c, d.facts)
	if err != nil {
		return err.Error()
	}
	v, err := title.Venue(form.Input{Given: given, Today: day(d.day)})
	if err != nil {
		return err.Error()
	}
	kind, articles, got := "-", []string{}, []string{}
	if v.Kind != nil {
		kind, articles = v.Kind.Kind, v.Kind.Law
	}
	for _, a := range v.Choices {
		articles = append(articles, a.RuleLaw...)
		if a.Place != "" {
			got = append(got, a.Rule+":"+a.Place)
		}
	}
	if kind != d.kind {
		return fmt.Sprintf("kind %s, want %s", kind, d.kind)
	}
	if places := strings.Join(got, " "); places != strings.TrimPrefix(d.places, "-") {
		return fmt.Sprintf("places %q, want %q", places, d.places)
	}
	for _, want := range strings.FieldsFunc(strings.TrimPrefix(d.articles, "-"), func(r rune) bool { return r == ';' }) {
		if !slices.Contains(articles, want) {
			return fmt.Sprintf("cites %v, not %s", articles, want)
		}
	}
	return ""
}

// factsOf reads the short form of the table: claim=5 them=karaj,qom goodwill=yes. A person
// without a known county is a dash.
func factsOf(c *catalog.Catalog, text string) (form.Answers, error) {
	given := form.Answers{}
	for _, pair := range strings.Fields(text) {
		name, value, _ := strings.Cut(pair, "=")
		switch name {
		case "claim":
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil {
				return nil, err
			}
			given["claim.value"] = n
		case "us", "them":
			given["party."+name] = people(value)
		case "branch":
		default:
			if !strings.Contains(name, ".") { // else a fact that a title asks for this
				name = "venue." + name
			}
			f := c.Library().Facts[name]
			if f == nil {
				return nil, fmt.Errorf("fact %q is not in the glossary", name)
			}
			v, err := valueOf(f, value)
			if err != nil {
				return nil, err
			}
			given[name] = v
		}
	}
	return given, nil
}

func people(counties string) (list []map[string]any) {
	for _, county := range strings.Split(counties, ",") {
		p := map[string]any{"kind": "natural"}
		if county != "-" {
			p["county"] = county
		}
		list = append(list, p)
	}
	return list
}

func valueOf(f *form.Fact, value string) (any, error) {
	switch f.Type {
	case form.TypeYesNo:
		return value == "yes", nil
	case form.TypeNumber:
		return strconv.ParseInt(value, 10, 64)
	default:
		return value, nil
	}
}

func BenchmarkVenue(b *testing.B) {
	c, err := catalog.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	title, _ := c.Venue("PET-DEBT")
	given, err := factsOf(c, "claim=800000000 us=tehran them=karaj,qom contract=yazd")
	if err != nil {
		b.Fatal(err)
	}
	in := form.Input{Given: given, Today: day("1405/08/10")}
	for b.Loop() {
		if v, _ := title.Venue(in); len(v.Choices) != 3 {
			b.Fatal(v.Choices)
		}
	}
}
