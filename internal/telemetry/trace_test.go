package telemetry_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/telemetry"
)

// TestARequestLeavesItsSpan: a collector gets the route and the status of a request, and of
// what was asked for in its address nothing.
func TestARequestLeavesItsSpan(t *testing.T) {
	var mu sync.Mutex
	var got strings.Builder
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		got.WriteString(r.URL.Path + " ")
		got.Write(body)
	}))
	defer collector.Close()
	stop, err := telemetry.Trace(t.Context(), collector.URL, "test")
	if err != nil {
		t.Fatal(err)
	}
	watch := telemetry.New(slog.New(slog.DiscardHandler), time.Now)
	work := func(w http.ResponseWriter, r *http.Request) {
		_, done := telemetry.Span(r.Context(), "commit")
		done(nil)
		w.WriteHeader(http.StatusTeapot)
	}
	watch.Route("GET /track/{number}", http.HandlerFunc(work)).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/track/23140519934548?id4=5679", nil))
	if err := stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, want := range []string{"/v1/traces", "GET /track/{number}", "commit", "http.response.status_code"} {
		if !strings.Contains(got.String(), want) {
			t.Errorf("the collector got no %q", want)
		}
	}
	for _, secret := range []string{"23140519934548", "5679"} {
		if strings.Contains(got.String(), secret) {
			t.Errorf("the collector got %s", secret)
		}
	}
}
