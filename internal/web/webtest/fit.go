package webtest

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"github.com/tarazu-justice/tarazu/internal/web"
)

// Fit holds every page of a desk's folder against the struct that it is shown with: a field
// or method that is misspelled in a branch nobody walked is found without walking it.
func Fit(t *testing.T, folder fs.FS, structs map[string]any) {
	t.Helper()
	site := web.Site{}
	if err := site.Load(folder); err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(folder, "pages/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(path.Base(file), ".html")
		page, ok := structs[name]
		if !ok {
			t.Errorf("the page %s is held against no struct; name it in this test", name)
			continue
		}
		if err := templatecheck.CheckHTML(site.Template(name).Lookup("layout.html"), page); err != nil {
			t.Errorf("%s and %T: %v", file, page, err)
		}
	}
}
