package filing

import (
	"context"
	"encoding/json"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// RefundJob is the kind of the job that gives money back; see Refund.
const RefundJob = "filing.refund"

func refundJob(filing string, at time.Time) record.Job {
	payload, _ := json.Marshal(map[string]string{"filing": filing}) // a text never fails
	return record.Job{ID: record.NewID(), Kind: RefundJob, Payload: payload, At: at}
}

// Discard throws a draft away; what was paid for it goes back to the card, and credits that
// paid for it are credits again.
func (d *Desk) Discard(ctx context.Context, who identity.Who, id string) error {
	return d.discard(ctx, who, id, false)
}

// DiscardKeeping is Discard where all that was paid stays as a credit for the next paper.
func (d *Desk) DiscardKeeping(ctx context.Context, who identity.Who, id string) error {
	return d.discard(ctx, who, id, true)
}

func (d *Desk) discard(ctx context.Context, who identity.Who, id string, keep bool) error {
	now := d.Now()
	effects := d.event(who, id, "filing.discarded", nil)
	refund := refundJob(id, now)
	return d.update(ctx, who, id, func(_ Reader, f *Filing) (record.Effects, error) {
		if f.State != Draft {
			return record.Effects{}, ErrState
		}
		f.State, f.ClosedAt = Discarded, now
		f.credit(f.Ledger.ReleaseCredits(keep), fee.Kept, now)
		if len(f.Ledger) > 0 {
			effects.Jobs = []record.Job{refund}
		}
		return effects, nil
	})
}

// Withdraw takes a filing back before the court accepted it. The fee does not come back.
func (d *Desk) Withdraw(ctx context.Context, who identity.Who, id string) error {
	f, err := d.Mine(ctx, who, id)
	if err != nil {
		return err
	}
	now := d.Now()
	effects := d.event(who, id, "filing.withdrawn", nil)
	effects.Jobs = d.Notices.Tell(ctx, f.People(), "filing.withdrawn", map[string]any{"tracking": f.Tracking})
	return d.update(ctx, who, id, func(_ Reader, f *Filing) (record.Effects, error) {
		if !f.State.WithCourt() && f.State != Returned {
			return record.Effects{}, ErrState
		}
		f.State, f.ClosedAt = Withdrawn, now
		return effects, nil
	})
}
