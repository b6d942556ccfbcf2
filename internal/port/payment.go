package port

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// ErrPaymentUnknown says that the gateway knows no such payment.
var ErrPaymentUnknown = fault.New(fault.NotFound, "port.payment_unknown")

// Order is one payment to be made, in rials.
type Order struct {
	ID          string // ours: the gateway opens one payment for it, however often it is asked
	Amount      int64
	Return      string // where the payer comes back to
	Description string
}

// Opened is a payment that waits for its payer.
type Opened struct {
	GatewayID string `json:"gateway_id"`
	PayURL    string `json:"pay_url"`
}

// The states of a payment at the gateway.
const (
	PaymentPending  = "pending"
	PaymentPaid     = "paid"
	PaymentDeclined = "declined"
	PaymentExpired  = "expired"
	PaymentRefunded = "refunded"
)

// PaymentState is what the gateway says of a payment.
type PaymentState struct {
	State     string `json:"state"`
	Amount    int64  `json:"amount"`
	Reference string `json:"reference"` // the bank's number of the transaction
}

// Payment speaks with the payment gateway. Every call may be repeated: the second answer is
// the first one.
type Payment struct{ client }

// NewPayment makes the client.
func NewPayment(e Endpoint) (*Payment, error) {
	c, err := newClient(e)
	return &Payment{c}, err
}

// Open opens the payment of an order and says where the payer goes.
func (c *Payment) Open(ctx context.Context, o Order) (Opened, error) {
	var opened Opened
	in := map[string]any{"amount": o.Amount, "return_url": o.Return, "description": o.Description}
	if err := c.call(ctx, http.MethodPut, "/v1/orders/"+url.PathEscape(o.ID), in, &opened); err != nil {
		return Opened{}, told(err)
	}
	if opened.GatewayID == "" || !payPage(opened.PayURL) {
		return Opened{}, ErrUnavailable.Because(errors.New("the gateway named no page to pay on"))
	}
	return opened, nil
}

// payPage says whether a payer may be sent there: https, our own site, or loopback.
func payPage(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return false
	}
	own := u.Scheme == "" && u.Host == "" && strings.HasPrefix(address, "/") && !strings.ContainsAny(address, "\\\n\r\t")
	return own || u.Scheme == "https" && u.Host != "" || u.Scheme == "http" && loopback(u.Hostname())
}

// State asks how a payment stands.
func (c *Payment) State(ctx context.Context, gatewayID string) (PaymentState, error) {
	return c.state(ctx, http.MethodGet, gatewayID, "")
}

// Confirm takes a paid payment for good: until then the gateway gives the money back.
func (c *Payment) Confirm(ctx context.Context, gatewayID string) (PaymentState, error) {
	return c.state(ctx, http.MethodPost, gatewayID, "/confirm")
}

// Refund gives amount rials back, 0 for all that is left of a payment, once for each refund id.
func (c *Payment) Refund(ctx context.Context, gatewayID, refundID string, amount int64) (PaymentState, error) {
	var part any
	if amount > 0 {
		part = map[string]any{"amount": amount}
	}
	return c.asked(ctx, http.MethodPut, gatewayID, "/refunds/"+url.PathEscape(refundID), part)
}

func (c *Payment) state(ctx context.Context, method, gatewayID, verb string) (PaymentState, error) {
	return c.asked(ctx, method, gatewayID, verb, nil)
}

func (c *Payment) asked(ctx context.Context, method, gatewayID, verb string, in any) (PaymentState, error) {
	var s PaymentState
	if err := c.call(ctx, method, "/v1/payments/"+url.PathEscape(gatewayID)+verb, in, &s); err != nil {
		return PaymentState{}, told(err)
	}
	switch s.State {
	case PaymentPending, PaymentPaid, PaymentDeclined, PaymentExpired, PaymentRefunded:
		return s, nil
	}
	return PaymentState{}, ErrUnavailable.Because(errors.New("the gateway named no state of the contract"))
}

func told(err error) error {
	switch refused(err) {
	case "":
		return err
	case "unknown":
		return ErrPaymentUnknown
	}
	return ErrUnavailable.Because(err)
}
