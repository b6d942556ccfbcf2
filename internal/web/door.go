package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"mime"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/access"
	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/identity"
)

// MaxForm is the largest form without files; uploads have their own limits.
const MaxForm = 1 << 20

// Faults of a request itself.
var (
	errTooLarge = fault.New(fault.TooLarge, "web.too_large")
	errBadForm  = fault.New(fault.Invalid, "web.bad_form")
	errNotFound = fault.New(fault.NotFound, "web.not_found")
	errOrigin   = fault.New(fault.Forbidden, "web.cross_origin")
)

// outer is around everything: request id, headers, cross-site posts refused, last resort.
func (s *Site) outer(mux *http.ServeMux) http.Handler {
	origin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(context.WithValue(r.Context(), requestKey, strings.ToLower(rand.Text()[:12])))
		s.headers(w.Header())
		defer s.lastResort(w, r)
		if err := origin.Check(r); err != nil {
			s.showError(w, r, errOrigin.Because(err))
			return
		}
		handler, pattern := mux.Handler(r)
		if pattern == "" {
			s.unmatched(w, r, handler)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// unmatched answers for an address or a method that no route has, with our own page.
func (s *Site) unmatched(w http.ResponseWriter, r *http.Request, handler http.Handler) {
	probe := &statusProbe{header: http.Header{}}
	handler.ServeHTTP(probe, r)
	switch {
	case probe.status >= 300 && probe.status < 400:
		handler.ServeHTTP(w, r)
	case probe.status == http.StatusMethodNotAllowed:
		w.Header().Set("Allow", probe.header.Get("Allow"))
		s.render(w, r, http.StatusMethodNotAllowed, "error", s.errorPage(r, errNotFound))
	default:
		s.showError(w, r, errNotFound)
	}
}

// statusProbe learns what the mux would answer.
type statusProbe struct {
	header http.Header
	status int
}

func (p *statusProbe) Header() http.Header         { return p.header }
func (p *statusProbe) Write(b []byte) (int, error) { return len(b), nil }
func (p *statusProbe) WriteHeader(status int)      { p.status = status }

func (s *Site) headers(h http.Header) {
	action := "'self'"
	if s.Banks != "" {
		action += " " + s.Banks
	}
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; form-action "+action+"; frame-ancestors 'none'; base-uri 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=()")
	h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	h.Set("Cache-Control", "no-store")
}

// door is the way into one route: who asks, may she, is the request whole, do it.
func (s *Site) door(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, err := s.who(r)
		if err != nil {
			s.showError(w, r, err)
			return
		}
		r = r.WithContext(context.WithValue(r.Context(), whoKey, who))
		if err := access.Allow(route.Right, who); err != nil {
			s.refuse(w, r, err)
			return
		}
		if err := readForm(w, r); err != nil {
			s.showError(w, r, err)
			return
		}
		r = r.WithContext(context.WithValue(r.Context(), receivedKey, s.Now()))
		if err := route.Handler(w, r); err != nil {
			s.refuse(w, r, err)
		}
	})
}

// who reads the session cookie; a session that ended is no session, not an error.
func (s *Site) who(r *http.Request) (*identity.Who, error) {
	token := s.SessionToken(r)
	if token == "" {
		return nil, nil
	}
	who, err := s.Sessions.Session(r.Context(), token)
	switch fault.KindOf(err) {
	case fault.SignIn, fault.Forbidden:
		return nil, nil
	default:
		return &who, err
	}
}

// readForm reads a posted form whole before anything is decided. Multipart bodies are
// streamed by their handler.
func readForm(w http.ResponseWriter, r *http.Request) error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return nil
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		return nil
	}
	r.Body = http.MaxBytesReader(w, r.Body, MaxForm)
	if err := r.ParseForm(); err != nil {
		if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
			return errTooLarge
		}
		return errBadForm.Because(err)
	}
	return nil
}

// refuse sends people without a session to sign in, and back again, and keeps what they had
// typed; all else is a page.
func (s *Site) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if fault.Is(err, fault.SignIn) && Guest(r) == nil {
		if readForm(w, r) == nil && len(r.PostForm) > 0 {
			s.keep(w, r, err)
			return
		}
		back := "/"
		if r.Method == http.MethodGet {
			back = r.URL.RequestURI()
		}
		http.Redirect(w, r, "/sign-in?"+query("back", back), http.StatusSeeOther)
		return
	}
	s.showError(w, r, err)
}

// lastResort turns a panic into our page; the process lives on.
func (s *Site) lastResort(w http.ResponseWriter, r *http.Request) {
	if p := recover(); p != nil {
		s.showError(w, r, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
	}
}

// showError is the one place where an error becomes a page.
func (s *Site) showError(w http.ResponseWriter, r *http.Request, err error) {
	kind := fault.KindOf(err)
	if kind == fault.Internal || kind == fault.Unavailable {
		s.Log.LogAttrs(r.Context(), slog.LevelError, "request failed",
			slog.String("request", RequestID(r.Context())), slog.String("method", r.Method), slog.String("pattern", r.Pattern), slog.Any("error", err))
	}
	if f, ok := fault.As(err); ok && f.Params["seconds"] != nil {
		w.Header().Set("Retry-After", fmt.Sprint(f.Params["seconds"]))
	}
	s.render(w, r, kind.Status(), "error", s.errorPage(r, err))
}

func (s *Site) render(w http.ResponseWriter, r *http.Request, status int, name string, data any) {
	page, ok := s.pages[name]
	var out bytes.Buffer
	if !ok {
		s.Log.LogAttrs(r.Context(), slog.LevelError, "no such page", slog.String("page", name))
		http.Error(w, "no such page", http.StatusInternalServerError)
		return
	}
	if err := page.ExecuteTemplate(&out, "layout.html", data); err != nil {
		s.Log.LogAttrs(r.Context(), slog.LevelError, "page failed", slog.String("page", name), slog.Any("error", err))
		if name != "error" {
			s.render(w, r, http.StatusInternalServerError, "error", s.errorPage(r, err))
		}
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	s.send(w, r, status, out.Bytes())
}

// Render shows a page.
func (s *Site) Render(w http.ResponseWriter, r *http.Request, name string, data any) error {
	s.render(w, r, http.StatusOK, name, data)
	return nil
}

// RenderStatus shows a page that reports something to mend.
func (s *Site) RenderStatus(w http.ResponseWriter, r *http.Request, err error, name string, data any) error {
	s.render(w, r, fault.KindOf(err).Status(), name, data)
	return nil
}

// Redirect leads on after a post.
func Redirect(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
