package simulator

import "github.com/tarazu-justice/tarazu/internal/port"

// Bill is what the bank's pay page shows.
type Bill struct {
	ID          string
	Amount      int64
	Description string
	State       string
	Reference   string
	Return      string // where the payer goes when it is settled
	Twice       bool   // the bank answers twice: the page leads back two times
}

// Pending says whether the payer has still to choose.
func (b Bill) Pending() bool { return b.State == port.PaymentPending }

// Bill shows a payment to its payer.
func (s *Simulator) Bill(id string) (Bill, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.find(id)
	if err != nil {
		return Bill{}, port.ErrPaymentUnknown
	}
	return p.bill(), nil
}

func (p *payment) bill() Bill {
	return Bill{ID: p.ID, Amount: p.Amount, Description: p.Description, State: p.State, Reference: p.Reference, Return: p.Return, Twice: p.Twice}
}

// Choose is the payer's button: pay, decline, expire, or twice.
func (s *Simulator) Choose(id, choice string) (Bill, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.find(id)
	if err != nil {
		return Bill{}, port.ErrPaymentUnknown
	}
	p.settle(choice)
	return p.bill(), nil
}
