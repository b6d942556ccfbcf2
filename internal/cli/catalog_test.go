package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// aban is a day of 1405 on which no stage of the rollout has come further by itself.
func aban() time.Time { return time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC) }

func catalogRun(args ...string) (out string, status int) {
	cmd := catalogCommand(nil, aban)
	var b bytes.Buffer
	cmd.SetOut(&b)
	cmd.SetErr(&b)
	cmd.SilenceUsage, cmd.SilenceErrors = true, true
	cmd.SetArgs(args)
	err := cmd.Execute()
	var s *StatusError
	if errors.As(err, &s) {
		return b.String() + err.Error(), s.Status
	}
	if err != nil {
		return b.String() + err.Error(), 2
	}
	return b.String(), 0
}

func TestCatalogCommands(t *testing.T) {
	for _, tc := range []struct {
		name   string
		args   []string
		want   string
		status int
	}{
		{"the whole catalogue is well", []string{"check", "--report"}, "no mistakes", 0},
		{"one title, with a report", []string{"check", "PET-DEPOSIT", "--report"}, "9 journeys", 0},
		{"a title that is not there", []string{"check", "PET-DEPOSITT"}, "did you mean PET-DEPOSIT?", 2},
		{"a folder that is no catalogue", []string{"check", "--dir", t.TempDir()}, "schema/catalog.schema.yaml:1", 1},
		{"lawyers file complaints today", []string{"list", "--open-to", "lawyer", "--profile", "today"}, "CMP-FRAUD", 0},
		{"a stage that is not there", []string{"list", "--profile", "tomorrow"}, "today, next, complete", 2},
		{"a natural person files a declaration today", []string{"list", "--open-to", "natural", "--profile", "today"}, "DEC-RENT", 0},
		{"a standing that is not there", []string{"list", "--open-to", "lawer"}, "natural, citizen, lawyer", 2},
		{"a province that is not there", []string{"list", "--province", "mars"}, "there is none", 2},
		{"facts by everyday words", []string{"facts", "رهن"}, "lease.deposit", 0},
		{"facts in English", []string{"facts", "deposit"}, "lease.deposit", 0},
		{"a word that nobody hears", []string{"facts", "زرافه"}, "no fact", 1},
		{"one title to read", []string{"show", "PET-HEIRS"}, "spouse-missing", 0},
		{"a title is needed", []string{"show"}, "accepts 1 arg", 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out, status := catalogRun(tc.args...)
			if status != tc.status || !strings.Contains(out, tc.want) {
				t.Errorf("status %d, want %d; output:\n%s", status, tc.status, out)
			}
		})
	}
}

// What each stage opens, in words of the announcement.
func TestWhoFilesWhatAtWhichStage(t *testing.T) {
	for _, tc := range []struct{ args, family string }{
		{"natural today", "declaration door pleading"},
		{"natural next --province yazd --on 1405/09/10", "declaration door objection petition pleading request"},
		{"natural next --on 1405/09/10", "declaration door pleading request"},
		{"natural next --on 1406/01/05", "complaint declaration door objection petition pleading request"},
		{"natural complete", "complaint declaration door objection petition pleading request"},
		{"lawyer today", "complaint declaration door objection petition pleading request"},
		{"expert today", "complaint declaration door objection petition pleading request"},
		{"legal_rep today", "complaint declaration door objection petition pleading request"},
		{"graduate today", "complaint declaration door objection petition pleading"},
	} {
		words := strings.Fields(tc.args)
		out, _ := catalogRun(append([]string{"list", "--json", "--open-to", words[0], "--profile", words[1]}, words[2:]...)...)
		var rows []titleRow
		if err := json.Unmarshal([]byte(out), &rows); err != nil {
			t.Fatalf("%s: %v in %s", tc.args, err, out)
		}
		families := []string{}
		for _, r := range rows {
			families = append(families, r.Family)
		}
		slices.Sort(families)
		if got := strings.Join(slices.Compact(families), " "); got != tc.family {
			t.Errorf("%s files %s, want %s", tc.args, got, tc.family)
		}
	}
}

// The complete basket is open to citizens; today it is not.
func TestCatalogListJSON(t *testing.T) {
	for profile, complaint := range map[string]bool{"complete": true, "next": false, "today": false} {
		out, _ := catalogRun("list", "--json", "--profile", profile)
		var rows []titleRow
		if err := json.Unmarshal([]byte(out), &rows); err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if r.Code == "CMP-THEFT" && r.Open != complaint {
				t.Errorf("%s: CMP-THEFT open = %v", profile, r.Open)
			}
		}
	}
}

// The example of a title can be filed as it stands, after a trip through JSON.
func TestCatalogShowExample(t *testing.T) {
	out, _ := catalogRun("show", "PET-CHEQUE", "--json")
	var sheet struct {
		Example json.RawMessage `json:"example"`
		Schema  struct {
			Required []string `json:"required"`
		} `json:"facts_schema"`
		Attachments []slotSheet `json:"attachments"`
	}
	if err := json.Unmarshal([]byte(out), &sheet); err != nil {
		t.Fatal(err)
	}
	answers, err := form.DecodeAnswers(sheet.Example)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sheet.Schema.Required {
		if _, ok := answers[name]; !ok {
			t.Errorf("the example lacks %s", name)
		}
	}
	if len(sheet.Attachments) < 3 {
		t.Errorf("attachments %v", sheet.Attachments)
	}
}
