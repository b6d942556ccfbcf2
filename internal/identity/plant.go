package identity

import (
	"context"
	"errors"

	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Planted is a whole account as a demo or an initialisation puts it in place, without the
// steps of a registration.
type Planted struct {
	Person       Person
	Mobile       string
	PostalCode   string
	Address      string
	County       string
	PersonalCode string // ten digits
	Public       bool   // the personal code is on a public page, as in a demonstration
	TOTPSecret   string // base32; staff only
	Standings    []Standing
}

// Plant puts an account in place for package cli: the first administrator, the cast of a
// demo. Who has an account already keeps it as it is. No page may call it.
func (a *Accounts) Plant(ctx context.Context, p Planted) (account string, err error) {
	if account, err = a.ByNationalID(ctx, p.Person.NationalID); err == nil || !errors.Is(err, ErrNoAccount) {
		return account, err // before the costly hash: demos start often
	}
	at, hash := a.now(), hashPersonal
	if p.Public {
		hash = hashPublic
	}
	fresh := &Account{
		ID: record.NewID(), Person: p.Person, Mobile: p.Mobile, PostalCode: p.PostalCode, Address: p.Address, County: p.County,
		PersonalHash: hash(p.PersonalCode), Locale: lang.FA, CreatedAt: at,
	}
	if p.TOTPSecret != "" {
		fresh.TOTPSecret = a.seal(fresh.ID, p.TOTPSecret)
	}
	err = a.settle(ctx, func(l Ledger) (outcome, error) {
		if err := l.PutAccount(fresh); err != nil {
			return outcome{}, err
		}
		for _, s := range p.Standings {
			if s.From.IsZero() {
				s.From = at
			}
			if err := l.PutStanding(fresh.ID, s); err != nil {
				return outcome{}, err
			}
		}
		return outcome{Effects: record.Effects{Events: []record.Event{a.event("identity.planted", fresh.ID, at, nil)}}}, nil
	})
	return fresh.ID, err
}
