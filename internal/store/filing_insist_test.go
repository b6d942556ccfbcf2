package store_test

import (
	"testing"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// Who insists on another court reads once what that risks; then both the proposal and the
// choice are in what was submitted.
func TestInsistingOnAnotherCourtIsRecorded(t *testing.T) { storetest.Each(t, testInsisting) }

func testInsisting(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.ready(maryam, "maryam")
	o.ok(o.ChooseCourt(t.Context(), maryam, id, "other:CIV-KARAJ-1"))
	_, err := o.press(maryam, id, "k")
	o.want(err, filing.ErrUnread)
	o.ok(o.Acknowledge(t.Context(), maryam, id, []string{"court-chosen:CIV-KARAJ-1"}))
	o.sign(maryam, id) // signatures stand only under what they were given for
	_, err = o.press(maryam, id, "k")
	o.ok(err)
	content, err := o.Store.Content(t.Context(), id, 1)
	o.ok(err)
	a := content.Authority
	if a.Code != "CIV-KARAJ-1" || !a.Against || a.Proposed == nil || a.Proposed.Code != "PEA-KARAJ-1" || a.Proposed.Because == "" {
		t.Errorf("recorded %+v, proposed %+v", a, a.Proposed)
	}
	if len(content.Warnings) != 1 || content.Warnings[0].Reason != "JUR-SUBJECT" {
		t.Errorf("passed by %+v", content.Warnings)
	}
	if f := o.read(id); f.Authority != "CIV-KARAJ-1" {
		t.Errorf("went to %s", f.Authority)
	}
}

// The ordinary filing records the rule, the facts that decided, and the same proposal.
func TestTheDecidingFactsAreRecorded(t *testing.T) {
	o := newOffice(t, storetest.SQLite)
	maryam := o.who("maryam")
	id := o.filed(maryam, "maryam")
	content, err := o.Store.Content(t.Context(), id, 1)
	o.ok(err)
	a := content.Authority
	if a.Entry != "money_claim.peace" || a.Against || a.Proposed.Code != a.Code || len(a.Facts) < 3 || a.Facts[0].Fact != "claim.value" {
		t.Errorf("recorded %+v", a)
	}
}
