package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

const depositFee = 26_040_000 // rials, by the tables of the day; see the title's first journey

func TestPaying(t *testing.T) { storetest.Each(t, testPaying) }

func testPaying(t *testing.T, e storetest.Engine) {
	for _, tc := range []struct {
		name  string
		bank  filing.Answer
		err   error // of settling
		state fee.State
		due   int64
	}{
		{"she pays", filing.Answer{State: "paid", Reference: "1"}, nil, fee.Paid, 0},
		{"the bank declines", filing.Answer{State: "declined"}, nil, fee.Declined, depositFee},
		{"nobody pays in time", filing.Answer{State: "expired"}, nil, fee.Expired, depositFee},
		{"the bank does not know yet", filing.Answer{State: "pending"}, nil, fee.Opened, depositFee},
		{"the bank took another sum", filing.Answer{State: "paid", Amount: depositFee - 1}, nil, fee.Mistaken, depositFee},
	} {
		t.Run(tc.name, func(t *testing.T) {
			o := newOffice(t, e)
			maryam := o.who("maryam")
			id := o.draft(maryam, "maryam")
			o.sign(maryam, id)
			_, err := o.press(maryam, id, "unpaid")
			o.want(err, filing.ErrFeeUnpaid)
			_, err = o.Pay(t.Context(), maryam, id, "/")
			o.ok(err)
			o.till.answer(tc.bank)
			before := o.dump()
			seen, err := o.Payment(t.Context(), maryam, id)
			o.ok(err)
			if tc.err == nil && seen.State != tc.state || o.dump() != before {
				t.Errorf("looking shows %s and must change nothing:\n%s", seen.State, difference(before, o.dump()))
			}
			o.want(o.Settle(t.Context(), id), tc.err)
			after := o.dump()
			o.want(o.Settle(t.Context(), id), tc.err) // twice is once
			if o.dump() != after {
				t.Errorf("the second answer changed something:\n%s", difference(after, o.dump()))
			}
			review, err := o.Review(t.Context(), maryam, id, "fa")
			o.ok(err)
			if p := review.Ledger[0]; len(review.Ledger) != 1 || p.State != tc.state || p.Amount != depositFee || review.Due != tc.due {
				t.Errorf("due %d, ledger %+v", review.Due, review.Ledger)
			}
		})
	}
}

// TestALateAnswerDoesNotUndoAPayment: the bank says paid, and an old worker's "declined"
// comes after it.
func TestALateAnswerDoesNotUndoAPayment(t *testing.T) {
	storetest.Each(t, testALateAnswerDoesNotUndoAPayment)
}

func testALateAnswerDoesNotUndoAPayment(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.draft(maryam, "maryam")
	_, err := o.Pay(t.Context(), maryam, id, "/")
	o.ok(err)
	asked, answered := make(chan struct{}), make(chan struct{})
	slow := o.till.bank()
	slow.confirm = func(string) (filing.Answer, error) {
		close(asked)
		<-answered
		return filing.Answer{State: "declined"}, nil
	}
	worker := *o.Desk
	worker.Bank = slow
	done := make(chan error)
	go func() { done <- worker.Settle(t.Context(), id) }()
	<-asked
	o.till.answer(filing.Answer{State: "paid", Reference: "1"})
	o.ok(o.Settle(t.Context(), id))
	before := o.dump()
	close(answered)
	o.ok(<-done)
	if after := o.dump(); after != before {
		t.Errorf("the late answer left something:\n%s", difference(before, after))
	}
}

// TestTwoPressesAreOneOrder: she presses pay, sees nothing happen, and presses again and again.
func TestTwoPressesAreOneOrder(t *testing.T) { storetest.Each(t, testTwoPressesAreOneOrder) }

func testTwoPressesAreOneOrder(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.draft(maryam, "maryam")
	var urls sync.Map
	var presses sync.WaitGroup
	for range 20 {
		presses.Go(func() {
			url, err := o.Pay(t.Context(), maryam, id, "/")
			if err != nil {
				t.Error(err)
			}
			urls.Store(url, true)
		})
	}
	presses.Wait()
	different := 0
	urls.Range(func(_, _ any) bool { different++; return true })
	if n := len(o.read(id).Ledger); n != 1 || different != 1 {
		t.Errorf("%d payments and %d addresses of 20 presses", n, different)
	}
}

// TestACosignerCannotOrderPayments: what only the owner may do is refused before the bank hears of it.
func TestACosignerCannotOrderPayments(t *testing.T) {
	storetest.Each(t, testACosignerCannotOrderPayments)
}

func testACosignerCannotOrderPayments(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, mohsen := o.who("maryam"), o.who("mohsen")
	id := o.draft(maryam, "maryam", "mohsen")
	_, err := o.Pay(t.Context(), mohsen, id, "/")
	o.want(err, filing.ErrNotOwner)
	if len(o.till.orders) != 0 {
		t.Errorf("the bank holds %v", o.till.orders)
	}
}

// TestSettlingNothingIsNoChange: 50 presses of submit settle 50 times; that must not look
// like somebody else's change.
func TestSettlingNothingIsNoChange(t *testing.T) { storetest.Each(t, testSettlingNothingIsNoChange) }

func testSettlingNothingIsNoChange(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.ready(maryam, "maryam")
	version := o.read(id).Version
	o.ok(o.Settle(t.Context(), id))
	if v := o.read(id).Version; v != version {
		t.Errorf("version %d became %d", version, v)
	}
}

func TestDiscardGivesTheMoneyBack(t *testing.T) { storetest.Each(t, testDiscardGivesTheMoneyBack) }

func testDiscardGivesTheMoneyBack(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.ready(maryam, "maryam")
	o.ok(o.Refund(t.Context(), id)) // not discarded: nothing goes back
	if len(o.till.refunds) != 0 {
		t.Error("a refund for a living draft")
	}
	o.ok(o.Discard(t.Context(), maryam, id))
	o.want(o.Discard(t.Context(), maryam, id), filing.ErrState)
	if n := o.count(`select count(*) from jobs where kind = $1`, filing.RefundJob); n != 1 {
		t.Errorf("%d jobs to give the money back", n)
	}
	for range 3 { // a job may run again
		o.ok(o.Refund(t.Context(), id))
	}
	if l := o.read(id).Ledger; l[0].State != fee.Refunded || len(o.till.refunds) != 1 {
		t.Errorf("ledger %+v, refunds %v", l, o.till.refunds)
	}
	if list, err := o.List(t.Context(), maryam); err != nil || len(list) != 0 {
		t.Errorf("still listed: %v %v", list, err)
	}
	for name, err := range map[string]error{
		"save": o.Save(t.Context(), maryam, id, filing.Edit{}), "pay": second(o.Pay(t.Context(), maryam, id, "/")), "sign": o.AskToSign(t.Context(), maryam, id),
	} {
		if err == nil {
			t.Errorf("a discarded draft let her %s", name)
		}
	}
}

// TestAMistakenSumGoesBack: the draft lives on, and the fee can be paid again.
func TestAMistakenSumGoesBack(t *testing.T) {
	storetest.Each(t, testAMistakenSumGoesBack)
}

func testAMistakenSumGoesBack(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.draft(maryam, "maryam")
	o.sign(maryam, id)
	o.ok(second(o.Pay(t.Context(), maryam, id, "/")))
	o.till.answer(filing.Answer{State: "paid", Amount: depositFee - 1})
	for range 2 {
		o.ok(o.Settle(t.Context(), id))
	}
	if n := o.count(`select count(*) from jobs where kind = $1`, filing.RefundJob); n != 1 {
		t.Errorf("%d jobs to give the sum back", n)
	}
	for range 2 {
		o.ok(o.Refund(t.Context(), id))
	}
	if l := o.read(id).Ledger; l[0].State != fee.Refunded || len(o.till.refunds) != 1 {
		t.Errorf("ledger %+v, refunds %v", l, o.till.refunds)
	}
	o.till.answer(filing.Answer{State: "paid", Reference: "2"})
	o.ok(second(o.Pay(t.Context(), maryam, id, "/")))
	o.ok(o.Settle(t.Context(), id))
	o.ok(second(o.press(maryam, id, "k")))
}

// TestPaidTwiceGoesBackOnce: her claim grew while the bank's page of the smaller fee was
// open; she paid both pages.
func TestPaidTwiceGoesBackOnce(t *testing.T) {
	storetest.Each(t, testPaidTwiceGoesBackOnce)
}

func testPaidTwiceGoesBackOnce(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.draft(maryam, "maryam")
	o.ok(second(o.Pay(t.Context(), maryam, id, "/")))
	o.ok(o.Save(t.Context(), maryam, id, filing.Edit{Set: form.Answers{"lease.deposit": int64(950_000_000)}}))
	o.ok(second(o.Pay(t.Context(), maryam, id, "/")))
	o.till.answer(filing.Answer{State: "paid", Reference: "1"})
	o.ok(o.Settle(t.Context(), id))
	o.ok(o.Refund(t.Context(), id)) // a draft's fee may still grow: nothing goes back yet
	o.sign(maryam, id)
	o.ok(second(o.press(maryam, id, "k")))
	if n := o.count(`select count(*) from jobs where kind = $1`, filing.RefundJob); n != 1 || len(o.till.refunds) != 0 {
		t.Errorf("%d jobs that look for the surplus, refunds %v", n, o.till.refunds)
	}
	for range 2 {
		o.ok(o.Refund(t.Context(), id)) // the job
	}
	if l := o.read(id).Ledger; l[0].State != fee.Refunded || l[1].State != fee.Paid || len(o.till.refunds) != 1 {
		t.Errorf("ledger %+v, refunds %v", l, o.till.refunds)
	}
}

// TestPaidAfterTheDraftWasDiscarded: the bank's page was open in another tab.
func TestPaidAfterTheDraftWasDiscarded(t *testing.T) {
	storetest.Each(t, testPaidAfterTheDraftWasDiscarded)
}

func testPaidAfterTheDraftWasDiscarded(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.draft(maryam, "maryam")
	_, err := o.Pay(t.Context(), maryam, id, "/")
	o.ok(err)
	o.ok(o.Discard(t.Context(), maryam, id))
	o.till.answer(filing.Answer{State: "paid", Reference: "1"})
	o.pass(time.Minute)
	o.ok(o.Refund(t.Context(), id)) // the job
	if l := o.read(id).Ledger; l[0].State != fee.Refunded {
		t.Errorf("ledger %+v", l)
	}
}

func second[T any](_ T, err error) error { return err }
