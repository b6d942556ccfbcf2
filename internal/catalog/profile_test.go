package catalog_test

import (
	"testing"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// A title may ask professionals in other words, and fewer questions, than citizens.
func TestProfessionalsAreAskedOtherwise(t *testing.T) {
	files := exemplars(t)
	plant(t, files, "PET-DEPOSIT.yaml", edit{"ask: [lease.deposit,", "ask: [{fact: lease.deposit, as: چقدر پیش دادید؟, pro: مبلغ ودیعه},"})
	plant(t, files, "PET-DEPOSIT.yaml", edit{"      - lease.vacated\n", "      - {fact: lease.vacated, if: standing == 'citizen'}\n"})
	plant(t, files, "PET-DEPOSIT.en.yaml", edit{"checks:\n", "as: {lease.deposit: How much did you pay ahead?}\npro: {lease.deposit: Amount of the deposit}\nchecks:\n"})
	plant(t, files, "PET-DEPOSIT.yaml", edit{"    - if: lease.vacated\n", "    - if: lease.vacated.orElse(true)\n"})
	c, err := catalog.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	title, _ := c.Title("PET-DEPOSIT")
	for _, tc := range []struct {
		standing string
		locale   lang.Locale
		deposit  string
		vacated  bool
	}{
		{"citizen", lang.FA, "چقدر پیش دادید؟", true},
		{"citizen", lang.EN, "How much did you pay ahead?", true},
		{"lawyer", lang.FA, "مبلغ ودیعه", false},
		{"office", lang.EN, "Amount of the deposit", false},
	} {
		in := c.Journeys("PET-DEPOSIT")[0].Input
		in.Standing, in.Locale = tc.standing, tc.locale
		r, err := title.Run(in)
		if err != nil {
			t.Fatal(err)
		}
		asked := map[string]string{}
		for _, p := range r.Pages {
			for _, q := range p.Questions {
				asked[q.Fact] = q.Ask
			}
		}
		if _, vacated := asked["lease.vacated"]; asked["lease.deposit"] != tc.deposit || vacated != tc.vacated {
			t.Errorf("%s in %s is asked %q, vacated: %v", tc.standing, tc.locale, asked["lease.deposit"], vacated)
		}
	}
}
