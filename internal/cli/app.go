package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/tarazu-justice/tarazu/internal/api"
	"github.com/tarazu-justice/tarazu/internal/assets"
	"github.com/tarazu-justice/tarazu/internal/assist/extract"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/document"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/job"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/message"
	"github.com/tarazu-justice/tarazu/internal/port"
	"github.com/tarazu-justice/tarazu/internal/registry"
	"github.com/tarazu-justice/tarazu/internal/rollout"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/store"
	"github.com/tarazu-justice/tarazu/internal/telemetry"
	"github.com/tarazu-justice/tarazu/internal/web"
	"github.com/tarazu-justice/tarazu/internal/web/account"
	"github.com/tarazu-justice/tarazu/internal/web/citizen"
	webdemo "github.com/tarazu-justice/tarazu/internal/web/demo"
	"github.com/tarazu-justice/tarazu/internal/web/operator"
	"github.com/tarazu-justice/tarazu/internal/web/public"
	"github.com/tarazu-justice/tarazu/internal/web/publisher"
	webregistry "github.com/tarazu-justice/tarazu/internal/web/registry"
)

// app is everything joined.
type app struct {
	handler http.Handler
	desks   []web.Desk
	api     *api.API
	board   *rollout.Board
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

// world is what differs between a demonstration and earnest.
type world struct {
	base   string // address that people type
	ports  outside
	secret [32]byte  // of codes and authenticators
	key    *seal.Key // that seals receipts
	keys   seal.Keys // that /verify trusts
	demo   *demonstration
}

func (a *app) join(ctx context.Context, c config.Config, w world, log *slog.Logger) error {
	messages, err := lang.LoadMessages()
	if err != nil {
		return err
	}
	titles, err := loadCatalog(c.Catalog)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, databaseAddress(c), time.Now)
	if err != nil {
		return err
	}
	a.closers = append(a.closers, func() { _ = db.Close() })
	attachments, err := openFiles(ctx, c)
	if err != nil {
		return err
	}
	press, err := newPress()
	if err != nil {
		return err
	}
	accounts := identity.New(store.People{Store: db}, w.ports.civil, w.ports.mobile, messages, w.secret, time.Now)
	if w.demo != nil {
		if err := w.demo.people.Seed(ctx, accounts); err != nil {
			return fmt.Errorf("plant the cast: %w", err)
		}
	}
	board := &rollout.Board{Catalog: titles, Store: store.Rollout{Store: db}, Stage: c.Rollout, Exempt: w.demo != nil, Now: time.Now}
	if err := board.Fresh(ctx); err != nil {
		return err
	}
	a.board = board
	assistant, err := newAssistant(titles)
	if err != nil {
		return err
	}
	reader := extract.New(titles.Book())
	services := &services{catalog: titles, messages: messages, ranker: assistant, reader: reader, notices: newNotices(titles, assistant, reader), board: board, now: time.Now}
	papers := &filing.Papers{Press: press, Key: w.key, Messages: messages, Base: w.base}
	filings := &filing.Desk{
		Store: store.Filings{Store: db}, Titles: services, Bank: bank{w.ports.bank}, Blobs: blobs{attachments}, Proofs: accounts,
		Notices: accounts, Key: w.key, Now: time.Now,
	}
	counter := &registry.Desk{Store: store.Filings{Store: db}, Catalogue: services, Blobs: blobs{attachments}, Notices: accounts, Now: time.Now}
	watch := watching(db, log)
	site := &web.Site{Watch: watch.Route, Messages: messages, Sessions: accounts, Assets: assets.Address, Now: time.Now, Log: log, Plain: strings.HasPrefix(w.base, "http:"), Demo: w.demo != nil, Banks: c.BankPages}
	if err := site.Load(citizen.Pages(), webregistry.Pages(), public.Pages(), account.Pages(), operator.Pages(), publisher.Pages(), webdemo.Pages()); err != nil {
		return err
	}
	formal, err := newWriter(c, titles, w.demo != nil) // nil where it is switched off
	if err != nil {
		return err
	}
	shown := &citizen.Desk{Writer: formal, Site: site, Services: services, Filings: filings, Profiles: profiles{accounts}, Papers: papers, Base: w.base, Alone: c.Assist == "off"}
	guesses := public.NewWindow(time.Now)
	a.desks = []web.Desk{
		shown,
		&webregistry.Desk{Site: site, Registry: counter, Catalogue: counterCatalogue{services, shown}, Papers: papers, Document: registryInput},
		&public.Desk{Site: site, Filings: store.Filings{Store: db}, Limiter: guesses, Keys: w.keys, Ready: db.Ping},
		account.New(site, accounts, titles.Places()),
		&publisher.Desk{Site: site, Board: board, When: services.when},
		&operator.Desk{Site: site, Jobs: store.Jobs{Store: db}},
	}
	if w.demo != nil {
		a.desks = append(a.desks, webdemo.New(site, w.demo.simulator, w.demo.people))
	}
	a.work(ctx, db, log, w.ports, filings, accounts)
	a.api = &api.API{
		Alone:    c.Assist == "off",
		Accounts: accounts, Filings: filings, Registry: counter, Catalogue: apiCatalogue{services}, Profiles: profiles{accounts}, Papers: papers,
		Answers: store.Answers{Store: db}, Guesses: guesses, Keys: w.keys, Messages: messages, Assets: assets.Address, Base: w.base, Now: time.Now, Log: log, Watch: watch.Route,
	}
	programs, err := a.api.Handler()
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle(api.Root+"/", fresh(board, log, programs))
	mux.Handle("/assets/", assets.Handler())
	mux.Handle("GET /metrics", watch.Handler(c.MetricsToken))
	mux.Handle("/", fresh(board, log, site.Handler(a.desks...)))
	a.handler = mux
	return nil
}

// loadCatalog reads the catalogue of a folder, or the one in the program.
func loadCatalog(dir string) (*catalog.Catalog, error) {
	if dir == "" {
		return catalog.Embedded()
	}
	titles, err := catalog.Load(os.DirFS(dir))
	if err != nil {
		return nil, found("the catalogue in %s has mistakes; 'tarazu catalog check --dir %s' tells them one a line:\n%w", dir, dir, err)
	}
	return titles, nil
}

// fresh begins every request with what publishers released, at most a second old. Without
// the database the last that was known holds; what needs it will say so.
func fresh(board *rollout.Board, log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := board.Fresh(r.Context()); err != nil {
			log.LogAttrs(r.Context(), slog.LevelWarn, "releases cannot be read", slog.Any("error", err))
		}
		next.ServeHTTP(w, r)
	})
}

// watching counts requests, and what waits in the store.
func watching(db *store.Store, log *slog.Logger) *telemetry.Watch {
	w, jobs := telemetry.New(log, time.Now), store.Jobs{Store: db}
	w.Gauge("tarazu_store_queue", "Updates that wait for their group commit.", func(context.Context) (int, error) { return db.Queued(), nil })
	w.Gauge("tarazu_jobs_waiting", "Follow-up work that is not done yet.", jobs.Waiting)
	w.Gauge("tarazu_jobs_buried", "Follow-up work that gave up; see /operator/jobs.", func(ctx context.Context) (int, error) {
		list, err := jobs.Buried(ctx)
		return len(list), err
	})
	return w
}

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
		filing.CreditJob: func(ctx context.Context, c job.Claimed) error {
			var what struct{ Credit string }
			if err := json.Unmarshal(c.Payload, &what); err != nil {
				return err
			}
			return filings.GiveBack(ctx, what.Credit)
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

// newPress prints papers with the fonts that the program carries.
func newPress() (*document.Press, error) {
	regular, bold, err := assets.Fonts()
	if err != nil {
		return nil, err
	}
	return document.NewPress(regular, bold)
}
