package api

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/port"
	"github.com/tarazu-justice/tarazu/internal/store"
)

// TestProblems: what is ours carries a reference and no cause; what passes says when to come back.
func TestProblems(t *testing.T) {
	messages, err := lang.LoadMessages()
	if err != nil {
		t.Fatal(err)
	}
	a := &API{Messages: messages, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	for _, tc := range []struct {
		name      string
		err       error
		status    int
		code      string
		retry     string
		reference bool
	}{
		{"a fault of ours", errors.New("sql: no such table: filings"), 500, "internal", "", true},
		{"a database that is full of work", store.ErrBusy, 503, "store.busy", "2", true},
		{"a database that is gone", store.ErrGone, 503, "store.gone", "5", true},
		{"a bank that does not answer", port.ErrUnavailable, 503, "port.unavailable", "5", true},
		{"a code too soon", identity.ErrTooSoon.With("seconds", int64(42)), 429, "identity.too_soon", "42", false},
		{"a lock", identity.ErrLocked.With("minutes", int64(10)), 429, "identity.locked", "600", false},
		{"another version", store.ErrStale, 409, "store.stale", "", false},
		{"a slow body", errSlow, 408, "api.slow", "", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			a.fail(&call{w: w, r: httptest.NewRequest(http.MethodGet, "/", nil), loc: lang.EN, id: "abc"}, tc.err)
			var p problem
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
				t.Fatal(err)
			}
			if w.Code != tc.status || p.Status != tc.status || p.Code != tc.code || w.Header().Get("Retry-After") != tc.retry || (p.Reference == "abc") != tc.reference || p.Detail == "" || p.Title == "" {
				t.Errorf("%d, Retry-After %q, %+v", w.Code, w.Header().Get("Retry-After"), p)
			}
		})
	}
}

// TestEveryKindHasATitle: a new kind of fault needs a title here too.
func TestEveryKindHasATitle(t *testing.T) {
	for kind := fault.Internal; kind <= fault.Unavailable; kind++ {
		if kinds[kind] == "" {
			t.Errorf("kind %d has no title", kind)
		}
	}
}
