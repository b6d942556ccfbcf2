package simulator

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/tarazu-justice/tarazu/cast"
)

// Service names one of the played services.
type Service string

// The services.
const (
	Civil   Service = "civil"
	Mobiles Service = "mobiles"
	SMS     Service = "sms"
	Bank    Service = "bank"
)

// Simulator plays the services, all on one address: their paths differ.
type Simulator struct {
	cast *cast.Cast
	now  func() time.Time
	pay  string // where the pay pages are mounted, such as /demo/bank

	mu     sync.Mutex
	down   map[Service]bool
	outbox box
	bank   bank
}

// New makes a simulator whose pay pages will be reached below payPages.
func New(c *cast.Cast, now func() time.Time, payPages string) *Simulator {
	return &Simulator{cast: c, now: now, pay: payPages, down: map[Service]bool{}, bank: newBank()}
}

// Down makes a service fail, or answer again.
func (s *Simulator) Down(service Service, down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down[service] = down
}

// API answers the clients of package port.
func (s *Simulator) API() http.Handler {
	mux := http.NewServeMux()
	for _, call := range []struct {
		service Service
		pattern string
		serve   func(*http.Request, []byte) (any, error)
	}{
		{Civil, "POST /v1/person", s.person},
		{Civil, "POST /v1/match", s.match},
		{Mobiles, "POST /v1/owns", s.owns},
		{SMS, "PUT /v1/messages/{id}", s.receive},
		{Bank, "PUT /v1/orders/{id}", s.open},
		{Bank, "GET /v1/payments/{id}", s.state},
		{Bank, "POST /v1/payments/{id}/confirm", s.confirm},
		{Bank, "PUT /v1/payments/{id}/refunds/{refund}", s.refund},
	} {
		mux.Handle(call.pattern, s.answer(call.service, call.serve))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Tarazu-Simulator", "invented answers") // in earnest it is refused by this name
		mux.ServeHTTP(w, r)
	})
}

// no is a refusal of the contract.
type no struct {
	status int
	code   string
}

func (n no) Error() string { return n.code }

var errUnknown = no{http.StatusNotFound, "unknown"}

// answer wraps a played service: the body read within bounds, its answer as JSON.
func (s *Simulator) answer(service Service, serve func(*http.Request, []byte) (any, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 64<<10))
		if err != nil {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.down[service] {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		out, err := serve(r, body)
		status := http.StatusOK
		var refusal no
		switch {
		case errors.As(err, &refusal):
			status, out = refusal.status, map[string]string{"code": refusal.code}
		case err != nil:
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(out) // a caller who left is no concern
	})
}
