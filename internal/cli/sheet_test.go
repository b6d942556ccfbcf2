package cli

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// called runs the program in this process.
func called(t *testing.T, args ...string) (stdout string) {
	t.Helper()
	var out, errs strings.Builder
	if status := Main(args, os.Environ(), &out, &errs); status != 0 || errs.Len() > 0 {
		t.Fatalf("%v: status %d, stderr %s", args, status, errs.String())
	}
	return out.String()
}

// TestSheetsHaveTheKeysOfTheContract reads what other programs rely on (DESIGN section 6), of
// every title: the keys are there, the schema is one, and the example can be filed as it is.
func TestSheetsHaveTheKeysOfTheContract(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	if err := json.Unmarshal([]byte(called(t, "catalog", "list", "--json")), &list); err != nil || len(list) != len(c.Findable()) {
		t.Fatalf("%d rows for %d titles and doors: %v", len(list), len(c.Findable()), err)
	}
	for _, row := range list {
		carries(t, row, "code", "family", "title", "tier", "open")
		code, _ := row["code"].(string)
		if row["family"] == "door" { // a page takes its place: nothing is filed
			continue
		}
		t.Run(code, func(t *testing.T) {
			title, _ := c.Title(code)
			sheetHolds(t, title, called(t, "catalog", "show", code, "--json"), c.Journeys(code)[0].Input)
		})
	}
}

func carries(t *testing.T, sheet map[string]any, keys ...string) {
	t.Helper()
	for _, key := range keys {
		if _, ok := sheet[key]; !ok {
			t.Errorf("there is no %q", key)
		}
	}
	name, _ := sheet["title"].(map[string]any)
	carriesText(t, name, "fa", "en")
}

func carriesText(t *testing.T, names map[string]any, keys ...string) {
	t.Helper()
	for _, key := range keys {
		if text, _ := names[key].(string); text == "" {
			t.Errorf("title.%s is empty", key)
		}
	}
}

func sheetHolds(t *testing.T, title *form.Title, text string, first form.Input) {
	t.Helper()
	var sheet map[string]any
	if err := json.Unmarshal([]byte(text), &sheet); err != nil {
		t.Fatal(err)
	}
	carries(t, sheet, "code", "family", "title", "tier", "open", "facts_schema", "attachments", "checks", "phrases", "example")
	slots, _ := sheet["attachments"].([]any)
	for _, slot := range slots {
		slot, _ := slot.(map[string]any)
		if _, ok := slot["required"].(bool); !ok || slot["slot"] == "" {
			t.Errorf("attachment %v lacks slot or required", slot)
		}
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("facts.json", sheet["facts_schema"]); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("facts.json")
	if err != nil {
		t.Fatalf("facts_schema is no schema: %v", err)
	}
	if err := schema.Validate(sheet["example"]); err != nil {
		t.Errorf("the example does not fit facts_schema: %v", err)
	}
	if schema.Validate(map[string]any{}) == nil || schema.Validate(map[string]any{"no.such.fact": true}) == nil {
		t.Error("facts_schema takes anything")
	}
	filed(t, title, text, first)
}

// filed runs the title's rules over the example, with the attachments that the sheet names.
func filed(t *testing.T, title *form.Title, text string, first form.Input) {
	t.Helper()
	var sheet struct {
		Example  json.RawMessage `json:"example"`
		Attached []string        `json:"example_attachments"`
	}
	if err := json.Unmarshal([]byte(text), &sheet); err != nil {
		t.Fatal(err)
	}
	answers, err := form.DecodeAnswers(sheet.Example)
	if err != nil {
		t.Fatal(err)
	}
	result, err := title.Run(form.Input{Answers: answers, Attached: sheet.Attached, Today: first.Today, Standing: first.Standing, Locale: lang.FA})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range result.Problems {
		if p.Stop {
			t.Errorf("the example is stopped: %s %s", p.ID, p.Say)
		}
	}
}
