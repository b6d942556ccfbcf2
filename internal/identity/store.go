package identity

import (
	"context"
	"time"

	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Store keeps accounts. Update runs decide inside one transaction and may run it again
// after a conflict: decide does no I/O but through the ledger, reads no clock and makes no
// ids. Read gives a ledger that only reads.
type Store interface {
	Read(ctx context.Context, look func(Ledger) error) error
	Update(ctx context.Context, decide func(Ledger) (record.Effects, error)) error
	// Sweep deletes what ended before an instant: codes, sessions, tokens, registrations, counts.
	Sweep(ctx context.Context, before time.Time) error
}

// Ledger reads and writes on one transaction. What is not there is nil, not an error.
type Ledger interface {
	Account(id string) (*Account, error)
	AccountOf(nationalID string) (*Account, error)
	PutAccount(a *Account) error

	Standings(account string) ([]Standing, error)
	PutStanding(account string, s Standing) error

	Session(tokenHash string) (*Session, error)
	SessionByID(id string) (*Session, error)
	Sessions(account string) ([]*Session, error) // without those that were ended
	PutSession(s *Session) error

	Token(hash string) (*Token, error)
	TokenByID(id string) (*Token, error)
	Tokens(account string) ([]*Token, error) // without those that were ended
	PutToken(t *Token) error

	Code(id string) (*Code, error)
	CodesOf(session string) ([]*Code, error)
	PutCode(c *Code) error

	Registration(tokenHash string) (*Registration, error)
	PutRegistration(r *Registration) error

	// Count sums what was counted under a key after an instant; Add counts n more, and less
	// when n is negative.
	Count(key string, after time.Time) (int, error)
	Add(key string, at time.Time, n int) error
}

// Account is a person's place in Sana.
type Account struct {
	ID           string
	Person       Person
	Mobile       string
	PostalCode   string
	Address      string
	County       string
	PersonalHash string // argon2id of the personal code
	TOTPSecret   string // sealed; empty without an authenticator
	TOTPStep     int64  // the last step that was used: a code works once
	Locale       lang.Locale
	CreatedAt    time.Time
	DisabledAt   time.Time
}

// Session is one device that is signed in. Only the hash of its token is kept.
type Session struct {
	ID        string
	TokenHash string
	Account   string
	Standing  string
	How       Factor
	Device    string // "Chrome, Android": for the person's own list
	Shared    bool
	CreatedAt time.Time
	SeenAt    time.Time
	EndedAt   time.Time
}

// Factor is what proves a person beside the personal code.
type Factor string

// The factors.
const (
	BySMS  Factor = "sms"
	ByTOTP Factor = "totp"
)

// Code is a one-time code that waits to be proven. Its digits are kept as a keyed sum.
type Code struct {
	ID      string // hash of the challenge's token, or of session, purpose and bound
	Purpose string
	Account string // empty: a decoy, or a registration
	Session string // of a step-up
	Mobile  string // where it went
	How     Factor
	Sum     string
	SentAt  time.Time
	Until   time.Time
	Tries   int // wrong ones
	UsedAt  time.Time
}

// Registration is a person on the way to an account.
type Registration struct {
	TokenHash  string
	Person     Person
	Mobile     string
	ProvenAt   time.Time // the number answered with the right code
	PostalCode string
	Address    string
	County     string
	StartedAt  time.Time
	EndedAt    time.Time
}

// Registry asks the civil registry: ErrNoRecord, ErrBirthMismatch or ErrDeceased, or the
// fault of a port that does not answer.
type Registry interface {
	Person(ctx context.Context, nationalID string, birth lang.Date) (Person, error)
}

// Owner asks in whose name a mobile number is.
type Owner interface {
	Owns(ctx context.Context, nationalID, mobile string) (bool, error)
}
