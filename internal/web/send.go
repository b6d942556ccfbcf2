package web

import (
	"compress/gzip"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// send writes a page, compressed where the browser can: the byte budget counts what travels.
// Pages hold no secret beside what a stranger could reflect into them, so compression leaks none.
func (s *Site) send(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	w.Header().Set("Vary", "Accept-Encoding")
	if len(body) < 600 || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(status)
		_, _ = w.Write(body) // the reader went away: nothing to mend
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	z := gzip.NewWriter(w)
	_, _ = z.Write(body)
	_ = z.Close()
}

func query(key, value string) string { return url.Values{key: {value}}.Encode() }

// Local lets only an address of this site through, for leading back.
func Local(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.Contains(path, "\\") {
		return "/"
	}
	return path
}

// cookieName has the __Host- prefix, which browsers accept over TLS only.
func (s *Site) cookieName() string {
	if s.Plain {
		return "tarazu"
	}
	return "__Host-tarazu"
}

// SetSession hands the session token to the browser; it ends with the browser or with us.
func (s *Site) SetSession(w http.ResponseWriter, token string) {
	s.SetCookie(w, s.cookieName(), token, 12*time.Hour)
}

// SessionToken is the token that the browser sent, or "".
func (s *Site) SessionToken(r *http.Request) string {
	if c, err := r.Cookie(s.cookieName()); err == nil {
		return c.Value
	}
	return ""
}

// EndSession takes the token back and asks the browser to forget what it kept.
func (s *Site) EndSession(w http.ResponseWriter) {
	s.SetCookie(w, s.cookieName(), "", -time.Second)
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
}

// SetCookie sets a cookie with the only attributes that we use.
func (s *Site) SetCookie(w http.ResponseWriter, name, value string, life time.Duration) {
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // Secure but on the loopback demonstration without TLS
		Name: name, Value: value, Path: "/", MaxAge: int(life / time.Second),
		HttpOnly: true, Secure: !s.Plain, SameSite: http.SameSiteLaxMode,
	})
}

func toString(v any) string { return fmt.Sprint(v) }
