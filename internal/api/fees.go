package api

import (
	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/filing"
)

func (a *API) feeRoutes() []Route {
	return []Route{
		route("GET", "/fees", reads, "showFees", "Your ledger: what you paid, what was too much, what became of it", a.fees),
		route("POST", "/fees/back", writes, "takeCreditBack", "Ask for what remains of your credits to go back to the cards", a.takeBack),
		route("POST", "/filings/{id}/version", writes, "upgradeFiling", "Take a draft to the newest version of its title, when filing.outdated holds it", a.upgrade),
	}
}

// feesView is a person's ledger, in rials.
type feesView struct {
	Balance  int64        `json:"balance" doc:"Credit that the next payment takes first, in rials"`
	Credits  []credit     `json:"credits" doc:"Oldest first"`
	Payments []feePayment `json:"payments"`
}

type credit struct {
	ID      string `json:"id"`
	Filing  string `json:"filing" doc:"That it had been paid for"`
	Why     string `json:"why" enum:"surplus,kept,undone"`
	Amount  int64  `json:"amount" doc:"Rials"`
	Remains int64  `json:"remains" doc:"Can be used"`
	Used    int64  `json:"used"`
	Back    int64  `json:"back" doc:"Asked back to the card"`
	At      string `json:"at" format:"date-time"`
	BackAt  string `json:"back_at,omitempty" format:"date-time" doc:"When the bank gave it back"`
}

type feePayment struct {
	ID     string `json:"id"`
	Filing string `json:"filing"`
	payment
	FromCredit bool   `json:"from_credit"`
	Credited   int64  `json:"credited" doc:"Rials of it that became a credit"`
	OpenedAt   string `json:"opened_at" format:"date-time"`
}

func (a *API) fees(c *call, _ none) (feesView, error) {
	out := feesView{Credits: []credit{}, Payments: []feePayment{}}
	credits, err := a.Filings.Credits(c.ctx(), c.who)
	if err != nil {
		return out, err
	}
	out.Balance = fee.Balance(credits)
	for _, k := range credits {
		out.Credits = append(out.Credits, credit{k.ID, k.Filing, string(k.Why), k.Amount, k.Remains, k.Used(), k.Back, stamp(k.At), stamp(k.DoneAt)})
	}
	papers, err := a.Filings.Store.Paid(c.ctx(), c.who.Account)
	for _, f := range papers {
		out.Payments = append(out.Payments, a.paymentsOf(f)...)
	}
	return out, err
}

func (a *API) paymentsOf(f *filing.Filing) (list []feePayment) {
	for i := range f.Ledger {
		p := &f.Ledger[i]
		list = append(list, feePayment{p.ID, f.ID, a.paymentOf(p), p.FromCredit(), p.Moved, stamp(p.OpenedAt)})
	}
	return list
}

func (a *API) takeBack(c *call, _ none) (none, error) {
	return none{}, a.Filings.TakeBack(c.ctx(), c.who)
}

func (a *API) upgrade(c *call, in filingRequest) (filingView, error) {
	if err := a.Filings.Upgrade(c.ctx(), c.who, in.ID); err != nil {
		return filingView{}, err
	}
	return a.view(c, in.ID)
}
