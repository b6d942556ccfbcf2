package account_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/assets"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/job"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/message"
	"github.com/tarazu-justice/tarazu/internal/port"
	"github.com/tarazu-justice/tarazu/internal/port/simulator"
	"github.com/tarazu-justice/tarazu/internal/store"
	"github.com/tarazu-justice/tarazu/internal/web"
	"github.com/tarazu-justice/tarazu/internal/web/account"
	"github.com/tarazu-justice/tarazu/internal/web/demo"
)

// town is the two desks of identity and demonstration on a real store, with the simulator.
type town struct {
	url   string
	cast  *cast.Cast
	world *simulator.Simulator
	bank  *port.Payment
}

func newTown(t *testing.T, who ...string) *town {
	t.Helper()
	people, errC := cast.Load()
	messages, errM := lang.LoadMessages()
	titles, errT := catalog.Embedded()
	db, errS := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "t.db"), time.Now)
	if err := errors.Join(errC, errM, errT, errS); err != nil {
		t.Fatal(err)
	}
	world := simulator.New(people, time.Now, "/demo/bank")
	outside := httptest.NewServer(world.API())
	e := port.Endpoint{URL: outside.URL, Simulated: true}
	civil, err1 := port.NewCivilRegistry(e)
	owner, err2 := port.NewMobileOwner(e)
	sms, err3 := port.NewSMS(e)
	bank, err4 := port.NewPayment(e)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	accounts := identity.New(store.People{Store: db}, civil, owner, messages, [32]byte{7}, time.Now)
	for _, key := range who {
		p := people.Named(key)
		if _, err := accounts.Plant(t.Context(), identity.Planted{
			Person: p.Record(), Mobile: p.Mobile, PostalCode: p.PostalCode, Address: p.Address, County: p.County,
			PersonalCode: p.PersonalCode, TOTPSecret: p.TOTPSecret, Standings: p.Standings,
		}); err != nil {
			t.Fatal(err)
		}
	}
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	worker := job.New(store.Jobs{Store: db}, time.Now, log, map[string]job.Handler{message.SMS: message.Handler(sms, time.Now)})
	db.OnJobs(worker.Poke)
	ctx, stop := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() { worker.Run(ctx) })
	site := &web.Site{Messages: messages, Sessions: accounts, Assets: assets.Address, Now: time.Now, Log: log, Plain: true, Demo: true}
	if err := site.Load(account.Pages(), demo.Pages()); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/assets/", assets.Handler())
	mux.Handle("/", site.Handler(account.New(site, accounts, titles.Places()), demo.New(site, world, people)))
	server := httptest.NewServer(mux)
	t.Cleanup(func() {
		server.Close()
		stop()
		done.Wait()
		outside.Close()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return &town{url: server.URL, cast: people, world: world, bank: bank}
}

// vars are what journeys call a person's facts.
func (w *town) vars(t *testing.T, key string) map[string]string {
	t.Helper()
	p := w.cast.Named(key)
	year, month, day := p.Birth.Jalali()
	return map[string]string{
		"national_id": p.NationalID, "personal_code": p.PersonalCode, "mobile": p.Mobile, "name": p.Name(),
		"day": persian(day), "month": lang.MonthName(month), "year": persian(year), "postal_code": p.PostalCode, "address": p.Address, "key": p.Key,
	}
}

func persian(n int) string { return lang.PersianDigits(strconv.Itoa(n)) }

// totp is what the authenticator of a member of staff shows, some half minutes from now.
func totp(t *testing.T, secret string, steps int64) string {
	t.Helper()
	code, err := hotp.GenerateCodeCustom(secret, uint64(time.Now().Unix()/30+steps), hotp.ValidateOpts{Digits: otp.DigitsSix}) //nolint:gosec // after 1970
	if err != nil {
		t.Fatal(err)
	}
	return code
}
