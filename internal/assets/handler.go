package assets

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// types are the media types of what we serve; the machine's own table is not asked.
var types = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
	".woff2": "font/woff2", ".ttf": "font/ttf", ".txt": "text/plain; charset=utf-8", ".png": "image/png", ".json": "application/json",
}

type served struct {
	kind string
	body []byte
	gzip []byte // nil when it would not be smaller
}

func prepare(name string, body []byte) *served {
	s := &served{kind: types[path.Ext(name)], body: body}
	if s.kind == "" {
		s.kind = "application/octet-stream"
	}
	var small bytes.Buffer
	w, _ := gzip.NewWriterLevel(&small, gzip.BestCompression) // the level is valid
	_, _ = w.Write(body)                                      // a buffer takes everything
	_ = w.Close()
	if small.Len() < len(body)*9/10 {
		s.gzip = small.Bytes()
	}
	return s
}

// Handler serves the files under their hashed names, to be kept for ever. Any other name,
// an old hash too, is not found: a page never gets bytes that it was not made for.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s, ok := loaded().served[strings.TrimPrefix(r.URL.Path, Prefix)]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "GET or HEAD", http.StatusMethodNotAllowed)
			return
		}
		s.write(w, r)
	})
}

func (s *served) write(w http.ResponseWriter, r *http.Request) {
	h, body := w.Header(), s.body
	h.Set("Content-Type", s.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	if s.gzip != nil {
		h.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = s.gzip
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body) // the browser went away: nobody is left to tell
	}
}
