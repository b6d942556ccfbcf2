package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/blob"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/registry"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/store"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// office is the filer's and the court's desk on a real database, a real folder of files and
// the real catalogue; bank, codes and messages are fakes, and the test moves the clock.
type office struct {
	*filing.Desk
	counter *registry.Desk
	t       testing.TB
	cast    *cast.Cast
	db      *store.Store
	engine  storetest.Engine
	address string // of the database
	files   string // folder of files
	till    *till
	codes   *codes
	notices *notices
	titles  shelf
	beside  *sql.DB

	mu sync.Mutex
	at time.Time
}

const deposit = "PET-DEPOSIT" // a tenant asks her deposit back; PEA-KARAJ-1 is competent

func newOffice(t testing.TB, e storetest.Engine) *office {
	t.Helper()
	o := &office{t: t, at: time.Date(2026, 11, 16, 9, 0, 0, 0, lang.Tehran), engine: e, address: e.Address(t), files: filepath.Join(t.TempDir(), "blobs")}
	c, err := catalog.Embedded()
	o.ok(err)
	o.cast, err = cast.Load()
	o.ok(err)
	o.db, err = store.Open(t.Context(), o.address, o.now)
	o.ok(err)
	t.Cleanup(func() { o.ok(o.db.Close()) })
	folder, err := blob.Open(o.files)
	o.ok(err)
	o.titles, o.till, o.codes, o.notices = shelf{c}, newTill(), &codes{}, &notices{now: o.now}
	filings := store.Filings{Store: o.db}
	o.Desk = &filing.Desk{
		Store: filings, Titles: o.titles, Bank: o.till.bank(), Blobs: chest{folder}, Proofs: o.codes, Notices: o.notices,
		Key: seal.DemoKey(), Now: o.now,
	}
	o.counter = &registry.Desk{Store: filings, Catalogue: o.titles, Blobs: chest{folder}, Notices: o.notices, Now: o.now}
	return o
}

func (o *office) now() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.at
}

func (o *office) pass(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.at = o.at.Add(d)
}

func (o *office) ok(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) want(err, want error) {
	o.t.Helper()
	if !errors.Is(err, want) {
		o.t.Errorf("answered %v, want %v", err, want)
	}
}

// who lets somebody of the cast act in the first standing; the account is made when needed.
func (o *office) who(key string) identity.Who {
	o.t.Helper()
	p := o.cast.Named(key)
	w := identity.Who{Account: "account-" + key, Session: "session-" + key, NationalID: p.NationalID, Name: p.Name(), Standing: p.Standings[len(p.Standings)-1]}
	if w.Standing.From.IsZero() {
		w.Standing.From = o.now().AddDate(-1, 0, 0)
	}
	o.ok(store.People{Store: o.db}.Update(o.t.Context(), func(l identity.Ledger) (e record.Effects, err error) {
		if err := l.PutAccount(&identity.Account{ID: w.Account, Person: p.Record(), Mobile: p.Mobile, Locale: lang.FA, CreatedAt: o.now()}); err != nil {
			return e, err
		}
		return e, l.PutStanding(w.Account, w.Standing)
	}))
	return w
}

// revoke ends a standing now.
func (o *office) revoke(w identity.Who) {
	o.t.Helper()
	w.Standing.Until = o.now()
	o.ok(store.People{Store: o.db}.Update(o.t.Context(), func(l identity.Ledger) (record.Effects, error) {
		return record.Effects{}, l.PutStanding(w.Account, w.Standing)
	}))
}

// answers are those of the title's first journey, with these people of the cast as filers.
func (o *office) answers(filers ...string) form.Answers {
	answers := maps.Clone(o.titles.Journeys(deposit)[0].Input.Answers)
	var us []map[string]any
	for _, key := range filers {
		p := o.cast.Named(key)
		us = append(us, map[string]any{"kind": "natural", "national_id": p.NationalID, "name": p.Name(), "father": p.Father, "address": p.Address, "county": p.County})
	}
	answers["party.us"] = us
	return answers
}

// draft begins a filing with all answers given and all documents attached.
func (o *office) draft(owner identity.Who, filers ...string) string {
	o.t.Helper()
	f, err := o.Begin(o.t.Context(), owner, deposit, o.answers(filers...), filing.Heard{})
	o.ok(err)
	for i, slot := range []string{"lease", "payment", "handover"} {
		o.ok(o.Attach(o.t.Context(), owner, f.ID, slot, slot+".png", bytes.NewReader(picture(i))))
	}
	return f.ID
}

// picture is a small PNG, another one for each n.
func picture(n int) []byte {
	m := image.NewGray(image.Rect(0, 0, 40, 40))
	m.Set(n%40, n/40, color.White)
	var b bytes.Buffer
	_ = png.Encode(&b, m) // into memory
	return b.Bytes()
}

func (o *office) sign(w identity.Who, id string) {
	o.t.Helper()
	o.ok(o.AskToSign(o.t.Context(), w, id))
	o.ok(o.Sign(o.t.Context(), w, id, rightCode))
}

func (o *office) pay(w identity.Who, id string) {
	o.t.Helper()
	_, err := o.Pay(o.t.Context(), w, id, "/back")
	o.ok(err)
	o.till.answer(filing.Answer{State: "paid", Reference: "778899"})
	o.ok(o.Settle(o.t.Context(), id))
}

// ready is a draft that is signed and paid, and may be submitted.
func (o *office) ready(owner identity.Who, filer string) string {
	o.t.Helper()
	id := o.draft(owner, filer)
	o.sign(owner, id)
	o.pay(owner, id)
	return id
}

func (o *office) press(w identity.Who, id, key string) (*filing.Stored, error) {
	return o.Submit(o.t.Context(), w, id, filing.Submission{Key: key, ReceivedAt: o.now()})
}

// filed is a submitted filing.
func (o *office) filed(owner identity.Who, filer string) string {
	o.t.Helper()
	id := o.ready(owner, filer)
	_, err := o.press(owner, id, "key-"+id)
	o.ok(err)
	return id
}

func (o *office) read(id string) *filing.Filing {
	o.t.Helper()
	f, err := o.Store.ByID(o.t.Context(), id)
	o.ok(err)
	return f
}

// query reads one number straight from the database.
func (o *office) count(query string, args ...any) (n int) {
	o.t.Helper()
	o.ok(o.side().QueryRowContext(o.t.Context(), query, args...).Scan(&n))
	return n
}

// side is a second way into the database, past the store.
func (o *office) side() *sql.DB {
	o.t.Helper()
	if o.beside == nil {
		o.beside = storetest.Side(o.t, o.address)
	}
	return o.beside
}

// shelf shows the catalogue to both desks.
type shelf struct{ *catalog.Catalog }

func (s shelf) MayBegin(code string, by filing.Filer, day lang.Date) error {
	if s.Open(code, by.Standing, "", day, "").Open {
		return nil
	}
	return filing.ErrClosedTitle
}

func (s shelf) MayFinish(code string, by filing.Filer, day lang.Date) error {
	return s.MayBegin(code, by, day)
}

func (s shelf) Kind(kind string, loc lang.Locale) string { return s.Library().Kinds[kind].In(loc) }
func (s shelf) Province(string) string                   { return "30" }

func (s shelf) HasReason(code string) bool {
	_, ok := s.Reason(code)
	return ok
}

func (s shelf) Authority(code string) (string, bool) {
	unit, ok := s.Catalog.Authority(code)
	return unit.Name, ok
}

func (s shelf) Asked(title, fact string) bool {
	t, ok := s.Title(title)
	if !ok {
		return false
	}
	for _, f := range t.Facts() {
		if f.Name == fact {
			return true
		}
	}
	return false
}

func (s shelf) Slot(title, slot string) bool {
	t, ok := s.Title(title)
	if !ok {
		return false
	}
	for _, x := range t.Spec().Slots {
		if x.ID == slot {
			return true
		}
	}
	return false
}

func (s shelf) CureBy(_ string, served lang.Date) lang.Date {
	last, _ := s.Library().LastDay(served, "cure_defects", served)
	return last
}

// chest is the folder of files as the desks use it.
type chest struct{ folder *blob.Folder }

func (c chest) Keep(ctx context.Context, r io.Reader) (filing.File, error) {
	ref, kind, err := c.folder.Keep(ctx, r)
	return filing.File{Hash: ref.Hash, Mime: kind.Mime, Size: ref.Size, Pages: kind.Pages}, err
}

func (c chest) Open(ctx context.Context, hash string) (io.ReadSeekCloser, error) {
	return c.folder.Open(ctx, hash)
}

func (c chest) Has(ctx context.Context, hash string, size int64) (bool, error) {
	body, err := c.folder.Open(ctx, hash)
	if err != nil {
		return false, nil
	}
	defer body.Close()
	end, err := body.Seek(0, io.SeekEnd)
	return end == size, err
}

// bank is a gateway as a struct of funcs.
type bank struct {
	open           func(id string, amount int64) (string, string, error)
	state, confirm func(gatewayID string) (filing.Answer, error)
	refund         func(gatewayID, refundID string, amount int64) (filing.Answer, error)
}

func (b bank) Open(_ context.Context, id string, amount int64, _, _ string) (string, string, error) {
	return b.open(id, amount)
}
func (b bank) State(_ context.Context, id string) (filing.Answer, error)   { return b.state(id) }
func (b bank) Confirm(_ context.Context, id string) (filing.Answer, error) { return b.confirm(id) }
func (b bank) Refund(_ context.Context, id, refund string, amount int64) (filing.Answer, error) {
	return b.refund(id, refund, amount)
}

// till remembers what was ordered and given back; every order gets the answer that was set.
type till struct {
	mu      sync.Mutex
	orders  map[string]int64 // gateway id → sum
	refunds map[string]int   // refund id → how often asked
	back    map[string]int64 // gateway id → given back in parts
	said    filing.Answer
}

func newTill() *till {
	return &till{orders: map[string]int64{}, refunds: map[string]int{}, back: map[string]int64{}, said: filing.Answer{State: "pending"}}
}

// answer sets what the bank says from now on; without a sum it is the sum that was ordered.
func (b *till) answer(a filing.Answer) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.said = a
}

func (b *till) bank() bank {
	state := func(id string) (filing.Answer, error) {
		b.mu.Lock()
		defer b.mu.Unlock()
		a := b.said
		if a.Amount == 0 {
			a.Amount = b.orders[id]
		}
		return a, nil
	}
	return bank{
		open: func(id string, amount int64) (string, string, error) {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.orders["gw-"+id] = amount
			return "gw-" + id, "https://bank.example/" + id, nil
		},
		state: state, confirm: state,
		refund: func(id, refund string, amount int64) (filing.Answer, error) {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.refunds[refund]++
			b.back[id] += amount
			return filing.Answer{State: "refunded", Amount: b.orders[id], Reference: "r"}, nil
		},
	}
}

const rightCode = "424242"

// codes gives everybody the same code, for exactly one purpose and one text each.
type codes struct{ asked sync.Map }

func (c *codes) StepUp(_ context.Context, w identity.Who, purpose, bound string) error {
	c.asked.Store(w.Account+purpose+bound, true)
	return nil
}

func (c *codes) Proof(_ context.Context, w identity.Who, purpose, bound, code string) error {
	if _, asked := c.asked.LoadAndDelete(w.Account + purpose + bound); !asked || code != rightCode {
		return errCode
	}
	return nil
}

var errCode = errors.New("wrong code")

// notices makes a job for each person told.
type notices struct{ now func() time.Time }

func (n *notices) Tell(_ context.Context, people []string, kind string, _ map[string]any) (jobs []record.Job) {
	for _, p := range people {
		jobs = append(jobs, record.Job{ID: record.NewID(), Kind: "test." + kind, Payload: fmt.Appendf(nil, "%q", p), At: n.now()})
	}
	return jobs
}
