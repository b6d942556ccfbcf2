package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/catalogs"
	"github.com/tarazu-justice/tarazu/internal/api"
	"github.com/tarazu-justice/tarazu/internal/assets"
	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/blob"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/document"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/job"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/message"
	"github.com/tarazu-justice/tarazu/internal/port"
	"github.com/tarazu-justice/tarazu/internal/port/simulator"
	"github.com/tarazu-justice/tarazu/internal/registry"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/store"
	"github.com/tarazu-justice/tarazu/internal/web"
	"github.com/tarazu-justice/tarazu/internal/web/account"
	"github.com/tarazu-justice/tarazu/internal/web/citizen"
	webdemo "github.com/tarazu-justice/tarazu/internal/web/demo"
	"github.com/tarazu-justice/tarazu/internal/web/public"
	webregistry "github.com/tarazu-justice/tarazu/internal/web/registry"
)

// app is everything joined.
type app struct {
	handler http.Handler
	desks   []web.Desk
	api     *api.API
	closers []func()
}

func (a *app) close() {
	for i := len(a.closers) - 1; i >= 0; i-- {
		a.closers[i]()
	}
}

// outside is the world that Tarazu speaks with, each part behind its port.
type outside struct {
	civil  *port.CivilRegistry
	mobile *port.MobileOwner
	sms    *port.SMS
	bank   *port.Payment
}

// newDemo joins the program with the simulator and the cast.
func newDemo(ctx context.Context, c config.Config, log *slog.Logger) (a *app, err error) {
	a = &app{}
	defer func() {
		if err != nil {
			a.close()
		}
	}()
	people, err := cast.Load()
	if err != nil {
		return a, err
	}
	base := "http://" + c.Listen
	overlay(&base, c.BaseURL)
	world := simulator.New(people, time.Now, "/demo/bank")
	ports, err := a.simulated(ctx, world)
	if err != nil {
		return a, err
	}
	return a, a.join(ctx, c, base, log, people, world, ports)
}

// simulated serves the simulator on a loopback port of its own and opens the real clients to it.
func (a *app) simulated(ctx context.Context, world *simulator.Simulator) (o outside, err error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return o, err
	}
	server := &http.Server{Handler: world.API(), ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(listener) }() // ends with the server
	a.closers = append(a.closers, func() { _ = server.Close() })
	url := "http://" + listener.Addr().String()
	var faults [4]error
	o.civil, faults[0] = port.NewCivilRegistry(port.Endpoint{URL: url, Simulated: true})
	o.mobile, faults[1] = port.NewMobileOwner(port.Endpoint{URL: url, Simulated: true})
	o.sms, faults[2] = port.NewSMS(port.Endpoint{URL: url, Simulated: true})
	o.bank, faults[3] = port.NewPayment(port.Endpoint{URL: url, Simulated: true})
	return o, errors.Join(faults[:]...)
}

func (a *app) join(ctx context.Context, c config.Config, base string, log *slog.Logger, people *cast.Cast, world *simulator.Simulator, ports outside) error {
	messages, err := lang.LoadMessages()
	if err != nil {
		return err
	}
	titles, err := catalog.Load(catalogs.Iran())
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, databaseAddress(c), time.Now)
	if err != nil {
		return err
	}
	a.closers = append(a.closers, func() { _ = db.Close() })
	folder, err := blob.Open(blobFolder(c))
	if err != nil {
		return err
	}
	regular, bold, err := assets.Fonts()
	if err != nil {
		return err
	}
	press, err := document.NewPress(regular, bold)
	if err != nil {
		return err
	}
	key := seal.DemoKey()
	accounts := identity.New(store.People{Store: db}, ports.civil, ports.mobile, messages, demoSecret, time.Now)
	if err := people.Seed(ctx, accounts); err != nil {
		return fmt.Errorf("plant the cast: %w", err)
	}
	services := &services{catalog: titles, messages: messages, ranker: assist.New(titles.Titles()), rollout: c.Rollout, now: time.Now}
	papers := &filing.Papers{Press: press, Key: key, Messages: messages, Base: base}
	filings := &filing.Desk{
		Store: store.Filings{Store: db}, Titles: services, Bank: bank{ports.bank}, Blobs: blobs{folder}, Proofs: accounts,
		Notices: accounts, Key: key, Now: time.Now,
	}
	counter := &registry.Desk{Store: store.Filings{Store: db}, Catalogue: services, Blobs: blobs{folder}, Notices: accounts, Now: time.Now}
	site := &web.Site{Messages: messages, Sessions: accounts, Assets: assets.Address, Now: time.Now, Log: log, Plain: strings.HasPrefix(base, "http:"), Demo: true}
	if err := site.Load(citizen.Pages(), webregistry.Pages(), public.Pages(), account.Pages(), webdemo.Pages()); err != nil {
		return err
	}
	shown := &citizen.Desk{Site: site, Services: services, Filings: filings, Profiles: profiles{accounts}, Papers: papers, Base: base}
	guesses := public.NewWindow(time.Now)
	a.desks = []web.Desk{
		shown,
		&webregistry.Desk{Site: site, Registry: counter, Catalogue: counterCatalogue{services, shown}, Papers: papers, Document: registryInput},
		&public.Desk{Site: site, Filings: store.Filings{Store: db}, Limiter: guesses, Keys: seal.Keys{}.WithDemo(), Ready: db.Ping},
		account.New(site, accounts, titles.Places()),
		webdemo.New(site, world, people),
	}
	a.work(ctx, db, log, ports, filings, accounts)
	a.api = &api.API{
		Accounts: accounts, Filings: filings, Registry: counter, Catalogue: apiCatalogue{services}, Profiles: profiles{accounts}, Papers: papers,
		Answers: store.Answers{Store: db}, Guesses: guesses, Keys: seal.Keys{}.WithDemo(), Messages: messages, Assets: assets.Address, Base: base, Now: time.Now, Log: log,
	}
	programs, err := a.api.Handler()
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle(api.Root+"/", programs)
	mux.Handle("/assets/", assets.Handler())
	mux.Handle("/", site.Handler(a.desks...))
	a.handler = mux
	return nil
}

// demoSecret is the well-known secret of demonstrations; codes under it guard nothing.
var demoSecret = [32]byte([]byte("tarazu demonstration, no secret!"))

// work starts the jobs.
func (a *app) work(ctx context.Context, db *store.Store, log *slog.Logger, ports outside, filings *filing.Desk, accounts *identity.Accounts) {
	worker := job.New(store.Jobs{Store: db}, time.Now, log, map[string]job.Handler{
		message.SMS: message.Handler(ports.sms, time.Now),
		filing.RefundJob: func(ctx context.Context, c job.Claimed) error {
			var what struct{ Filing string }
			if err := json.Unmarshal(c.Payload, &what); err != nil {
				return err
			}
			return filings.Refund(ctx, what.Filing)
		},
	})
	db.OnJobs(worker.Poke)
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	var done sync.WaitGroup
	done.Go(func() { worker.Run(ctx) })
	done.Go(func() { hourly(ctx, log, accounts.Sweep) })
	done.Go(func() { hourly(ctx, log, forgetAnswers(db)) })
	a.closers = append(a.closers, func() { stop(); done.Wait() })
}

// forgetAnswers gives idempotency keys free after a day.
func forgetAnswers(db *store.Store) func(context.Context) error {
	return func(ctx context.Context) error {
		return store.Answers{Store: db}.Sweep(ctx, time.Now().Add(-24*time.Hour))
	}
}

// hourly does something once an hour until ctx ends.
func hourly(ctx context.Context, log *slog.Logger, do func(context.Context) error) {
	ticker := time.NewTicker(time.Hour)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := do(ctx); err != nil {
				log.LogAttrs(ctx, slog.LevelError, "hourly work failed", slog.Any("error", err))
			}
		}
	}
}

func databaseAddress(c config.Config) string {
	if c.DatabaseURL != "" {
		return c.DatabaseURL
	}
	return "sqlite:" + filepath.Join(c.Data, "tarazu.db")
}

func blobFolder(c config.Config) string {
	if c.BlobURL != "" {
		return c.BlobURL
	}
	return filepath.Join(c.Data, "blobs")
}
