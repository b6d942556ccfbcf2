package fee

import (
	"slices"
	"time"
)

// Why is where a credit comes from.
type Why string

// The ways a credit comes to be.
const (
	Surplus Why = "surplus" // the fee fell after it was paid
	Kept    Why = "kept"    // the draft was thrown away, and the money stays for the next paper
	Undone  Why = "undone"  // it had paid for a draft that was thrown away
)

// Credit is money of a person that no filing needs any more, in rials. It pays the next fee,
// or goes back to the card that it came from. Amount is what came in; Remains can be used;
// Back was asked back. What is missing of Amount was used.
type Credit struct {
	ID      string
	Owner   string // account
	Filing  string // that it had been paid for
	Gateway string // payment at the bank that it came from
	Why     Why
	Amount  int64
	Remains int64
	Back    int64
	At      time.Time
	BackAt  time.Time // asked back
	DoneAt  time.Time // the bank gave it back
}

// Used is what was used of the credit.
func (c Credit) Used() int64 { return c.Amount - c.Remains - c.Back }

// Use is a part of a credit that pays a fee.
type Use struct {
	Credit  string `json:"credit"`
	Gateway string `json:"gateway"`
	Amount  int64  `json:"amount"`
}

// Balance sums what can be used.
func Balance(credits []Credit) (sum int64) {
	for _, c := range credits {
		sum += c.Remains
	}
	return sum
}

// Spend takes up to due rials, the oldest credit first.
func Spend(credits []Credit, due int64) (uses []Use, sum int64) {
	for _, c := range credits {
		if n := min(c.Remains, due-sum); n > 0 {
			uses, sum = append(uses, Use{c.ID, c.Gateway, n}), sum+n
		}
	}
	return uses, sum
}

// FromCredit says whether a payment was made of credits alone: no bank knows of it.
func (p Payment) FromCredit() bool { return len(p.Uses) > 0 }

// held are the parts of a payment that can still go somewhere, each with the bank's payment
// that it came from.
func (p *Payment) held() (list []Use) {
	if p.State != Paid {
		return nil
	}
	if !p.FromCredit() {
		return []Use{{Gateway: p.GatewayID, Amount: p.Amount - p.Moved}}
	}
	moved := p.Moved
	for _, u := range slices.Backward(p.Uses) { // what moved was the last
		taken := min(moved, u.Amount)
		if moved -= taken; u.Amount > taken {
			list = append(list, Use{u.Credit, u.Gateway, u.Amount - taken})
		}
	}
	return list
}

// Release takes out of the ledger what a filing whose fee is total has too much, but for
// the whole payments that go back by themselves (see Back). It becomes the payer's credit.
func (l Ledger) Release(total int64) (parts []Use) {
	over := l.Paid() - total
	for _, p := range l.Back(total) {
		if p.State == Paid {
			over -= p.Amount
		}
	}
	back := l.Back(total)
	for i := len(l) - 1; i >= 0 && over > 0; i-- {
		p := &l[i]
		if slices.ContainsFunc(back, func(b Payment) bool { return b.ID == p.ID }) {
			continue
		}
		for _, part := range p.held() {
			if part.Amount = min(part.Amount, over); part.Amount > 0 {
				over -= part.Amount
				p.Moved += part.Amount
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// ReleaseCredits takes every credit out that pays here; with all, what the bank took too.
func (l Ledger) ReleaseCredits(all bool) (parts []Use) {
	for i := range l {
		p := &l[i]
		if !all && !p.FromCredit() {
			continue
		}
		for _, part := range p.held() {
			p.Moved += part.Amount
			parts = append(parts, part)
		}
	}
	return parts
}
