package filing

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// CreditJob is the kind of the job that brings a credit back to its card; see GiveBack.
const CreditJob = "filing.credit_back"

// credit makes parts that left the ledger the owner's credits. Names follow from the
// filing's version: a decision that runs again makes the same.
func (f *Filing) credit(parts []fee.Use, why fee.Why, at time.Time) (sum int64) {
	for _, p := range parts {
		because := why
		if p.Credit != "" && why == fee.Kept {
			because = fee.Undone
		}
		f.NewCredits = append(f.NewCredits, fee.Credit{
			ID: fmt.Sprintf("%s-%d-%d", f.ID, f.Version, len(f.NewCredits)), Owner: f.Owner, Filing: f.ID, Gateway: p.Gateway,
			Why: because, Amount: p.Amount, Remains: p.Amount, At: at,
		})
		sum += p.Amount
	}
	return sum
}

// Credits lists what the caller paid too much, oldest first.
func (d *Desk) Credits(ctx context.Context, who identity.Who) ([]fee.Credit, error) {
	return d.Store.Credits(ctx, who.Account)
}

// spend pays what it can of a filing's fee from the owner's credits.
func (d *Desk) spend(ctx context.Context, who identity.Who, r *Review) (spent bool, err error) {
	credits, err := d.Store.Credits(ctx, who.Account)
	if err != nil || fee.Balance(credits) == 0 {
		return false, err
	}
	p := fee.Payment{ID: record.NewID(), State: fee.Paid, OpenedAt: d.Now(), SettledAt: d.Now()}
	effects := d.event(who, r.ID, "filing.payment_credit", map[string]any{"payment": p.ID})
	said, total := r.Said(), r.Result.Fee.Total
	err = d.update(ctx, who, r.ID, func(reader Reader, f *Filing) (record.Effects, error) {
		credits, err := reader.Credits(f.Owner)
		if err != nil {
			return record.Effects{}, err
		}
		if f.Said() != said || !f.State.Editable() {
			return record.Effects{}, ErrChanged
		}
		paid := p
		paid.Uses, paid.Amount = fee.Spend(credits, f.Ledger.Due(total))
		if paid.Amount == 0 { // another press was first
			return record.Effects{}, errSame
		}
		f.Ledger, f.NewUses = append(f.Ledger, paid), paid.Uses
		return effects, nil
	})
	return true, changed(err)
}

// TakeBack asks for everything that remains of the caller's credits to go back to the cards
// that it came from.
func (d *Desk) TakeBack(ctx context.Context, who identity.Who) error {
	credits, err := d.Store.Credits(ctx, who.Account)
	if err != nil {
		return err
	}
	var effects record.Effects
	var asked []fee.Credit
	now := d.Now()
	for _, c := range credits {
		if c.Remains == 0 {
			continue
		}
		payload, _ := json.Marshal(map[string]string{"credit": c.ID}) // a text never fails
		asked = append(asked, c)
		effects = effects.And(d.event(who, c.Filing, "filing.credit_asked", map[string]any{"credit": c.ID, "amount": c.Remains}))
		effects.Jobs = append(effects.Jobs, record.Job{ID: record.NewID(), Kind: CreditJob, Payload: payload, At: now})
	}
	if len(asked) == 0 {
		return fee.ErrNoCredit
	}
	return d.Store.AskBack(ctx, who.Account, asked, now, effects)
}

// GiveBack brings one credit back that was asked for. It may run again: the bank gives a
// credit back once.
func (d *Desk) GiveBack(ctx context.Context, id string) error {
	c, err := d.Store.Credit(ctx, id)
	if err != nil || c.Back == 0 || !c.DoneAt.IsZero() {
		return err
	}
	if _, err := d.Bank.Refund(ctx, c.Gateway, "credit-"+c.ID, c.Back); err != nil {
		return err
	}
	event := record.Event{ID: record.NewID(), Subject: c.Filing, Kind: "filing.credit_back", Actor: "system", At: d.Now(), Detail: map[string]any{"credit": c.ID, "amount": c.Back}}
	return d.Store.CreditGone(ctx, c, d.Now(), record.Effects{Events: []record.Event{event}})
}
