package simulator

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/tarazu-justice/tarazu/internal/port"
)

const (
	bankLength = 10_000           // payments that the bank remembers: the latest
	patience   = 15 * time.Minute // a payer has that long
)

// payment is one order at the bank.
type payment struct {
	ID, Order, Return, Description string
	Amount                         int64
	State, Reference               string
	Twice                          bool // the bank's page leads back twice
	Opened                         time.Time
	refunds                        []string
	back                           int64 // rials given back in parts
}

type bank struct {
	payments map[string]*payment
	orders   map[string]string
	sequence []string
}

func newBank() bank { return bank{payments: map[string]*payment{}, orders: map[string]string{}} }

// open opens an order once: PUT /v1/orders/{id} {amount, return_url, description}.
func (s *Simulator) open(r *http.Request, body []byte) (any, error) {
	var in struct {
		Amount      int64  `json:"amount"`
		ReturnURL   string `json:"return_url"`
		Description string `json:"description"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	order := r.PathValue("id")
	id, ok := s.bank.orders[order]
	if !ok {
		if in.Amount <= 0 || !mayReturn(in.ReturnURL) {
			return nil, no{http.StatusConflict, "incomplete"}
		}
		id = strings.ToLower(rand.Text())
		s.bank.put(&payment{ID: id, Order: order, Return: in.ReturnURL, Description: in.Description, Amount: in.Amount, State: port.PaymentPending, Opened: s.now()})
	} else if s.bank.payments[id].Amount != in.Amount {
		return nil, no{http.StatusConflict, "another_amount"}
	}
	return port.Opened{GatewayID: id, PayURL: s.pay + "/pay/" + id}, nil
}

// mayReturn lets the payer go back to a site or to a page of this one.
func mayReturn(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "" && u.Host == "" && strings.HasPrefix(address, "/"))
}

func (b *bank) put(p *payment) {
	if len(b.sequence) == bankLength {
		old := b.payments[b.sequence[0]]
		delete(b.payments, old.ID)
		delete(b.orders, old.Order)
		b.sequence = slices.Delete(b.sequence, 0, 1)
	}
	b.payments[p.ID], b.orders[p.Order], b.sequence = p, p.ID, append(b.sequence, p.ID)
}

// find gives a payment, expired when its payer took too long.
func (s *Simulator) find(id string) (*payment, error) {
	p, ok := s.bank.payments[id]
	if !ok {
		return nil, errUnknown
	}
	if p.State == port.PaymentPending && s.now().Sub(p.Opened) >= patience {
		p.State = port.PaymentExpired
	}
	return p, nil
}

func (p *payment) told() port.PaymentState {
	return port.PaymentState{State: p.State, Amount: p.Amount, Reference: p.Reference}
}

// state tells how a payment stands: GET /v1/payments/{id}.
func (s *Simulator) state(r *http.Request, _ []byte) (any, error) {
	p, err := s.find(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return p.told(), nil
}

// confirm answers as often as it is asked: POST /v1/payments/{id}/confirm.
func (s *Simulator) confirm(r *http.Request, body []byte) (any, error) { return s.state(r, body) }

// refund gives the money back once, or a part of it: PUT /v1/payments/{id}/refunds/{refund} {amount}.
func (s *Simulator) refund(r *http.Request, body []byte) (any, error) {
	var in struct {
		Amount int64 `json:"amount"`
	}
	if len(body) > 0 {
		if err := json.Unmarshal(body, &in); err != nil {
			return nil, err
		}
	}
	p, err := s.find(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	id := r.PathValue("refund")
	switch {
	case slices.Contains(p.refunds, id): // asked again
	case p.State != port.PaymentPaid || in.Amount < 0:
		return nil, no{http.StatusConflict, "not_paid"}
	case in.Amount > p.Amount-p.back:
		return nil, no{http.StatusConflict, "too_much"}
	default:
		p.refunds = append(p.refunds, id)
		if p.back += in.Amount; in.Amount == 0 || p.back == p.Amount {
			p.State = port.PaymentRefunded
		}
	}
	return p.told(), nil
}

// settle is what the payer's button does; a payment that is settled stays as it is.
func (p *payment) settle(choice string) {
	if p.State != port.PaymentPending {
		return
	}
	switch choice {
	case "pay", "twice":
		p.State, p.Reference, p.Twice = port.PaymentPaid, reference(), choice == "twice"
	case "decline":
		p.State = port.PaymentDeclined
	case "expire":
		p.State = port.PaymentExpired
	}
}

func reference() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1e12))
	if err != nil {
		panic(err) // cannot be: crypto/rand aborts the program instead
	}
	return fmt.Sprintf("%012d", n)
}
