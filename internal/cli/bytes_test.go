package cli

import (
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

// TestPagesFitASlowNetwork counts every fetched file, its head included: the first page with
// style and font in 100 KB and five requests, each next page in 20 KB, scripts in 10 KB.
func TestPagesFitASlowNetwork(t *testing.T) {
	b := webtest.Start(t)
	server, _, _ := demoSite(t)
	visitor := b.Visit(t, webtest.View{Width: 390})
	for i, path := range []string{"/", "/titles", "/titles/PET-DEPOSIT", "/sign-in", "/register", "/help", "/track", "/verify"} {
		if err := visitor.Open(server.URL + path); err != nil {
			t.Fatal(err)
		}
		files, sum := visitor.Fetched()
		limit, scripts := 20<<10, 0
		if i == 0 {
			limit = 100 << 10
		}
		for name, n := range files {
			if strings.HasSuffix(name, ".js") {
				scripts += n
			}
		}
		t.Logf("%s: %d bytes in %d requests", path, sum, len(files))
		if sum == 0 || sum > limit || len(files) > 5 || scripts > 10<<10 {
			t.Errorf("%s takes %d bytes (limit %d) in %d requests, %d of them scripts: %v", path, sum, limit, len(files), scripts, files)
		}
	}
}
