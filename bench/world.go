package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/store"
)

// court is where the measured filings go; its registrar reads the inbox.
const court = "PEA-KARAJ-1"

// filers press, but for the last: she has twenty filings and looks at her list.
var filers = []string{"maryam", "zahra", "mohsen", "nima"}

// world is an instance with people who are signed in and drafts that need one more press:
// complete, checked, signed and paid through the program itself, then copied.
type world struct {
	dir, address string
	cast         *cast.Cast
	models       []*filing.Filing
	drafts       []draft
	server       *program
}

type draft struct{ id, cookie string }

// newWorld makes one. The program serves while the models are made, and ends.
func newWorld(ctx context.Context, dir, address string) (w *world, err error) {
	w = &world{dir: dir, address: address}
	if w.cast, err = cast.Load(); err != nil {
		return nil, err
	}
	if err := w.serve(); err != nil { // the first start plants the people
		return nil, err
	}
	w.server.stop()
	if err := w.with(ctx, w.signIn); err != nil {
		return nil, err
	}
	if err := w.serve(); err != nil {
		return nil, err
	}
	var ids []string
	for _, key := range filers {
		id, err := w.prepare(ctx, w.cast.Named(key))
		if err != nil {
			w.server.stop()
			return nil, fmt.Errorf("prepare a draft of %s: %w", key, err)
		}
		ids = append(ids, id)
	}
	w.server.stop()
	return w, w.with(ctx, func(ctx context.Context, db *store.Store) error { return w.settle(ctx, db, ids) })
}

func (w *world) serve() (err error) {
	w.server, err = serveTarazu(w.dir, w.address)
	return err
}

// with opens the database while no program serves it.
func (w *world) with(ctx context.Context, do func(context.Context, *store.Store) error) error {
	db, err := store.Open(ctx, w.address, time.Now)
	if err != nil {
		return err
	}
	return errors.Join(do(ctx, db), db.Close())
}

func cookie(key string) string { return "session-of-" + key }

// signIn writes the sessions down: codes and limits of signing in are not what we measure.
func (w *world) signIn(ctx context.Context, db *store.Store) error {
	messages, err := lang.LoadMessages()
	if err != nil {
		return err
	}
	accounts := identity.New(store.People{Store: db}, nil, nil, messages, [32]byte{}, time.Now)
	for _, key := range append([]string{court}, filers...) {
		p := w.cast.Named(key)
		account, err := accounts.ByNationalID(ctx, p.NationalID)
		if err != nil {
			return err
		}
		how := identity.BySMS
		if p.Staff() {
			how = identity.ByTOTP
		}
		hash := sha256.Sum256([]byte(cookie(key)))
		err = store.People{Store: db}.Update(ctx, func(l identity.Ledger) (record.Effects, error) {
			return record.Effects{}, l.PutSession(&identity.Session{
				ID: record.NewID(), TokenHash: hex.EncodeToString(hash[:]), Account: account, Standing: p.Standings[0].ID, How: how,
				Device: "bench", CreatedAt: time.Now(), SeenAt: time.Now(),
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// settle takes the payments as confirmed: the bank's time is not ours.
func (w *world) settle(ctx context.Context, db *store.Store, ids []string) error {
	filings := store.Filings{Store: db}
	for _, id := range ids {
		err := filings.Update(ctx, id, func(_ filing.Reader, f *filing.Filing) (record.Effects, error) {
			for i := range f.Ledger {
				if p := &f.Ledger[i]; p.State == fee.Opened {
					p.Settle(fee.Paid, p.Amount, "1", time.Now())
				}
			}
			return record.Effects{}, nil
		})
		if err != nil {
			return err
		}
		f, err := filings.ByID(ctx, id)
		if err != nil {
			return err
		}
		w.models = append(w.models, f)
	}
	return nil
}

// fill copies the models until n drafts wait.
func (w *world) fill(ctx context.Context, n int) error {
	return w.with(ctx, func(ctx context.Context, db *store.Store) error {
		fresh := make([]draft, max(0, n-len(w.drafts)))
		faults := make([]error, len(fresh))
		var copies sync.WaitGroup
		slots := make(chan struct{}, 128)
		for i := range fresh {
			who := i % (len(filers) - 1)
			f := *w.models[who]
			f.ID, f.SavedAt = record.NewID(), time.Now()
			f.Signers = []filing.Signer{f.Signers[0]}
			f.Signers[0].Said = f.Said()
			fresh[i] = draft{f.ID, cookie(filers[who])}
			slots <- struct{}{}
			copies.Go(func() {
				faults[i] = store.Filings{Store: db}.Create(ctx, &f, record.Effects{})
				<-slots
			})
		}
		copies.Wait()
		w.drafts = append(w.drafts, fresh...)
		return errors.Join(faults...)
	})
}

func sqliteIn(dir string) string { return "sqlite:" + filepath.Join(dir, "tarazu.db") }
