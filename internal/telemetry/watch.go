// Package telemetry tells operators what the program does: numbers for Prometheus, a log line
// a request, spans for OpenTelemetry.
//
// It knows routes by their pattern and outcomes by their status; addresses, names and ids
// never reach it. What a number means to a desk is that desk's concern.
package telemetry

import (
	"context"
	"crypto/subtle"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Watch counts and logs. Use New.
type Watch struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	log      *slog.Logger
	now      func() time.Time
}

// New makes a watch that writes a line for each request to log, at level Info.
func New(log *slog.Logger, now func() time.Time) *Watch {
	w := &Watch{
		registry: prometheus.NewRegistry(), log: log, now: now,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "tarazu_http_requests_total", Help: "Requests answered, by route and status.",
		}, []string{"route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "tarazu_http_request_seconds", Help: "Time from the head of a request to the end of its answer.",
			Buckets: []float64{.001, .0025, .005, .01, .02, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"route"}),
	}
	w.registry.MustRegister(w.requests, w.seconds, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return w
}

// Gauge shows a number that is read when somebody looks; a fault shows as -1.
func (w *Watch) Gauge(name, help string, read func(context.Context) (int, error)) {
	w.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		n, err := read(ctx)
		if err != nil {
			return -1
		}
		return float64(n)
	}))
}

// Route counts the requests of one route.
func (w *Watch) Route(route string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		began, seen := w.now(), &status{ResponseWriter: rw, code: http.StatusOK}
		r, span := request(r, route)
		next.ServeHTTP(seen, r)
		took := w.now().Sub(began)
		answered(span, route, seen.code)
		w.requests.WithLabelValues(route, strconv.Itoa(seen.code)).Inc()
		w.seconds.WithLabelValues(route).Observe(took.Seconds())
		w.log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("route", route), slog.Int("status", seen.code), slog.Duration("took", took))
	})
}

// Handler shows all numbers to whom knows token; an empty token shows them to nobody.
func (w *Watch) Handler(token string) http.Handler {
	shown := promhttp.HandlerFor(w.registry, promhttp.HandlerOpts{})
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if token == "" || subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), []byte("Bearer "+token)) != 1 {
			http.NotFound(rw, r)
			return
		}
		shown.ServeHTTP(rw, r)
	})
}

// status remembers what was answered.
type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// Unwrap lets http.ResponseController reach the writer below.
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }
