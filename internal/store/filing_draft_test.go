package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/blob"
	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

func TestBeginWithKnownAnswers(t *testing.T) { storetest.Each(t, testBeginWithKnownAnswers) }

func testBeginWithKnownAnswers(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	me := map[string]any{"kind": "natural", "national_id": maryam.NationalID, "name": maryam.Name}
	f, err := o.Begin(t.Context(), maryam, deposit, form.Answers{"party.us": []map[string]any{me}}, filing.Heard{})
	o.ok(err)
	kept := o.read(f.ID)
	if us, _ := kept.Answers["party.us"].([]map[string]any); len(us) != 1 || us[0]["name"] != maryam.Name {
		t.Errorf("asked again for what the account knows: %v", kept.Answers)
	}
	if kept.State != filing.Draft || kept.Version != 1 || len(kept.Signers) != 1 || kept.Signers[0].NationalID != maryam.NationalID || kept.TitleVersion == 0 {
		t.Errorf("began as %+v", kept)
	}
	_, err = o.Begin(t.Context(), maryam, "PET-NOTHING", nil, filing.Heard{})
	o.want(err, filing.ErrNoTitle)
	registrar := o.who("PEA-KARAJ-1")
	_, err = o.Begin(t.Context(), registrar, deposit, nil, filing.Heard{}) // staff acts for the court
	o.want(err, filing.ErrClosedTitle)
}

// TestSaveOnTwoTabs: the same draft is open twice, on a phone and on a desk.
func TestSaveOnTwoTabs(t *testing.T) { storetest.Each(t, testSaveOnTwoTabs) }

func testSaveOnTwoTabs(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	f, err := o.Begin(t.Context(), maryam, deposit, nil, filing.Heard{})
	o.ok(err)
	edit := func(fact string, value any, seen form.Answers) filing.Edit {
		return filing.Edit{Set: form.Answers{fact: value}, Seen: filing.Token(seen, []string{fact})}
	}
	for _, tc := range []struct {
		name string
		edit filing.Edit
		want error
	}{
		{"the phone answers one page", edit("lease.deposit", int64(900), form.Answers{}), nil},
		{"the desk, loaded before, answers another page", edit("lease.address", "خیابان مهر", form.Answers{}), nil},
		{"the desk answers the phone's page as it saw it, empty", edit("lease.deposit", int64(700), form.Answers{}), filing.ErrOtherTab},
		{"the desk, loaded anew, answers it", edit("lease.deposit", int64(700), form.Answers{"lease.deposit": int64(900)}), nil},
		{"a page is emptied", filing.Edit{Unset: []string{"lease.address"}}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) { o.want(o.Save(t.Context(), maryam, f.ID, tc.edit), tc.want) })
	}
	got := o.read(f.ID).Answers
	if _, there := got["lease.address"]; there || fmt.Sprint(got["lease.deposit"]) != "700" {
		t.Errorf("kept %v", got)
	}
}

// TestNotYoursLooksLikeNotThere: every use case answers a stranger as if there were nothing.
func TestNotYoursLooksLikeNotThere(t *testing.T) { storetest.Each(t, testNotYoursLooksLikeNotThere) }

func testNotYoursLooksLikeNotThere(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, zahra := o.who("maryam"), o.who("zahra")
	clerk, other := o.who("PEA-KARAJ-1"), o.who("PEA-TEHRAN-1")
	draft, filed := o.ready(maryam, "maryam"), o.filed(maryam, "maryam")
	file := o.read(filed).Attachments[0].ID
	before := o.dump()
	type use struct {
		name string
		do   func(w identity.Who, id string) error
	}
	filers := []use{
		{"read", func(w identity.Who, id string) error { _, err := o.Mine(t.Context(), w, id); return err }},
		{"review", func(w identity.Who, id string) error { _, err := o.Review(t.Context(), w, id, "fa"); return err }},
		{"save", func(w identity.Who, id string) error {
			return o.Save(t.Context(), w, id, filing.Edit{Unset: []string{"lease.address"}})
		}},
		{"attach", func(w identity.Who, id string) error {
			return o.Attach(t.Context(), w, id, "lease", "a.png", bytes.NewReader(picture(9)))
		}},
		{"detach", func(w identity.Who, id string) error { return o.Detach(t.Context(), w, id, file) }},
		{"open a file", func(w identity.Who, id string) error { _, _, err := o.File(t.Context(), w, id, file); return err }},
		{"choose a court", func(w identity.Who, id string) error {
			return o.ChooseCourt(t.Context(), w, id, "domicile")
		}},
		{"acknowledge", func(w identity.Who, id string) error { return o.Acknowledge(t.Context(), w, id, []string{"x"}) }},
		{"ask to sign", func(w identity.Who, id string) error { return o.AskToSign(t.Context(), w, id) }},
		{"sign", func(w identity.Who, id string) error { return o.Sign(t.Context(), w, id, rightCode) }},
		{"pay", func(w identity.Who, id string) error { _, err := o.Pay(t.Context(), w, id, "/"); return err }},
		{"look at the payment", func(w identity.Who, id string) error { _, err := o.Payment(t.Context(), w, id); return err }},
		{"submit", func(w identity.Who, id string) error { _, err := o.press(w, id, "theirs"); return err }},
		{"receipt", func(w identity.Who, id string) error { _, err := o.Receipt(t.Context(), w, id); return err }},
		{"discard", func(w identity.Who, id string) error { return o.Discard(t.Context(), w, id) }},
		{"withdraw", func(w identity.Who, id string) error { return o.Withdraw(t.Context(), w, id) }},
	}
	for _, u := range filers {
		for _, id := range []string{draft, filed, "nothing"} {
			o.want(u.do(zahra, id), filing.ErrUnknown)
		}
	}
	desk := o.counter
	clerks := []use{
		{"open", func(w identity.Who, id string) error { _, err := desk.Open(t.Context(), w, id); return err }},
		{"open a file", func(w identity.Who, id string) error { _, _, err := desk.File(t.Context(), w, id, file); return err }},
		{"claim", func(w identity.Who, id string) error { return desk.Claim(t.Context(), w, id) }},
		{"return", func(w identity.Who, id string) error { return desk.Return(t.Context(), w, id, 0, remark) }},
		{"accept", func(w identity.Who, id string) error {
			_, err := desk.Accept(t.Context(), w, id, 0, "شعبهٔ ۱")
			return err
		}},
		{"transfer", func(w identity.Who, id string) error {
			return desk.Transfer(t.Context(), w, id, "PEA-REY-1", "صلاحیت ندارد")
		}},
		{"reject", func(w identity.Who, id string) error { return desk.Reject(t.Context(), w, id) }},
	}
	for _, u := range clerks {
		for _, id := range []string{draft, filed, "nothing"} { // filed is at Karaj, she is at Tehran
			o.want(u.do(other, id), filing.ErrUnknown)
		}
		for _, id := range []string{draft, "nothing"} { // a draft is nobody's at the court
			o.want(u.do(clerk, id), filing.ErrUnknown)
		}
	}
	if after := o.dump(); after != before {
		t.Errorf("a stranger changed something:\n%s", difference(before, after))
	}
}

func TestAttach(t *testing.T) { storetest.Each(t, testAttach) }

func testAttach(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.draft(maryam, "maryam")
	attach := func(slot, name string, body []byte) error {
		return o.Attach(t.Context(), maryam, id, slot, name, bytes.NewReader(body))
	}
	o.want(attach("poa", "a.png", picture(1)), filing.ErrNoSlot)   // not asked of her
	o.want(attach("lease", "a.txt", []byte("hi")), blob.ErrType)   // by content, not by name
	o.want(attach("lease", "a.png", nil), blob.ErrEmpty)           // phones send empty files
	o.ok(attach("lease", "lease.png", picture(0)))                 // pressed twice
	o.ok(attach("lease", "../../etc/پیمان\u202e.png", picture(7))) // a second page, by a hostile name
	list := o.read(id).Attachments
	if len(list) != 4 || list[3].Name != "پیمان.png" || list[3].Mime != "image/png" || list[3].Pages != 1 {
		t.Errorf("holds %+v", list)
	}
	for i := len(list); i < filing.MaxFiles; i++ {
		o.ok(attach("lease", "p.png", picture(20+i)))
	}
	o.want(attach("lease", "one too many.png", picture(500)), filing.ErrTooManyFiles)
	o.ok(o.Detach(t.Context(), maryam, id, list[3].ID))
	o.ok(o.Store.Update(t.Context(), id, func(_ filing.Reader, f *filing.Filing) (e effects, err error) {
		f.Attachments[0].Size = filing.MaxFilingBytes // as if it were
		return e, nil
	}))
	o.want(attach("lease", "a byte too many.png", picture(501)), filing.ErrTotalSize)
}

// TestFilesReachTheDiskOnlyWhole: a phone that loses the net leaves nothing behind.
func TestFilesReachTheDiskOnlyWhole(t *testing.T) { storetest.Each(t, testFilesReachTheDiskOnlyWhole) }

func testFilesReachTheDiskOnlyWhole(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.draft(maryam, "maryam")
	before := o.dump()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := o.Attach(ctx, maryam, id, "lease", "a.png", bytes.NewReader(picture(3))); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if after := o.dump(); after != before {
		t.Error(difference(before, after))
	}
}

// TestATextThatNoRowHolds: a zero byte in an address is not found, on both engines.
func TestATextThatNoRowHolds(t *testing.T) { storetest.Each(t, testATextThatNoRowHolds) }

func testATextThatNoRowHolds(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	_, err := o.Store.ByID(t.Context(), "a\x00b")
	errU := o.Save(t.Context(), o.who("maryam"), "a\x00b", filing.Edit{})
	if !fault.Is(err, fault.NotFound) || !fault.Is(errU, fault.NotFound) {
		t.Errorf("answered %v and %v", err, errU)
	}
}
