// Package fee keeps account of what a filing owes, what was paid for it, and what a person
// paid too much.
//
// What a title costs is said by the catalogue's dated tables and computed by the form
// engine; this package holds the other side: payments, their states, and what is still
// due. A payment is settled once, however often the gateway answers. Talking to the
// gateway is package port's concern.
package fee

import (
	"slices"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// Faults of paying.
var (
	ErrDeclined = fault.New(fault.Conflict, "fee.declined")  // the bank said no; nothing was taken
	ErrExpired  = fault.New(fault.Conflict, "fee.expired")   // nobody paid in time
	ErrPending  = fault.New(fault.Conflict, "fee.pending")   // the bank has not answered yet
	ErrAmount   = fault.New(fault.Conflict, "fee.amount")    // the bank took another sum than asked
	ErrNothing  = fault.New(fault.Conflict, "fee.nothing")   // nothing is due
	ErrNoCredit = fault.New(fault.Conflict, "fee.no_credit") // nothing to give back
)

// State is where a payment stands.
type State string

// The states of a payment.
const (
	Opened   State = "opened"
	Paid     State = "paid"
	Declined State = "declined"
	Expired  State = "expired"
	Refunded State = "refunded"
	Mistaken State = "mistaken" // the bank took another sum than asked; it goes back
)

// Payment is one visit to the bank, in rials.
type Payment struct {
	ID        string    `json:"id"`
	Amount    int64     `json:"amount"` // asked
	State     State     `json:"state"`
	GatewayID string    `json:"gateway_id"`
	PayURL    string    `json:"pay_url"`
	Reference string    `json:"reference"` // the bank's number of the transaction
	OpenedAt  time.Time `json:"opened_at"`
	SettledAt time.Time `json:"settled_at"`
	Uses      []Use     `json:"uses,omitempty"`  // of credits, instead of the bank
	Moved     int64     `json:"moved,omitempty"` // of Amount, to the payer's credit
}

// Ledger is all payments of one filing, oldest first.
type Ledger []Payment

// Paid sums what was taken, was not given back and is no credit.
func (l Ledger) Paid() (sum int64) {
	for _, p := range l {
		if p.State == Paid {
			sum += p.Amount - p.Moved
		}
	}
	return sum
}

// Back lists the payments that go back to the payer of a filing whose fee is total: every
// sum that the bank mistook, and whole payments without which the fee is still covered.
// What is paid too much in part becomes a credit; see Release.
func (l Ledger) Back(total int64) (list []Payment) {
	covered := l.Paid()
	for _, p := range slices.Backward(l) {
		surplus := p.State == Paid && p.Moved == 0 && !p.FromCredit() && covered-p.Amount >= total
		if surplus {
			covered -= p.Amount
		}
		if surplus || p.State == Mistaken {
			list = append(list, p)
		}
	}
	return list
}

// Due is what is still owed of total; a credit is never negative due.
func (l Ledger) Due(total int64) int64 { return max(0, total-l.Paid()) }

// Open finds the payment that waits for the bank, if any.
func (l Ledger) Open() (*Payment, bool) {
	for i := range l {
		if l[i].State == Opened {
			return &l[i], true
		}
	}
	return nil, false
}

// ByID finds a payment.
func (l Ledger) ByID(id string) (*Payment, bool) {
	for i := range l {
		if l[i].ID == id {
			return &l[i], true
		}
	}
	return nil, false
}

// Settle records the bank's answer. The same answer twice changes nothing.
func (p *Payment) Settle(state State, amount int64, reference string, at time.Time) {
	switch {
	case p.State == state:
		return
	case state == Refunded && (p.State == Paid || p.State == Mistaken):
	case p.State != Opened: // a late, contradicting answer: the first one stands
		return
	case state == Paid && amount != p.Amount:
		state = Mistaken
	}
	p.State, p.Reference, p.SettledAt = state, reference, at
}

// Err says why an unpaid payment did not work.
func (p *Payment) Err() error {
	switch p.State {
	case Declined:
		return ErrDeclined
	case Expired:
		return ErrExpired
	case Opened:
		return ErrPending
	case Mistaken:
		return ErrAmount
	case Paid, Refunded:
	}
	return nil
}
