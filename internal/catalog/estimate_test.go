package catalog_test

import (
	"testing"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// TestTheEstimateKeepsItsWord holds what every title says before the first question against
// what each recorded draft costs in the end: never less than the least, nothing that was not
// named, and exactly that where nothing was open.
func TestTheEstimateKeepsItsWord(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	drafts := 0
	for _, title := range c.Titles() {
		for _, j := range c.Journeys(title.Code) {
			e := title.Estimate(form.Input{Today: j.Input.Today, Standing: j.Input.Standing, Locale: lang.FA})
			r, err := title.Run(j.Input)
			if err != nil {
				t.Fatal(err)
			}
			named := map[string]form.EstimateItem{}
			for _, item := range e.Items {
				named[item.Row] = item
			}
			whole := int64(0)
			for _, line := range r.Fee.Lines {
				item, ok := named[line.Row]
				if !ok || line.Rule == "" || item.Rule == "" || line.Waived && !item.Waivable || item.Amount > 0 && item.Amount != line.Amount {
					t.Errorf("%s %s: %+v was estimated as %+v", title.Code, j.ID, line, item)
				}
				whole += line.Amount
			}
			if whole < e.Least || !e.Open && whole != e.Least {
				t.Errorf("%s %s costs %d, at least %d was said (open: %v)", title.Code, j.ID, whole, e.Least, e.Open)
			}
			drafts++
		}
	}
	if drafts < 40 {
		t.Errorf("saw %d drafts only", drafts)
	}
}
