package web

import (
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
)

// ServeFile hands out a stranger's file: never rendered as a page of ours. Pictures may be
// shown inside our pages; everything else is downloaded.
func ServeFile(w http.ResponseWriter, r *http.Request, name, kind string, body io.ReadSeeker) error {
	disposition := "attachment"
	if strings.HasPrefix(kind, "image/") {
		disposition = "inline"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": name}))
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	http.ServeContent(w, r, "", time.Time{}, body)
	return nil
}

// ServeOwn hands out a paper that we made ourselves.
func ServeOwn(w http.ResponseWriter, name, kind string, body []byte) error {
	disposition := "inline"
	if kind == "application/json" {
		disposition = "attachment"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": name}))
	w.Header().Set("Content-Security-Policy", "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'")
	_, err := w.Write(body)
	return err
}
