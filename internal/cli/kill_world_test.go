package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/png"
	"maps"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/blob"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/rollout"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/store"
)

// killWorld prepares, while no child runs, what the children serve: people with sessions and
// drafts that need one more press. Drafts are signed with a fake code and paid at a fake bank.
type killWorld struct {
	t        *testing.T
	dir      string
	address  string // of the database
	cast     *cast.Cast
	catalog  *catalog.Catalog
	messages *lang.Messages
	filers   []killPerson
	clerk    killPerson
	models   []*filing.Filing // a ready draft of each filer
	drafts   []killDraft      // ready, not pressed yet
}

type killPerson struct {
	who    identity.Who
	cookie string
}

type killDraft struct {
	id     string
	cookie string
}

const killTitle, killCourt = "PET-DEPOSIT", "PEA-KARAJ-1"

// newKillWorld keeps its data at address, or in a file of its folder.
func newKillWorld(t *testing.T, address string) *killWorld {
	t.Helper()
	w := &killWorld{t: t, dir: t.TempDir(), address: address}
	if address == "" {
		w.address = "sqlite:" + filepath.Join(w.dir, "tarazu.db")
	}
	var faults [3]error
	w.cast, faults[0] = cast.Load()
	w.catalog, faults[1] = catalog.Embedded()
	w.messages, faults[2] = lang.LoadMessages()
	w.ok(errors.Join(faults[:]...))
	w.with(func(db *store.Store) {
		accounts := identity.New(store.People{Store: db}, nil, nil, w.messages, demoSecret, time.Now)
		w.ok(w.cast.Seed(t.Context(), accounts))
		for _, key := range []string{"maryam", "zahra", "mohsen", "nima"} {
			w.filers = append(w.filers, w.session(db, accounts, key, identity.BySMS))
		}
		w.clerk = w.session(db, accounts, killCourt, identity.ByTOTP)
		desk := w.desk(db, accounts)
		for _, p := range w.filers {
			w.models = append(w.models, w.model(desk, p))
		}
	})
	return w
}

func (w *killWorld) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// with opens the database for a moment; no child may run on a SQLite.
func (w *killWorld) with(do func(*store.Store)) {
	w.t.Helper()
	db, err := store.Open(w.t.Context(), w.address, time.Now)
	w.ok(err)
	defer func() { w.ok(db.Close()) }()
	do(db)
}

// session signs somebody in by writing the session down.
func (w *killWorld) session(db *store.Store, accounts *identity.Accounts, key string, how identity.Factor) killPerson {
	w.t.Helper()
	p := w.cast.Named(key)
	account, err := accounts.ByNationalID(w.t.Context(), p.NationalID)
	w.ok(err)
	cookie := "session-of-" + key
	hash := sha256.Sum256([]byte(cookie))
	who := identity.Who{Account: account, NationalID: p.NationalID, Name: p.Name(), Standing: p.Standings[0]}
	w.ok(store.People{Store: db}.Update(w.t.Context(), func(l identity.Ledger) (record.Effects, error) {
		return record.Effects{}, l.PutSession(&identity.Session{
			ID: record.NewID(), TokenHash: hex.EncodeToString(hash[:]), Account: account, Standing: who.Standing.ID, How: how,
			Device: "test", CreatedAt: time.Now(), SeenAt: time.Now(),
		})
	}))
	return killPerson{who, cookie}
}

func (w *killWorld) desk(db *store.Store, accounts *identity.Accounts) *filing.Desk {
	w.t.Helper()
	folder, err := blob.Open(filepath.Join(w.dir, "blobs"))
	w.ok(err)
	services := &services{catalog: w.catalog, messages: w.messages, board: &rollout.Board{Catalog: w.catalog, Stage: "complete", Exempt: true, Now: time.Now}, now: time.Now}
	return &filing.Desk{
		Store: store.Filings{Store: db}, Titles: services, Bank: paidBank{}, Blobs: blobs{folder}, Proofs: anyCode{}, Notices: accounts,
		Key: seal.DemoKey(), Now: time.Now,
	}
}

// model is a draft led to its last press through the real desk.
func (w *killWorld) model(desk *filing.Desk, p killPerson) *filing.Filing {
	w.t.Helper()
	ctx := w.t.Context()
	person := w.cast.Named("maryam")
	for _, c := range w.cast.People {
		if c.NationalID == p.who.NationalID {
			person = c
		}
	}
	answers := maps.Clone(w.catalog.Journeys(killTitle)[0].Input.Answers)
	answers["party.us"] = []map[string]any{{
		"kind": "natural", "national_id": person.NationalID, "name": person.Name(), "father": person.Father, "address": person.Address, "county": person.County,
	}}
	f, err := desk.Begin(ctx, p.who, killTitle, answers, filing.Heard{})
	w.ok(err)
	var picture bytes.Buffer
	w.ok(png.Encode(&picture, image.NewGray(image.Rect(0, 0, 30, 30))))
	for _, slot := range []string{"lease", "payment", "handover"} {
		w.ok(desk.Attach(ctx, p.who, f.ID, slot, slot+".png", bytes.NewReader(picture.Bytes())))
	}
	w.ok(desk.AskToSign(ctx, p.who, f.ID))
	w.ok(desk.Sign(ctx, p.who, f.ID, "000000"))
	_, err = desk.Pay(ctx, p.who, f.ID, "/")
	w.ok(err)
	w.ok(desk.Settle(ctx, f.ID))
	f, err = desk.Mine(ctx, p.who, f.ID)
	w.ok(err)
	return f
}

// fill makes copies of the models until n drafts wait.
func (w *killWorld) fill(n int) {
	w.t.Helper()
	w.with(func(db *store.Store) {
		fresh := make([]killDraft, max(0, n-len(w.drafts)))
		var copies sync.WaitGroup
		for i := range fresh {
			f := *w.models[i%len(w.models)]
			f.ID = record.NewID()
			f.Signers = []filing.Signer{f.Signers[0]}
			f.Signers[0].Said = f.Said()
			fresh[i] = killDraft{f.ID, w.filers[i%len(w.filers)].cookie}
			copies.Go(func() {
				if err := (store.Filings{Store: db}).Create(w.t.Context(), &f, record.Effects{}); err != nil {
					w.t.Error(err)
				}
			})
		}
		copies.Wait()
		w.drafts = append(w.drafts, fresh...)
	})
}

// paidBank takes every order as paid.
type paidBank struct{}

func (paidBank) Open(_ context.Context, id string, amount int64, _, _ string) (string, string, error) {
	return fmt.Sprint(amount), "https://bank.example/" + id, nil
}

func (paidBank) State(_ context.Context, id string) (filing.Answer, error) {
	var amount int64
	_, err := fmt.Sscan(id, &amount)
	return filing.Answer{State: "paid", Amount: amount, Reference: "1"}, err
}

func (b paidBank) Confirm(ctx context.Context, id string) (filing.Answer, error) {
	return b.State(ctx, id)
}

func (paidBank) Refund(context.Context, string, string, int64) (filing.Answer, error) {
	return filing.Answer{}, errors.New("nothing is given back here")
}

// anyCode takes every code as right.
type anyCode struct{}

func (anyCode) StepUp(context.Context, identity.Who, string, string) error        { return nil }
func (anyCode) Proof(context.Context, identity.Who, string, string, string) error { return nil }
