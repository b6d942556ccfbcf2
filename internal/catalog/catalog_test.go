package catalog_test

import (
	"os"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/catalog"
)

func TestExemplarsLoadAndTheirJourneysPass(t *testing.T) {
	c, err := catalog.Load(os.DirFS("testdata/exemplars"))
	if err != nil {
		t.Fatalf("Load:\n%v", err)
	}
	if got := len(c.Titles()); got != 4 {
		t.Errorf("%d titles, want 4", got)
	}
	green := 0
	for _, title := range c.Titles() {
		for _, r := range c.RunJourneys(title.Code) {
			if len(r.Faults) > 0 {
				t.Errorf("%s %s:\n%v", r.Code, r.ID, r.Faults)
				continue
			}
			green++
		}
	}
	if green != 21 {
		t.Errorf("%d journeys green, want 21", green)
	}
}
