package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/catalog"
)

// TestWhatADraftKeeps follows the answers of a draft into another title, as into a new version.
func TestWhatADraftKeeps(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	cheque, _ := c.Title("PET-CHEQUE")
	debt, _ := c.Title("PET-DEBT")
	m := movesOf(cheque, debt)
	if !slices.Contains(m.kept, "party.us") || !slices.Contains(m.dropped, "cheque.list") || !slices.Contains(m.asked, "debt.amount") || len(m.renamed) != 0 {
		t.Errorf("%+v", m)
	}
	var said strings.Builder
	tellDifference(&said, cheque, debt)
	for _, want := range []string{"newly asked: [debt.", "checks that went: [bounced-before-due", "papers that came: [receipt payment messages]"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("no word of %q in\n%s", want, said.String())
		}
	}
	if differ(debt, debt) {
		t.Error("a title differs from itself")
	}
}
