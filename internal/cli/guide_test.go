package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/catalogs"
)

// block is a piece of a guide that names the file it belongs to.
var block = regexp.MustCompile("(?s)```yaml (\\S+)\n(.*?)```")

// TestTheGuideToANewTitleWorks follows docs/catalogue.md step by step in a copy of the
// catalogue: before the English is there the check asks for it alone, and then it is silent.
func TestTheGuideToANewTitleWorks(t *testing.T) {
	guide, err := os.ReadFile("../../docs/catalogue.md")
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(guide), "\n"); lines > 120 {
		t.Errorf("the guide has %d lines; nobody reads that in an hour", lines)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, catalogs.Iran()); err != nil {
		t.Fatal(err)
	}
	steps := block.FindAllStringSubmatch(string(guide), -1)
	if len(steps) != 6 {
		t.Fatalf("the guide has %d pieces", len(steps))
	}
	for i, step := range steps {
		follow(t, filepath.Join(dir, filepath.FromSlash(step[1])), step[2])
		var out, errs strings.Builder
		status := Main([]string{"catalog", "check", "--dir", dir}, nil, &out, &errs)
		if last := i == len(steps)-1; last != (status == 0 && errs.Len() == 0) {
			t.Errorf("after %s: status %d\n%s", step[1], status, &errs)
		}
		if step[1] == "titles/declaration/DEC-LOAN.journeys.yaml" {
			onlyEnglish(t, errs.String())
		}
	}
	if sheet := called(t, "catalog", "show", "DEC-LOAN", "--dir", dir); !strings.Contains(sheet, "Demand of a loan") {
		t.Error(sheet)
	}
}

// follow writes a piece where the guide says: a new file, or lines below «articles:».
func follow(t *testing.T, path, text string) {
	t.Helper()
	if old, err := os.ReadFile(path); err == nil {
		text = strings.Replace(string(old), "articles:\n", "articles:\n"+text, 1)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func onlyEnglish(t *testing.T, told string) {
	t.Helper()
	for line := range strings.Lines(told) {
		if !strings.Contains(line, ".en.yaml:1: there is no English") && !strings.HasPrefix(line, "tarazu: ") {
			t.Errorf("beside the English the check says: %s", line)
		}
	}
}
