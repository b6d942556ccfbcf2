package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"mime"
	"net"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// call is one request on its way through the API.
type call struct {
	w      http.ResponseWriter
	r      *http.Request
	who    identity.Who
	known  bool // somebody proved who she is
	loc    lang.Locale
	at     time.Time // our clock when the request had been read whole
	now    func() time.Time
	id     string // finds the log lines
	status int
	upload bool
}

type callKey struct{}

func callOf(r *http.Request) *call {
	c, _ := r.Context().Value(callKey{}).(*call)
	return c
}

func (c *call) ctx() context.Context { return c.r.Context() }

func (c *call) today() lang.Date { return lang.DateAt(c.now()) }

// filer is as whom the caller would file: as herself, or as a citizen from nowhere.
func (c *call) filer() filing.Filer {
	if c.known && !c.who.Standing.Kind.Staff() {
		return filing.By(c.who)
	}
	return filing.Filer{Standing: string(identity.Citizen)}
}

// client is the address that limits count by.
func (c *call) client() string {
	host, _, err := net.SplitHostPort(c.r.RemoteAddr)
	if err != nil {
		return c.r.RemoteAddr
	}
	return host
}

var agentName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9 ._-]{0,30}(/[0-9][0-9.]{0,10})?`)

// device is where a request comes from, for limits and for the person's own list.
func (c *call) device() identity.Device {
	return identity.Device{Client: c.client(), Label: strings.TrimSpace("API " + agentName.FindString(c.r.UserAgent()))}
}

// answer writes what a use case gave.
func (c *call) answer(out any) error {
	switch out := out.(type) {
	case none:
		c.w.WriteHeader(http.StatusNoContent)
		return nil
	case file:
		return out.write(c)
	}
	return writeJSON(c.w, c.status, "application/json", out)
}

// writeJSON keeps letters as they are: receipts are compared byte for byte.
func writeJSON(w http.ResponseWriter, status int, kind string, v any) error {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes()) // a caller who left is no concern
	return nil
}

// file is an answer that is no JSON of ours: a paper, a proof, an attachment.
type file struct {
	name, kind string
	data       []byte
	body       io.ReadSeekCloser // instead of data
	page       bool              // a page of ours, to be shown
}

func (f file) write(c *call) error {
	h := c.w.Header()
	h.Set("Content-Type", f.kind)
	if f.page {
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'")
	} else {
		h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	}
	if f.name != "" {
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.name}))
	}
	if f.body != nil {
		defer f.body.Close()
		http.ServeContent(c.w, c.r, "", time.Time{}, f.body)
		return nil
	}
	if f.name == "" && strings.Contains(c.r.Header.Get("Accept-Encoding"), "gzip") { // the same for everybody: nothing to guess from its length
		h.Set("Content-Encoding", "gzip")
		h.Add("Vary", "Accept-Encoding")
		z := gzip.NewWriter(c.w)
		_, _ = z.Write(f.data)
		return z.Close()
	}
	_, _ = c.w.Write(f.data)
	return nil
}
