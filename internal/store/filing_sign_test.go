package store_test

import (
	"bytes"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// TestTwoPlaintiffsSign: husband and wife rented together; each signs from her own account.
func TestTwoPlaintiffsSign(t *testing.T) { storetest.Each(t, testTwoPlaintiffsSign) }

func testTwoPlaintiffsSign(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, mohsen, zahra := o.who("maryam"), o.who("mohsen"), o.who("zahra")
	id := o.draft(maryam, "maryam", "mohsen")
	o.pay(maryam, id)
	unsigned := func(n int) {
		t.Helper()
		if missing := o.read(id).Unsigned(); len(missing) != n {
			t.Errorf("%v have not signed, want %d", missing, n)
		}
		_, err := o.press(maryam, id, "early")
		o.want(err, filing.ErrUnsigned)
	}
	unsigned(2)
	o.want(o.Sign(t.Context(), maryam, id, rightCode), errCode) // nothing was sent yet
	o.sign(maryam, id)
	unsigned(1)
	o.want(o.Sign(t.Context(), maryam, id, rightCode), errCode) // a code works once
	o.want(o.AskToSign(t.Context(), zahra, id), filing.ErrUnknown)
	o.want(o.Save(t.Context(), mohsen, id, filing.Edit{Unset: []string{"lease.address"}}), filing.ErrNotOwner) // reads and signs, no more
	_, err := o.press(mohsen, id, "his")
	o.want(err, filing.ErrNotOwner)
	o.ok(o.AskToSign(t.Context(), mohsen, id))
	o.want(o.Sign(t.Context(), mohsen, id, "000000"), errCode)
	o.sign(mohsen, id)
	signers := o.read(id).Signers
	if len(signers) != 2 || signers[0].Account != maryam.Account || signers[1].Account != mohsen.Account {
		t.Errorf("signed by %+v", signers)
	}
	if _, err := o.press(maryam, id, "now"); err != nil {
		t.Error(err)
	}
	o.want(o.AskToSign(t.Context(), mohsen, id), filing.ErrNotEditable)
}

// TestAChangeVoidsSignatures: a signature stands for these words and no others.
func TestAChangeVoidsSignatures(t *testing.T) { storetest.Each(t, testAChangeVoidsSignatures) }

func testAChangeVoidsSignatures(t *testing.T, e storetest.Engine) {
	for _, tc := range []struct {
		name   string
		change func(o *office, w identity.Who, id string) error
		void   bool
	}{
		{"another sum", func(o *office, w identity.Who, id string) error {
			return o.Save(o.t.Context(), w, id, filing.Edit{Set: form.Answers{"lease.deposit": int64(880_000_000)}})
		}, true},
		{"another document", func(o *office, w identity.Who, id string) error {
			return o.Attach(o.t.Context(), w, id, "lease", "b.png", bytes.NewReader(picture(30)))
		}, true},
		{"one document less", func(o *office, w identity.Who, id string) error {
			return o.Detach(o.t.Context(), w, id, o.read(id).Attachments[0].ID)
		}, true},
		{"another court", func(o *office, w identity.Who, id string) error {
			return o.ChooseCourt(o.t.Context(), w, id, "contract_place")
		}, true},
		{"the same answer again", func(o *office, w identity.Who, id string) error {
			return o.Save(o.t.Context(), w, id, filing.Edit{Set: form.Answers{"lease.deposit": int64(900_000_000)}})
		}, false},
		{"a warning read", func(o *office, w identity.Who, id string) error {
			return o.Acknowledge(o.t.Context(), w, id, []string{"weak-handover"})
		}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			o := newOffice(t, e)
			maryam := o.who("maryam")
			id := o.ready(maryam, "maryam")
			o.ok(o.AskToSign(t.Context(), maryam, id)) // a code for the old words is on its way
			o.ok(tc.change(o, maryam, id))
			if got := len(o.read(id).Unsigned()) == 1; got != tc.void {
				t.Errorf("void = %v, want %v", got, tc.void)
			}
			if tc.void {
				o.want(o.Sign(t.Context(), maryam, id, rightCode), errCode)
			}
		})
	}
}
