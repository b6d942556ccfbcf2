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

// Simulator plays the services. Its API lives below /civil, /mobiles, /sms and /bank.
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
	for pattern, serve := range map[string]func(*http.Request, []byte) (any, error){
		"POST /civil/v1/person":                       s.person,
		"POST /civil/v1/match":                        s.match,
		"POST /mobiles/v1/owns":                       s.owns,
		"PUT /sms/v1/messages/{id}":                   s.receive,
		"PUT /bank/v1/orders/{id}":                    s.open,
		"GET /bank/v1/payments/{id}":                  s.state,
		"POST /bank/v1/payments/{id}/confirm":         s.confirm,
		"PUT /bank/v1/payments/{id}/refunds/{refund}": s.refund,
	} {
		mux.Handle(pattern, s.answer(serve))
	}
	return mux
}

// no is a refusal of the contract.
type no struct {
	status int
	code   string
}

func (n no) Error() string { return n.code }

var errUnknown = no{http.StatusNotFound, "unknown"}

// answer wraps a played service: the body read within bounds, its answer as JSON.
func (s *Simulator) answer(serve func(*http.Request, []byte) (any, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 64<<10))
		if err != nil {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.down[serviceOf(r)] {
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

func serviceOf(r *http.Request) Service {
	for _, service := range []Service{Civil, Mobiles, SMS, Bank} {
		if prefix := "/" + string(service) + "/"; len(r.URL.Path) > len(prefix) && r.URL.Path[:len(prefix)] == prefix {
			return service
		}
	}
	return ""
}
