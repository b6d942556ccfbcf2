package identity

import (
	"context"

	"github.com/tarazu-justice/tarazu/internal/message"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Tell gives the jobs that tell people what happened, in the sentence "sms." and kind. Who
// has no account is not told here: nobody gave us a number for them.
func (a *Accounts) Tell(ctx context.Context, nationalIDs []string, kind string, params map[string]any) (jobs []record.Job) {
	at := a.now()
	_ = a.store.Read(ctx, func(l Ledger) error { // telling must not stop what is told of
		for _, id := range nationalIDs {
			if account, err := l.AccountOf(id); err == nil && account != nil && account.DisabledAt.IsZero() {
				jobs = append(jobs, message.Job(a.text(kind, account.Mobile, at, params)))
			}
		}
		return nil
	})
	return jobs
}
