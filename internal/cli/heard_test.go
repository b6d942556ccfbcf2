package cli

import (
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/assist/extract"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
)

// TestJourneysDoNotContradictThemselves: the account of a recorded journey agrees with its
// answers; where the reader hears otherwise, people would be warned without cause.
func TestJourneysDoNotContradictThemselves(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	told, heard, apart, reader := 0, 0, 0, extract.New(c.Book())
	for _, title := range c.Titles() {
		fact := title.Narrative()
		if fact == nil {
			continue
		}
		for _, j := range c.Journeys(title.Code) {
			account, _ := j.Input.Answers[fact.Name].(string)
			if account == "" {
				continue
			}
			told++
			today, err := time.Parse(time.DateOnly, j.Input.Today.ISO())
			if err != nil {
				t.Fatal(err)
			}
			s := &services{catalog: c, reader: reader, now: func() time.Time { return today.Add(12 * time.Hour) }}
			for name, value := range s.Heard(title.Code, account, form.Answers{fact.Name: account}).Answers {
				answer, known := j.Input.Answers[name]
				if !known {
					continue
				}
				heard++
				if c.Library().Facts[name].Type == form.TypeChoice {
					continue // an account rarely says which option exactly: not compared
				}
				if answer != value {
					apart++
					t.Logf("%s %s: %s is %v, heard %v in %q", title.Code, j.ID, name, answer, value, account)
				}
			}
		}
	}
	t.Logf("%d accounts, %d answers heard, %d otherwise", told, heard, apart)
	if apart*100 > told {
		t.Errorf("%d of %d accounts would be held against their answers", apart, told)
	}
}
