package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

func TestSubmit(t *testing.T) { storetest.Each(t, testSubmit) }

func testSubmit(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.ready(maryam, "maryam")
	received := o.now()
	o.pass(3 * time.Second) // the queue was long; the request had been read whole before
	stored, err := o.Submit(t.Context(), maryam, id, filing.Submission{Key: "k", ReceivedAt: received})
	o.ok(err)
	f := o.read(id)
	if f.State != filing.Submitted || !f.ReceivedAt.Equal(received) || !f.CommittedAt.Equal(o.now()) || f.Authority != "PEA-KARAJ-1" || f.ContentNumber != 1 {
		t.Errorf("filed as %+v", f)
	}
	if n, err := filing.ParseTracking(f.Tracking); err != nil || n != f.Tracking {
		t.Errorf("tracking number %q: %v", f.Tracking, err)
	}
	finding, err := seal.Verify(stored.JSON, seal.Keys{}.WithDemo())
	o.ok(err)
	var r filing.Receipt
	o.ok(json.Unmarshal(finding.Payload, &r))
	content, err := o.Store.Content(t.Context(), id, 1)
	o.ok(err)
	hash, err := content.Hash()
	o.ok(err)
	if r.ContentHash != hash || r.Tracking != f.Tracking || r.ReceivedAt != filing.Stamp(received) || r.Files != 3 || r.Pages != 3 || r.FeePaid != depositFee || !slices.Equal(r.Filers, []string{maryam.Name}) {
		t.Errorf("the receipt says %+v", r)
	}
	o.trail(1)
	found, err := o.counter.Inbox(t.Context(), o.who("PEA-KARAJ-1"), query(f.Tracking))
	if err != nil || len(found) != 1 || found[0].ID != id {
		t.Errorf("the court finds %v, %v", found, err)
	}
	for _, by := range []func(context.Context, string) (*filing.Filing, error){
		func(ctx context.Context, _ string) (*filing.Filing, error) {
			return o.Store.ByTracking(ctx, f.Tracking)
		},
		func(ctx context.Context, _ string) (*filing.Filing, error) { return o.Store.ByLink(ctx, f.Link) },
	} {
		if g, err := by(t.Context(), ""); err != nil || g.ID != id {
			t.Errorf("looked up: %v, %v", g, err)
		}
	}
}

// trail checks that n submissions left n receipts, n contents, n keys and n leaves, and that
// each leaf is the hash of its receipt.
func (o *office) trail(n int) {
	o.t.Helper()
	for _, table := range []string{"receipts", "contents", "submission_keys", "leaves"} {
		if got := o.count(`select count(*) from ` + table); got != n {
			o.t.Errorf("%d rows in %s, want %d", got, table, n)
		}
	}
	rows, err := o.side().QueryContext(o.t.Context(), `select body from receipts`)
	o.ok(err)
	defer rows.Close()
	for rows.Next() {
		var body string
		o.ok(rows.Scan(&body))
		if o.count(`select count(*) from leaves where kind = $1 and digest = $2`, filing.ReceiptKind, seal.Hash([]byte(body))) != 1 {
			o.t.Errorf("no leaf for %s", body)
		}
	}
	o.ok(rows.Err())
	if got := o.count(`select count(*) from events where kind in ('filing.submitted', 'filing.cured')`); got != n {
		o.t.Errorf("%d events, want %d", got, n)
	}
}

func TestSubmitIsRefused(t *testing.T) { storetest.Each(t, testSubmitIsRefused) }

func testSubmitIsRefused(t *testing.T, e storetest.Engine) {
	without := func(fact string) func(*office, identity.Who) string {
		return func(o *office, w identity.Who) string {
			id := o.ready(w, "maryam")
			o.ok(o.Save(o.t.Context(), w, id, filing.Edit{Unset: []string{fact}}))
			return id
		}
	}
	for _, tc := range []struct {
		name string
		make func(o *office, w identity.Who) string
		want error
	}{
		{"a question is open", without("lease.address"), filing.ErrIncomplete},
		{"a must document is missing", func(o *office, w identity.Who) string {
			id := o.ready(w, "maryam")
			o.ok(o.Detach(o.t.Context(), w, id, o.read(id).Attachments[0].ID))
			return id
		}, filing.ErrIncomplete},
		{"a warning was not read", func(o *office, w identity.Who) string {
			id := o.ready(w, "maryam")
			o.ok(o.Save(o.t.Context(), w, id, filing.Edit{Set: form.Answers{"lease.vacated": false}}))
			return id
		}, filing.ErrUnread},
		{"a fellow filer has no national id", func(o *office, w identity.Who) string {
			answers := o.answers("maryam", "mohsen")
			us := slices.Clone(answers["party.us"].([]map[string]any))
			us[1] = maps.Clone(us[1])
			delete(us[1], "national_id")
			answers["party.us"] = us
			id := o.ready(w, "maryam")
			o.ok(o.Save(o.t.Context(), w, id, filing.Edit{Set: form.Answers{"party.us": answers["party.us"]}}))
			return id
		}, filing.ErrSignerUnknown},
		{"nobody signed", func(o *office, w identity.Who) string { return o.draft(w, "maryam") }, filing.ErrUnsigned},
		{"the fee is due", func(o *office, w identity.Who) string {
			id := o.draft(w, "maryam")
			o.sign(w, id)
			return id
		}, filing.ErrFeeUnpaid},
		{"it is filed already", func(o *office, w identity.Who) string { return o.filed(w, "maryam") }, filing.ErrSubmitted},
		{"it is somebody else's", func(o *office, _ identity.Who) string { return o.ready(o.who("zahra"), "zahra") }, filing.ErrUnknown},
		{"there is none", func(*office, identity.Who) string { return "nothing" }, filing.ErrUnknown},
	} {
		t.Run(tc.name, func(t *testing.T) {
			o := newOffice(t, e)
			maryam := o.who("maryam")
			id := tc.make(o, maryam)
			before := o.dump()
			_, err := o.press(maryam, id, "another key")
			o.want(err, tc.want)
			_, err = o.press(maryam, id, "")
			o.want(err, filing.ErrNoKey)
			if after := o.dump(); after != before {
				t.Errorf("a refusal left something:\n%s", difference(before, after))
			}
		})
	}
}

// TestFiftyPresses: the net is slow, the button is near (TRUST F14).
func TestFiftyPresses(t *testing.T) { storetest.Each(t, testFiftyPresses) }

func testFiftyPresses(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.ready(maryam, "maryam")
	var mu sync.Mutex
	receipts := map[string]int{}
	var presses sync.WaitGroup
	for range 50 {
		presses.Go(func() {
			if err := o.Settle(t.Context(), id); err != nil { // as the page does
				t.Error(err)
			}
			r, err := o.press(maryam, id, "one key")
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			receipts[string(r.JSON)]++
		})
	}
	presses.Wait()
	if len(receipts) != 1 {
		t.Errorf("%d receipts", len(receipts))
	}
	o.trail(1)
	if n := len(o.read(id).Ledger); n != 1 {
		t.Errorf("%d fees", n)
	}
	o.pass(30 * 24 * time.Hour)
	r, err := o.press(maryam, id, "one key") // a month later, from the browser's history
	if err != nil || receipts[string(r.JSON)] != 50 {
		t.Errorf("another receipt a month later, %v", err)
	}
}

// TestFiftyKeys: fifty tabs, each with a key of its own: one is taken, the others are told.
func TestFiftyKeys(t *testing.T) { storetest.Each(t, testFiftyKeys) }

func testFiftyKeys(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.ready(maryam, "maryam")
	var won atomic.Int32
	var presses sync.WaitGroup
	for i := range 50 {
		presses.Go(func() {
			_, err := o.press(maryam, id, fmt.Sprint("key ", i))
			if err == nil {
				won.Add(1)
				return
			}
			o.want(err, filing.ErrSubmitted)
		})
	}
	presses.Wait()
	if won.Load() != 1 {
		t.Errorf("%d of 50 keys won", won.Load())
	}
	o.trail(1)
}

func TestAKeyServesOneText(t *testing.T) { storetest.Each(t, testAKeyServesOneText) }

func testAKeyServesOneText(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, zahra := o.who("maryam"), o.who("zahra")
	first := o.ready(maryam, "maryam")
	_, err := o.press(maryam, first, "k")
	o.ok(err)
	for name, press := range map[string]func() error{
		"another filing":  func() error { return second(o.press(maryam, o.ready(maryam, "maryam"), "k")) },
		"somebody else's": func() error { return second(o.press(zahra, o.ready(zahra, "zahra"), "k")) },
		"the same, other text": func() error {
			o.returned(maryam, first)
			o.edit(maryam, first, "x")
			return second(o.press(maryam, first, "k"))
		},
	} {
		before := 1
		if err := press(); !isFault(err, filing.ErrKeyReused) {
			t.Errorf("%s: %v", name, err)
		}
		o.trail(before)
	}
}

// TestStandingEndsBetweenReadAndSubmit: the page was ready, the right is gone.
func TestStandingEndsBetweenReadAndSubmit(t *testing.T) {
	storetest.Each(t, testStandingEndsBetweenReadAndSubmit)
}

func testStandingEndsBetweenReadAndSubmit(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.ready(maryam, "maryam")
	late := *o.Desk
	late.Store = meanwhile{o.Store, func() { o.revoke(maryam) }}
	before := o.count(`select count(*) from events`)
	_, err := late.Submit(t.Context(), maryam, id, filing.Submission{Key: "k", ReceivedAt: o.now()})
	o.want(err, identity.ErrStandingEnded)
	o.trail(0)
	if o.read(id).State != filing.Draft || o.count(`select count(*) from events`) != before {
		t.Error("a submission of somebody whose standing had ended left something")
	}
}

// TestAnotherTabSavesWhileTheReceiptIsSealed: what is filed is what stands on disk, sealed.
func TestAnotherTabSavesWhileTheReceiptIsSealed(t *testing.T) {
	storetest.Each(t, testAnotherTabSavesWhileTheReceiptIsSealed)
}

func testAnotherTabSavesWhileTheReceiptIsSealed(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.ready(maryam, "maryam")
	late := *o.Desk
	var once sync.Once
	late.Store = meanwhile{o.Store, func() {
		once.Do(func() { o.ok(o.Acknowledge(t.Context(), maryam, id, []string{"not-vacated"})) })
	}}
	_, err := late.Submit(t.Context(), maryam, id, filing.Submission{Key: "k", ReceivedAt: o.now()})
	o.ok(err)
	o.trail(1)
}

// TestATrackingNumberStandsAlready: numbers are drawn by chance; the second draw may repeat one.
func TestATrackingNumberStandsAlready(t *testing.T) {
	storetest.Each(t, testATrackingNumberStandsAlready)
}

func testATrackingNumberStandsAlready(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	trigger := `
		create trigger unlucky before update of tracking on filings
		when new.tracking is not null and old.tracking is null and substr(new.tracking, 13, 1) < '3'
		begin select raise(abort, 'UNIQUE constraint failed: filings.tracking'); end`
	if e == storetest.Postgres {
		trigger = `
			create function unlucky() returns trigger language plpgsql as $$
			begin
				raise unique_violation;
			end $$;
			create trigger unlucky before update of tracking on filings for each row
			when (new.tracking is not null and old.tracking is null and substr(new.tracking, 13, 1) < '3')
			execute function unlucky()`
	}
	_, err := o.side().ExecContext(t.Context(), trigger)
	o.ok(err)
	for range 8 { // three in ten numbers stand already
		id := o.ready(maryam, "maryam")
		if _, err := o.press(maryam, id, "k"+id); err != nil {
			t.Error(err)
		}
	}
	o.trail(8)
}

// meanwhile lets something happen after the desk has read and before it writes.
type meanwhile struct {
	filing.Store
	happens func()
}

func (m meanwhile) UpdateFrom(ctx context.Context, seen *filing.Filing, decide func(filing.Reader, *filing.Filing) (record.Effects, error)) error {
	m.happens()
	return m.Store.UpdateFrom(ctx, seen, decide)
}
