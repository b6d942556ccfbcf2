package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/store"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// credit is what o's books say of a person's credits.
func (o *office) credit(w identity.Who) []fee.Credit {
	o.t.Helper()
	list, err := o.Credits(o.t.Context(), w)
	o.ok(err)
	return list
}

// rich leaves maryam a credit: she threw a paid draft away and kept the money for the next.
func (o *office) rich() identity.Who {
	o.t.Helper()
	maryam := o.who("maryam")
	o.ok(o.DiscardKeeping(o.t.Context(), maryam, o.ready(maryam, "maryam")))
	o.till.answer(filing.Answer{State: "pending"})
	return maryam
}

// TestNobodyPaysTwice: each row is a way to have paid too much, and where that stands after.
func TestNobodyPaysTwice(t *testing.T) { storetest.Each(t, testNobodyPaysTwice) }

func testNobodyPaysTwice(t *testing.T, e storetest.Engine) {
	claim := func(rials int64) filing.Edit { return filing.Edit{Set: form.Answers{"lease.deposit": rials}} }
	for _, tc := range []struct {
		name    string
		do      func(o *office, w identity.Who, id string)
		credits []int64 // rials that remain, with why
		why     fee.Why
		back    int // refunds at the bank
	}{
		{"her claim fell after she had paid", func(o *office, w identity.Who, id string) {
			o.ok(o.Save(t.Context(), w, id, claim(700_000_000)))
			o.sign(w, id)
			o.ok(second(o.press(w, id, "k")))
		}, []int64{7_000_000}, fee.Surplus, 0},
		{"it fell while the bank's page was open", func(o *office, w identity.Who, id string) {
			o.ok(o.Save(t.Context(), w, id, claim(950_000_000)))
			o.ok(second(o.Pay(t.Context(), w, id, "/")))
			o.ok(o.Save(t.Context(), w, id, claim(800_000_000)))
			o.ok(o.Settle(t.Context(), id))
			o.sign(w, id)
			o.ok(second(o.press(w, id, "k")))
			o.ok(o.Refund(t.Context(), id))
		}, []int64{3_500_000}, fee.Surplus, 1}, // 1.75 million went back whole
		{"the draft was thrown away, the money kept", func(o *office, w identity.Who, id string) {
			o.ok(o.DiscardKeeping(t.Context(), w, id))
			o.ok(o.Refund(t.Context(), id)) // the job finds nothing to give back
		}, []int64{depositFee}, fee.Kept, 0},
		{"the draft was thrown away, the money went back", func(o *office, w identity.Who, id string) {
			o.ok(o.Discard(t.Context(), w, id))
			o.ok(o.Refund(t.Context(), id))
		}, nil, "", 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			o := newOffice(t, e)
			o.t = t
			maryam := o.who("maryam")
			id := o.ready(maryam, "maryam")
			tc.do(o, maryam, id)
			got := o.credit(maryam)
			for i, c := range got {
				if i >= len(tc.credits) || c.Remains != tc.credits[i] || c.Why != tc.why || c.Gateway == "" || c.Filing != id {
					t.Errorf("credit %+v", c)
				}
			}
			if len(got) != len(tc.credits) || len(o.till.refunds) != tc.back {
				t.Errorf("%d credits of %d, refunds %v", len(got), len(tc.credits), o.till.refunds)
			}
		})
	}
}

// TestACreditPaysTheNextPaper, whole or in part, once; and stands again when that is thrown away.
func TestACreditPaysTheNextPaper(t *testing.T) { storetest.Each(t, testACreditPaysTheNextPaper) }

func testACreditPaysTheNextPaper(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.rich()
	orders := len(o.till.orders)
	next := o.draft(maryam, "maryam")
	url, err := o.Pay(t.Context(), maryam, next, "/")
	o.ok(err)
	if l := o.read(next).Ledger; url != "" || len(o.till.orders) != orders || len(l) != 1 || l[0].State != fee.Paid || l.Due(depositFee) != 0 {
		t.Fatalf("sent to %q with ledger %+v", url, l)
	}
	o.want(second(o.Pay(t.Context(), maryam, next, "/")), fee.ErrNothing)
	o.pass(time.Minute)
	o.ok(o.Discard(t.Context(), maryam, next))
	if got := o.credit(maryam); fee.Balance(got) != depositFee || len(got) != 2 || got[1].Why != fee.Undone || got[1].Gateway != got[0].Gateway {
		t.Fatalf("after the second was thrown away: %+v", got)
	}
	o.ok(o.Refund(t.Context(), next))
	if len(o.till.refunds) != 0 {
		t.Errorf("the bank gave back what it had never taken here: %v", o.till.refunds)
	}
	dear := o.draft(maryam, "maryam")
	o.ok(o.Save(t.Context(), maryam, dear, filing.Edit{Set: form.Answers{"lease.deposit": int64(950_000_000)}}))
	url, err = o.Pay(t.Context(), maryam, dear, "/")
	o.ok(err)
	l := o.read(dear).Ledger
	if open, ok := l.Open(); !ok || url == "" || open.Amount != 1_750_000 || l.Paid() != depositFee {
		t.Errorf("the rest is asked at %q: %+v", url, l)
	}
}

// TestACreditIsUsedOnce: two papers of one person are paid at the same moment.
func TestACreditIsUsedOnce(t *testing.T) { storetest.Each(t, testACreditIsUsedOnce) }

func testACreditIsUsedOnce(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.rich()
	var papers []string
	for range 6 {
		papers = append(papers, o.draft(maryam, "maryam"))
	}
	var presses sync.WaitGroup
	for _, id := range papers {
		presses.Go(func() {
			if _, err := o.Pay(t.Context(), maryam, id, "/"); err != nil {
				t.Error(err)
			}
		})
	}
	presses.Wait()
	var paid int64
	for _, id := range papers {
		paid += o.read(id).Ledger.Paid()
	}
	if left := fee.Balance(o.credit(maryam)); paid != depositFee || left != 0 {
		t.Errorf("a credit of %d paid %d, and %d are left", depositFee, paid, left)
	}
}

// TestWhatIsUsedUpPaysNothing: another program on the same database used the credit between
// the reading and the writing of a payment.
func TestWhatIsUsedUpPaysNothing(t *testing.T) { storetest.Each(t, testWhatIsUsedUpPaysNothing) }

func testWhatIsUsedUpPaysNothing(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.rich()
	id, c := o.draft(maryam, "maryam"), o.credit(maryam)[0]
	before := o.dump()
	err := o.Store.Update(t.Context(), id, func(_ filing.Reader, f *filing.Filing) (e effects, err error) {
		f.NewUses = []fee.Use{{Credit: c.ID, Gateway: c.Gateway, Amount: c.Remains + 1}}
		return e, nil
	})
	o.want(err, store.ErrStale)
	if after := o.dump(); after != before {
		t.Errorf("it left something:\n%s", difference(before, after))
	}
}

// TestACreditGoesBack to the card it came from, once, and only what remains of it.
func TestACreditGoesBack(t *testing.T) { storetest.Each(t, testACreditGoesBack) }

func testACreditGoesBack(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	o.want(o.TakeBack(t.Context(), maryam), fee.ErrNoCredit)
	id := o.ready(maryam, "maryam")
	o.ok(o.Save(t.Context(), maryam, id, filing.Edit{Set: form.Answers{"lease.deposit": int64(700_000_000)}}))
	o.sign(maryam, id)
	o.ok(second(o.press(maryam, id, "k")))
	o.ok(o.TakeBack(t.Context(), maryam))
	o.want(o.TakeBack(t.Context(), maryam), fee.ErrNoCredit)
	if n := o.count(`select count(*) from jobs where kind = $1`, filing.CreditJob); n != 1 {
		t.Errorf("%d jobs", n)
	}
	c := o.credit(maryam)[0]
	for range 3 { // a job may run again
		o.ok(o.GiveBack(t.Context(), c.ID))
	}
	c = o.credit(maryam)[0]
	if c.Remains != 0 || c.Back != 7_000_000 || c.DoneAt.IsZero() || o.till.back[c.Gateway] != 7_000_000 || o.till.refunds["credit-"+c.ID] != 1 {
		t.Errorf("credit %+v, bank %v %v", c, o.till.back, o.till.refunds)
	}
	mohsen := o.who("mohsen")
	if list := o.credit(mohsen); len(list) != 0 {
		t.Errorf("somebody else sees %+v", list)
	}
	receipt, err := o.Store.Content(t.Context(), id, 1)
	o.ok(err)
	if receipt.Fee.Paid != receipt.Fee.Total {
		t.Errorf("the paper says that %d of %d were paid", receipt.Fee.Paid, receipt.Fee.Total)
	}
}
