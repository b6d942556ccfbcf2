package filing

import (
	"context"
	"errors"
	"math"

	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Pay pays what is due: from the owner's credits as far as they go, else at the bank, whose
// address it gives ("": nothing is left to pay there). A payment of the same sum that still
// waits is used again, so two presses are one order.
func (d *Desk) Pay(ctx context.Context, who identity.Who, id, back string) (string, error) {
	if _, err := d.own(ctx, who, id); err != nil {
		return "", err
	}
	if err := d.Settle(ctx, id); err != nil { // what the bank declined meanwhile no longer waits
		return "", err
	}
	review, err := d.Review(ctx, who, id, lang.FA)
	if err != nil {
		return "", err
	}
	if err := review.standing(); err != nil {
		return "", err
	}
	if err := review.Err(); err != nil {
		return "", err
	}
	if review.Due == 0 {
		return "", fee.ErrNothing
	}
	if spent, err := d.spend(ctx, who, review); err != nil {
		return "", err
	} else if spent {
		if review, err = d.Review(ctx, who, id, lang.FA); err != nil || review.Due == 0 {
			return "", err
		}
	}
	if open, ok := review.Ledger.Open(); ok && open.Amount == review.Due {
		return open.PayURL, nil
	}
	payment := fee.Payment{ID: record.NewID(), Amount: review.Due, State: fee.Opened, OpenedAt: d.Now()}
	payment.GatewayID, payment.PayURL, err = d.Bank.Open(ctx, payment.ID, payment.Amount, back, review.Spec.Name(lang.FA))
	if err != nil {
		return "", err
	}
	effects := d.event(who, id, "filing.payment_opened", map[string]any{"payment": payment.ID, "amount": payment.Amount})
	url := payment.PayURL
	err = d.change(ctx, who, id, effects, func(f *Filing) error {
		if open, ok := f.Ledger.Open(); ok && open.Amount == payment.Amount {
			url = open.PayURL // another press was first; nobody pays the order that we drop
			return errSame
		}
		f.Ledger = append(f.Ledger, payment)
		return nil
	})
	return url, changed(err)
}

// Payment says, without changing anything, how the latest payment stands at the bank.
func (d *Desk) Payment(ctx context.Context, who identity.Who, id string) (*fee.Payment, error) {
	f, err := d.Mine(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if len(f.Ledger) == 0 {
		return nil, fee.ErrNothing
	}
	latest := f.Ledger[len(f.Ledger)-1]
	if latest.State != fee.Opened {
		return &latest, nil
	}
	answer, err := d.Bank.State(ctx, latest.GatewayID)
	if err != nil {
		return nil, err
	}
	if answer.State != "pending" {
		latest.Settle(fee.State(answer.State), answer.Amount, answer.Reference, d.Now())
	}
	return &latest, nil
}

// Settle asks the bank about every payment that waits and keeps its answers. It may be
// called by the filer, by a job or twice: a payment is settled once.
func (d *Desk) Settle(ctx context.Context, id string) error {
	f, err := d.Store.ByID(ctx, id)
	if err != nil {
		return err
	}
	var answers []answered
	for _, p := range f.Ledger {
		if p.State != fee.Opened {
			continue
		}
		answer, err := d.Bank.Confirm(ctx, p.GatewayID)
		if err != nil {
			return err
		}
		if answer.State != "pending" {
			answers = append(answers, d.answered(id, p, answer))
		}
	}
	return d.settle(ctx, id, answers)
}

// errSame ends an update that has nothing to change; changed takes it for the success it is.
var errSame = errors.New("nothing to change")

func changed(err error) error {
	if errors.Is(err, errSame) {
		return nil
	}
	return err
}

// answered is the bank's answer about one payment, with the event that tells of it.
type answered struct {
	Answer
	payment string
	event   record.Event
	refund  record.Job // of a sum that was not asked for
}

func (d *Desk) answered(id string, p fee.Payment, a Answer) answered {
	before := p.State
	p.Settle(fee.State(a.State), a.Amount, a.Reference, d.Now())
	said := a.State
	if p.State != before {
		said = string(p.State)
	}
	return answered{a, p.ID, record.Event{
		ID: record.NewID(), Subject: id, Kind: "filing.payment_" + said, Actor: "system", At: d.Now(),
		Detail: map[string]any{"payment": p.ID, "amount": a.Amount},
	}, refundJob(id, d.Now())}
}

// settle writes answers down. One that comes late, after another was taken, leaves no trace.
func (d *Desk) settle(ctx context.Context, id string, answers []answered) error {
	if len(answers) == 0 {
		return nil
	}
	return changed(d.Store.Update(ctx, id, func(_ Reader, f *Filing) (effects record.Effects, err error) {
		for _, a := range answers {
			p, ok := f.Ledger.ByID(a.payment)
			if !ok {
				continue
			}
			before := p.State
			p.Settle(fee.State(a.State), a.Amount, a.Reference, a.event.At)
			if p.State == before {
				continue
			}
			effects.Events = append(effects.Events, a.event)
			if p.State == fee.Mistaken {
				effects.Jobs = append(effects.Jobs, a.refund)
			}
		}
		if len(effects.Events) == 0 {
			return effects, errSame
		}
		return effects, nil
	}))
}

// Refund gives back what need not stay: everything paid for a discarded draft, a sum that
// the bank mistook, and what was paid twice for a filed paper. It may run again.
func (d *Desk) Refund(ctx context.Context, id string) error {
	if err := d.Settle(ctx, id); err != nil {
		return err
	}
	f, err := d.Store.ByID(ctx, id)
	if err != nil {
		return err
	}
	owed, err := d.owed(ctx, f)
	if err != nil {
		return err
	}
	var answers []answered
	for _, p := range f.Ledger.Back(owed) {
		answer, err := d.Bank.Refund(ctx, p.GatewayID, "refund-"+p.ID, 0)
		if err != nil {
			return err
		}
		answers = append(answers, d.answered(id, p, answer))
	}
	if err := d.settle(ctx, id, answers); err != nil {
		return err
	}
	if _, open := f.Ledger.Open(); open && f.State != Draft { // the bank's page may still be open in another tab
		return fee.ErrPending
	}
	return nil
}

// owed is what a filing may keep of what was paid: nothing of a discarded draft, the fee of
// a filed paper, everything of a draft whose fee may still change.
func (d *Desk) owed(ctx context.Context, f *Filing) (int64, error) {
	switch f.State {
	case Discarded:
		return 0, nil
	case Draft:
		return math.MaxInt64, nil
	case Submitted, Returned, Transferred, Accepted, Rejected, Withdrawn:
	}
	content, err := d.Store.Content(ctx, f.ID, f.ContentNumber)
	if err != nil {
		return 0, err
	}
	return content.Fee.Total, nil
}
