package store_test

import (
	"errors"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/job"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/message"
	"github.com/tarazu-justice/tarazu/internal/port"
	"github.com/tarazu-justice/tarazu/internal/port/simulator"
	"github.com/tarazu-justice/tarazu/internal/store"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// town is everything that identity stands on: a real store, the real clients, the simulator
// behind them, and a clock that the test moves.
type town struct {
	*identity.Accounts
	t       *testing.T
	cast    *cast.Cast
	store   *store.Store
	engine  storetest.Engine
	address string
	sim     *simulator.Simulator
	send    job.Handler

	mu sync.Mutex
	at time.Time
}

var home = identity.Device{Client: "192.0.2.1", Label: "Firefox"}

func newTown(t *testing.T, e storetest.Engine, who ...string) *town {
	t.Helper()
	w := &town{t: t, at: time.Date(2026, 11, 16, 9, 0, 0, 0, lang.Tehran), engine: e, address: e.Address(t)}
	var err error
	if w.cast, err = cast.Load(); err != nil {
		t.Fatal(err)
	}
	if w.store, err = store.Open(t.Context(), w.address, w.now); err != nil {
		t.Fatal(err)
	}
	w.sim = simulator.New(w.cast, w.now, "/demo/bank")
	server := httptest.NewServer(w.sim.API())
	t.Cleanup(func() {
		server.Close()
		if err := w.store.Close(); err != nil {
			t.Error(err)
		}
	})
	registry, errR := port.NewCivilRegistry(port.Endpoint{URL: server.URL, Simulated: true})
	owner, errO := port.NewMobileOwner(port.Endpoint{URL: server.URL, Simulated: true})
	sms, errS := port.NewSMS(port.Endpoint{URL: server.URL, Simulated: true})
	messages, errM := lang.LoadMessages()
	if err := errors.Join(errR, errO, errS, errM); err != nil {
		t.Fatal(err)
	}
	w.send = message.Handler(sms, w.now)
	w.Accounts = identity.New(store.People{Store: w.store}, registry, owner, messages, [32]byte{1}, w.now)
	for _, key := range who {
		w.plant(w.cast.Named(key))
	}
	return w
}

func (w *town) plant(p *cast.Person) {
	w.t.Helper()
	_, err := w.Plant(w.t.Context(), identity.Planted{
		Person: p.Record(), Mobile: p.Mobile, PostalCode: p.PostalCode, Address: p.Address, County: p.County,
		PersonalCode: p.PersonalCode, TOTPSecret: p.TOTPSecret, Standings: p.Standings,
	})
	w.ok(err)
}

func (w *town) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.at
}

func (w *town) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at = w.at.Add(d)
}

func (w *town) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *town) want(err, want error) {
	w.t.Helper()
	if !errors.Is(err, want) {
		w.t.Errorf("answered %v, want %v", err, want)
	}
}

// deliver carries out the waiting messages.
func (w *town) deliver() {
	w.t.Helper()
	q := store.Jobs{Store: w.store}
	for {
		jobs, err := q.Claim(w.t.Context(), w.now(), time.Minute, 50)
		w.ok(err)
		if len(jobs) == 0 {
			return
		}
		for _, c := range jobs {
			if err := w.send(w.t.Context(), c); err != nil && !errors.Is(err, job.ErrPointless) {
				w.t.Fatal(err)
			}
			w.ok(q.Done(w.t.Context(), c.ID, c.Fence, w.now()))
		}
	}
}

// received lists what a number got, the oldest first.
func (w *town) received(mobile string) (list []simulator.Sent) {
	w.t.Helper()
	w.deliver()
	for _, m := range w.sim.Outbox() {
		if m.To == mobile {
			list = append(list, m)
		}
	}
	return list
}

// code is the latest code that a person got. Messages of one moment come in any order.
func (w *town) code(p *cast.Person) string {
	w.t.Helper()
	for _, m := range slices.Backward(w.received(p.Mobile)) {
		if m.Code != "" {
			return m.Code
		}
	}
	w.t.Fatalf("%s got no code", p.Key)
	return ""
}

// totp is what an authenticator shows, some half minutes from now.
func (w *town) totp(p *cast.Person, steps int64) string {
	w.t.Helper()
	code, err := hotp.GenerateCodeCustom(p.TOTPSecret, uint64(w.now().Unix()/30+steps), hotp.ValidateOpts{Digits: otp.DigitsSix}) //nolint:gosec // after 1970
	w.ok(err)
	return code
}

// signIn signs a person in.
func (w *town) signIn(p *cast.Person) (token string, who identity.Who) {
	w.t.Helper()
	ch, err := w.SignIn(w.t.Context(), p.NationalID, p.PersonalCode, home)
	w.ok(err)
	code := ""
	if ch.How == identity.ByTOTP {
		code = w.totp(p, 0)
	} else {
		code = w.code(p)
	}
	token, who, err = w.Confirm(w.t.Context(), ch.Token, code, home)
	w.ok(err)
	return token, who
}

// other is a code of six digits that is not this one.
func other(code string) string {
	last := code[5] + 1
	if last > '9' {
		last = '0'
	}
	return code[:5] + string(last)
}
