package citizen

import (
	"testing"

	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

func TestPagesFitTheirStructs(t *testing.T) {
	webtest.Fit(t, pages, map[string]any{
		"home": homePage{}, "triage": triagePage{}, "explain": explainPage{}, "heard": heardPage{}, "titles": titlesPage{}, "title": titlePage{}, "events": eventsPage{}, "event": eventPage{}, "mine": minePage{}, "matter": matterPage{},
		"question": questionPage{}, "item": itemPage{}, "attachments": attachPage{}, "check": checkPage{}, "signature": signPage{}, "payment": signPage{},
		"receipt": receiptPage{}, "withdraw": withdrawPage{}, "fees": feesPage{}, "slip": slipPage{}, "gone": gonePage{}, "version": versionPage{},
	})
}
