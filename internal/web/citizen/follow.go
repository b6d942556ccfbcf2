package citizen

import (
	"slices"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// shown are the events that a filer's time line tells; saves and views are no news.
var shown = []string{
	"filing.begun", "filing.signed", "filing.payment_paid", "filing.payment_declined", "filing.payment_refunded", "filing.payment_mistaken", "filing.payment_credit", "filing.credited", "filing.credit_back", "filing.upgraded", "filing.submitted", "filing.cured", "filing.withdrawn",
	"registry.claimed", "registry.returned", "registry.accepted", "registry.accepted.joins", "registry.accepted.delivers", "registry.transferred", "registry.rejected",
}

// follow tells the way so far, who has the paper, and what comes next.
func (p *matterPage) follow(d *Desk, review *filing.Review, events []record.Event) {
	for _, e := range slices.Backward(events) {
		if slices.Contains(shown, e.Kind) {
			if e.Kind == "filing.submitted" {
				e.At = review.ReceivedAt // the legal instant, as on the receipt
			}
			p.History = append(p.History, happening{Text: p.T("event." + e.Kind), At: e, Hot: len(p.History) == 0})
		}
	}
	p.Next = p.nextSays(review)
	if review.State == filing.Returned {
		p.DaysLeft = max(0, lang.DateAt(d.Site.Now()).DaysUntil(review.CureBy))
		for _, r := range review.OpenRemarks() {
			p.Remarks = append(p.Remarks, remark{r.Reason, d.Services.Reason(r.Reason, p.Locale), r.Text, p.Date(r.At)})
		}
	}
}

// nextSays tells what comes next.
func (p *matterPage) nextSays(review *filing.Review) string {
	switch {
	case review.State == filing.Draft && review.Err() == nil && len(review.Unsigned()) == 0:
		return p.T("draft.all_signed")
	case review.State == filing.Accepted && p.Content != nil:
		return p.T("accepted." + p.Content.Ends)
	}
	return p.T("next." + string(review.State))
}
