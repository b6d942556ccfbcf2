package store_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// returned sends a filing back with one remark at the address of the property.
func (o *office) returned(_ identity.Who, id string) {
	o.t.Helper()
	o.ok(o.counter.Return(o.t.Context(), o.who("PEA-KARAJ-1"), id, 0, remark))
}

func (o *office) edit(w identity.Who, id, address string) {
	o.t.Helper()
	o.ok(o.Save(o.t.Context(), w, id, filing.Edit{Set: form.Answers{"lease.address": address}}))
}

func TestReturnAndCure(t *testing.T) { storetest.Each(t, testReturnAndCure) }

func testReturnAndCure(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.ready(maryam, "maryam")
	first, err := o.press(maryam, id, "first")
	o.ok(err)
	filed := o.read(id)
	o.pass(48 * time.Hour)
	o.returned(maryam, id)
	f := o.read(id)
	if open := f.OpenRemarks(); f.State != filing.Returned || len(open) != 1 || open[0].Content != 1 || !f.ReceivedAt.Equal(filed.ReceivedAt) {
		t.Errorf("returned as %+v", f)
	}
	if want := lang.DateAt(o.now()).AddDays(11); f.CureBy != want {
		t.Errorf("to cure until %v, want %v: ten days, neither end counted", f.CureBy, want)
	}
	o.want(o.Save(t.Context(), maryam, id, filing.Edit{Set: form.Answers{"lease.deposit": int64(1)}}), filing.ErrOnlyRemarked)
	o.want(o.Attach(t.Context(), maryam, id, "lease", "x.png", bytes.NewReader(picture(77))), filing.ErrOnlyRemarked)
	o.want(o.Detach(t.Context(), maryam, id, f.Attachments[0].ID), filing.ErrOnlyRemarked)
	o.want(o.ChooseCourt(t.Context(), maryam, id, "contract_place"), filing.ErrOnlyRemarked) // a return never moves
	again, err := o.press(maryam, id, "first")                                               // a retry is still the first submission
	if err != nil || !bytes.Equal(again.JSON, first.JSON) {
		t.Errorf("the retry of the first submission: %v", err)
	}
	o.edit(maryam, id, "تهران، خیابان مهر، پلاک ۲۰، واحد ۵")
	_, err = o.press(maryam, id, "second")
	o.want(err, filing.ErrUnsigned) // other words
	o.sign(maryam, id)
	o.pass(time.Hour)
	cured, err := o.press(maryam, id, "second")
	o.ok(err)
	g := o.read(id)
	if g.State != filing.Submitted || g.ContentNumber != 2 || !g.ReceivedAt.Equal(filed.ReceivedAt) || g.Tracking != filed.Tracking || g.Link != filed.Link || g.Authority != filed.Authority || len(g.Ledger) != 1 {
		t.Errorf("cured as %+v", g)
	}
	finding, err := seal.Verify(cured.JSON, seal.Keys{}.WithDemo())
	o.ok(err)
	var r filing.Receipt
	o.ok(json.Unmarshal(finding.Payload, &r))
	if r.ReceivedAt != filing.Stamp(filed.ReceivedAt) || r.CorrectedAt != filing.Stamp(o.now()) || r.FeePaid != depositFee {
		t.Errorf("the receipt of the cure says %+v", r)
	}
	one, err1 := o.Store.Content(t.Context(), id, 1)
	two, err2 := o.Store.Content(t.Context(), id, 2)
	if err1 != nil || err2 != nil || one.Answers["lease.address"] == two.Answers["lease.address"] || two.Number != 2 {
		t.Errorf("both versions are kept: %v %v", err1, err2)
	}
	paper, err := o.counter.Open(t.Context(), o.who("PEA-KARAJ-1"), id)
	if err != nil || paper.Previous == nil || paper.Previous.Number != 1 || !paper.Whole() {
		t.Errorf("the court sees both versions: %+v, %v", paper, err)
	}
	if len(g.OpenRemarks()) != 0 {
		t.Error("the remark is still open")
	}
	o.trail(2)
}

// TestARemarkedDocumentIsReplaced: the scan was illegible.
func TestARemarkedDocumentIsReplaced(t *testing.T) {
	storetest.Each(t, testARemarkedDocumentIsReplaced)
}

func testARemarkedDocumentIsReplaced(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.filed(maryam, "maryam")
	o.ok(o.counter.Return(t.Context(), o.who("PEA-KARAJ-1"), id, 0, []filing.Remark{{Slot: "lease", Reason: "DEF-FACTS", Text: "تصویر خوانا نیست."}}))
	o.ok(o.Detach(t.Context(), maryam, id, o.read(id).Attachments[0].ID))
	o.ok(o.Attach(t.Context(), maryam, id, "lease", "better.png", bytes.NewReader(picture(88))))
	o.want(o.Detach(t.Context(), maryam, id, o.read(id).Attachments[0].ID), filing.ErrOnlyRemarked) // the payment slip
	o.sign(maryam, id)
	_, err := o.press(maryam, id, "cure")
	o.ok(err)
	one, err := o.Store.Content(t.Context(), id, 1)
	o.ok(err)
	body, err := o.Blobs.Open(t.Context(), one.Attachments[0].Hash) // the first version is still whole
	o.ok(err)
	o.ok(body.Close())
}

// TestRetryOfTheFirstSubmissionAfterTheCure: a phone comes back from a tunnel and repeats the
// first press. Nothing was changed to cure, so its words still stand: it gets its own receipt.
func TestRetryOfTheFirstSubmissionAfterTheCure(t *testing.T) {
	storetest.Each(t, testRetryOfTheFirstSubmissionAfterTheCure)
}

func testRetryOfTheFirstSubmissionAfterTheCure(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.ready(maryam, "maryam")
	first, err := o.press(maryam, id, "first")
	o.ok(err)
	o.returned(maryam, id)
	_, err = o.press(maryam, id, "second") // she insists
	o.ok(err)
	again, err := o.press(maryam, id, "first")
	if err != nil || !bytes.Equal(again.JSON, first.JSON) {
		t.Errorf("another receipt than the first time, %v", err)
	}
	o.trail(2)
}

// TestTheLastDayToCure: on the last day until midnight, then never; only then may the court reject.
func TestTheLastDayToCure(t *testing.T) { storetest.Each(t, testTheLastDayToCure) }

func testTheLastDayToCure(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, clerk := o.who("maryam"), o.who("PEA-KARAJ-1")
	in, out := o.filed(maryam, "maryam"), o.filed(maryam, "maryam")
	o.want(o.counter.Reject(t.Context(), clerk, out), filing.ErrState) // it was not returned
	o.returned(maryam, in)
	o.returned(maryam, out)
	midnight := time.Date(2026, 11, 17, 0, 0, 0, 0, lang.Tehran)
	for lang.DateAt(midnight).Compare(o.read(in).CureBy) <= 0 {
		midnight = midnight.AddDate(0, 0, 1)
	}
	o.pass(midnight.Add(-time.Minute).Sub(o.now()))
	o.want(o.counter.Reject(t.Context(), clerk, out), errTooEarly)
	o.edit(maryam, in, "نشانی درست")
	o.sign(maryam, in)
	received := o.now()
	o.pass(2 * time.Minute) // the request was whole before midnight, the queue was long
	_, err := o.Submit(t.Context(), maryam, in, filing.Submission{Key: "last minute", ReceivedAt: received})
	o.ok(err)
	o.want(o.Save(t.Context(), maryam, out, filing.Edit{Set: form.Answers{"lease.address": "x"}}), filing.ErrCureOver)
	_, err = o.press(maryam, out, "late")
	o.want(err, filing.ErrCureOver)
	o.ok(o.counter.Reject(t.Context(), clerk, out))
	if f := o.read(out); f.State != filing.Rejected || f.ClosedAt.IsZero() {
		t.Errorf("rejected as %+v", f)
	}
}
