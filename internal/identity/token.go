package identity

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Scope is what a personal token may be used for.
type Scope string

// The scopes. A token never reaches the account itself: no sessions, addresses or tokens.
const (
	ReadFilings  Scope = "filings:read"
	WriteFilings Scope = "filings:write"
	CourtDesk    Scope = "registry"
)

// Grants are the scopes of one token, parted by spaces.
type Grants string

// Has says whether a scope is among them.
func (g Grants) Has(s Scope) bool { return slices.Contains(strings.Fields(string(g)), string(s)) }

func grants(scopes []Scope) Grants {
	words := []string{}
	for _, s := range scopes {
		words = append(words, string(s))
	}
	return Grants(strings.Join(words, " "))
}

// Scopes lists what a token of a standing may be given.
func Scopes(kind StandingKind) []Scope {
	switch kind {
	case Citizen, Lawyer, Expert, LegalRep, Graduate:
		return []Scope{ReadFilings, WriteFilings}
	case Registrar:
		return []Scope{CourtDesk}
	case Publisher, Administrator:
	}
	return nil
}

// Bounds of personal tokens.
const (
	TokenDays   = 366 // the longest life
	MaxTokens   = 20  // of one account
	tokenPrefix = "trz_"
	tokenName   = 60
)

// Token lets a program act for one account in one standing until a day. Only the hash of
// its secret is kept.
type Token struct {
	ID        string
	Hash      string
	Account   string
	Standing  string
	Name      string // by which the person knows it
	Scopes    []Scope
	How       Factor // of the session it was made in
	CreatedAt time.Time
	UsedAt    time.Time
	Until     time.Time
	EndedAt   time.Time
}

// TokenWish is what somebody asks a token for.
type TokenWish struct {
	Name   string
	Scopes []Scope
	Days   int
}

// clean brings a wish into its one spelling, or says that it cannot be granted.
func (w TokenWish) clean(kind StandingKind) (TokenWish, error) {
	w.Name = lang.Line(w.Name)
	w.Scopes = slices.Compact(slices.Sorted(slices.Values(w.Scopes)))
	for _, s := range w.Scopes {
		if !slices.Contains(Scopes(kind), s) {
			return w, ErrTokenWish
		}
	}
	if w.Name == "" || utf8.RuneCountInString(w.Name) > tokenName || len(w.Scopes) == 0 || w.Days < 1 || w.Days > TokenDays {
		return w, ErrTokenWish
	}
	return w, nil
}

// bound names a wish in the proof that it needs.
func (w TokenWish) bound() string {
	return hashToken(strings.Join([]string{w.Name, strconv.Itoa(w.Days), string(grants(w.Scopes))}, "\x00"))
}

// IsToken says whether a bearer's secret is a personal token rather than a session's.
func IsToken(secret string) bool { return strings.HasPrefix(secret, tokenPrefix) }

// ByToken says who a personal token belongs to, now. Ended, run out, disabled and revoked
// are seen at once.
func (a *Accounts) ByToken(ctx context.Context, secret string) (who Who, err error) {
	at := a.now()
	var t *Token
	err = a.store.Read(ctx, func(l Ledger) error {
		if t, err = l.Token(hashToken(secret)); err != nil {
			return err
		}
		who, err = a.tokenWho(l, t, at)
		return err
	})
	if err != nil {
		return Who{}, err
	}
	if at.Sub(t.UsedAt) >= sightings {
		return who, a.used(ctx, t.ID, at)
	}
	return who, nil
}

func (a *Accounts) tokenWho(l Ledger, t *Token, at time.Time) (Who, error) {
	if err := t.living(at); err != nil {
		return Who{}, err
	}
	account, err := l.Account(t.Account)
	if err != nil {
		return Who{}, err
	}
	if account == nil || !account.DisabledAt.IsZero() {
		return Who{}, ErrToken
	}
	standing, err := a.standing(l, t.Account, t.Standing, at)
	if err != nil {
		return Who{}, err
	}
	who := a.who(account, t.session(), standing)
	who.Token, who.Granted = true, grants(t.Scopes)
	return who, nil
}

func (t *Token) living(at time.Time) error {
	if t == nil || !t.EndedAt.IsZero() || !at.Before(t.Until) {
		return ErrToken
	}
	return nil
}

// session is a token seen as the session that proofs are bound to.
func (t *Token) session() *Session {
	return &Session{ID: t.ID, Account: t.Account, Standing: t.Standing, How: t.How, CreatedAt: t.CreatedAt, SeenAt: t.UsedAt}
}

// used notes, once a minute at most, that a token lives.
func (a *Accounts) used(ctx context.Context, id string, at time.Time) error {
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		t, err := l.TokenByID(id)
		if err != nil {
			return outcome{}, err
		}
		if err := t.living(at); err != nil {
			return refuse(err)
		}
		if t.UsedAt.Before(at) {
			t.UsedAt = at
		}
		return outcome{}, l.PutToken(t)
	})
}
