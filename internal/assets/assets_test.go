package assets

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func get(t *testing.T, method, address, accept string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, address, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w
}

func TestBuiltAssetsAreComplete(t *testing.T) {
	if err := Ready(); err != nil {
		t.Fatal(err)
	}
	regular, bold, err := Fonts()
	if err != nil || len(regular) < 50_000 || len(bold) < 50_000 {
		t.Fatalf("Fonts() gave %d and %d bytes, %v", len(regular), len(bold), err)
	}
}

func TestABareCloneSaysWhatToRun(t *testing.T) {
	if !strings.Contains(ErrMissing.Error(), "make assets") {
		t.Errorf("%q does not name the command", ErrMissing)
	}
	s, err := load(fstest.MapFS{".keep": {}})
	if err != nil || len(s.served) != 0 {
		t.Errorf("an empty shelf holds %d files, %v", len(s.served), err)
	}
}

func TestServing(t *testing.T) {
	for _, tc := range []struct {
		name, method, address, accept string
		status                        int
		encoding                      string
	}{
		{"style sheet, compressed", "GET", Address("face.css"), "gzip, br", 200, "gzip"},
		{"style sheet, plain", "GET", Address("face.css"), "", 200, ""},
		{"font is compressed by itself", "GET", Address("vazirmatn.woff2"), "gzip", 200, ""},
		{"only its head", "HEAD", Address("mark.svg"), "", 200, ""},
		{"plain name", "GET", "/assets/face.css", "", 404, ""},
		{"old hash", "GET", "/assets/face.000000000000.css", "", 404, ""},
		{"the folder", "GET", "/assets/", "", 404, ""},
		{"out of the folder", "GET", "/assets/../assets.go", "", 404, ""},
		{"posting", "POST", Address("face.css"), "", 405, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := get(t, tc.method, tc.address, tc.accept)
			if w.Code != tc.status || w.Header().Get("Content-Encoding") != tc.encoding {
				t.Fatalf("%s %s: %d, encoding %q", tc.method, tc.address, w.Code, w.Header().Get("Content-Encoding"))
			}
			if w.Code == http.StatusOK && !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
				t.Errorf("not kept for ever: %q", w.Header().Get("Cache-Control"))
			}
			if tc.method == "HEAD" && w.Body.Len() > 0 {
				t.Error("HEAD has a body")
			}
		})
	}
}

// The font's address in the style sheet is made by build.mjs, ours by assets.go.
func TestEveryAddressInTheStyleSheetIsServed(t *testing.T) {
	css, err := fs.ReadFile(FS(), "face.css")
	if err != nil {
		t.Fatal(ErrMissing)
	}
	found := regexp.MustCompile(`url\("?([^")]+)`).FindAllSubmatch(css, -1)
	if len(found) == 0 {
		t.Fatal("the style sheet names no font")
	}
	for _, m := range found {
		if w := get(t, "GET", Prefix+string(m[1]), ""); w.Code != http.StatusOK {
			t.Errorf("%s: %d", m[1], w.Code)
		}
	}
}

func TestBudgets(t *testing.T) {
	for _, tc := range []struct {
		name  string
		limit int
	}{
		{"face.css", 8 << 10}, {"vazirmatn.woff2", 40 << 10},
	} {
		w := get(t, "GET", Address(tc.name), "gzip")
		if w.Code != http.StatusOK || w.Body.Len() > tc.limit {
			t.Errorf("%s: status %d, %d bytes over the wire, budget %d", tc.name, w.Code, w.Body.Len(), tc.limit)
		}
		t.Logf("%s: %d bytes over the wire", tc.name, w.Body.Len())
	}
}
