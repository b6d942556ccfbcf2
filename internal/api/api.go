package api

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/registry"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

// Catalogue is what the API shows of the catalogue.
type Catalogue interface {
	Notices
	Title(code string) (*form.Title, bool)
	// Services finds titles by words of a person's own; all of them for none.
	Services(words string, by filing.Filer, day lang.Date, loc lang.Locale) []Service
	Sheet(code string, by filing.Filer, day lang.Date, loc lang.Locale) (Sheet, bool)
	Triage(story string, answers []TriageAnswer, by filing.Filer, loc lang.Locale) Triage
	// Reasons lists the reason codes, those that the title's own checks can give first.
	Reasons(title string, loc lang.Locale) []Reason
	Authorities(words string, loc lang.Locale) []Named
	Places(words string, loc lang.Locale) []Named
	County(key string) (name string, ok bool)
}

// Profiles gives what an account already knows, as answers.
type Profiles interface {
	Known(ctx context.Context, who identity.Who) (form.Answers, error)
}

// Papers prints documents.
type Papers interface {
	Document(c *filing.Content, f *filing.Filing) ([]byte, error)
	Draft(r *filing.Review) ([]byte, error)
	Receipt(s *filing.Stored) ([]byte, error)
}

// Answers keeps what was answered under an idempotency key. Reserve takes a key, or gives
// what stands under it; a reservation older than stale is taken over.
type Answers interface {
	Reserve(ctx context.Context, account, key, request string, now, stale time.Time) (*record.Answer, error)
	Keep(ctx context.Context, account, key string, a record.Answer) error
	Drop(ctx context.Context, account, key string) error
}

// Guesses holds guessing at tracking numbers back, here and on the pages together.
type Guesses interface {
	Allow(ctx context.Context, what, key string) error
}

// API answers programs. All fields but the last three are given by whoever joins the parts.
type API struct {
	Accounts  *identity.Accounts
	Filings   *filing.Desk
	Registry  *registry.Desk
	Catalogue Catalogue
	Alone     bool // without the assistant
	Profiles  Profiles
	Papers    Papers
	Answers   Answers
	Guesses   Guesses
	Keys      seal.Keys
	Messages  *lang.Messages
	Assets    func(name string) string
	Base      string // address of the site
	Now       func() time.Time
	Log       *slog.Logger
	Watch     func(route string, next http.Handler) http.Handler // counts what each route answers; nil counts nothing

	limits limits
	mux    *http.ServeMux
	spec   []byte
}

// Routes lists the doors of the API.
func (a *API) Routes() []Route {
	return slices.Concat(
		in("Sessions", a.sessionRoutes()...),
		in("Services", a.serviceRoutes()...),
		in("Filings", a.filingRoutes()...),
		in("Signing, paying, filing", a.submitRoutes()...),
		in("Fees", a.feeRoutes()...),
		in("Court's desk", a.registryRoutes()...),
		in("Account", a.accountRoutes()...),
		in("Tokens for programs", a.tokenRoutes()...),
		in("Registration in Sana", a.registerRoutes()...),
		in("Administration", a.adminRoutes()...),
		in("Everybody", a.publicRoutes()...),
	)
}
