package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestALayerCannotBeCrossedUnseen plants a forbidden import into each layer, behind a build
// tag, and lets depguard look. A rule whose pattern misses its folder would pass unseen.
func TestALayerCannotBeCrossedUnseen(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	const module = "github.com/tarazu-justice/tarazu/internal/"
	planted := map[string]string{ // none of them makes a circle: that the compiler would refuse
		"lang": "database/sql", "form": "database/sql", "filing": "net/http", "identity": "database/sql",
		"web": "database/sql", "web/citizen": module + "api", "api": module + "web", "store": module + "web",
	}
	for folder, forbidden := range planted {
		file := filepath.Join(root, "internal", folder, "planted_layer.go")
		text := "//go:build planted_layer\n\npackage " + filepath.Base(folder) + "\n\nimport _ \"" + forbidden + "\"\n"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Remove(file) })
	}
	lint := exec.CommandContext(t.Context(), "go", "run", linter(t, root), "run", "--build-tags", "planted_layer", "--enable-only", "depguard", "./internal/...")
	lint.Dir = root
	out, err := lint.CombinedOutput()
	if err == nil {
		t.Error("the linter found nothing")
	}
	for folder, forbidden := range planted {
		if !strings.Contains(string(out), "internal/"+folder+"/planted_layer.go") {
			t.Errorf("importing %s from internal/%s was not refused:\n%s", forbidden, folder, out)
		}
	}
}

// linter is the one that `make lint` runs, at its version.
func linter(t *testing.T, root string) string {
	t.Helper()
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(makefile)) {
		if name, ok := strings.CutPrefix(line, "LINT := "); ok {
			return strings.TrimSpace(name)
		}
	}
	t.Fatal("the Makefile names no linter")
	return ""
}
