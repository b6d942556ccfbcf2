package identity

import (
	"context"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Operator is the actor of what is done from the shell of the installation's own machine.
const Operator = "operator"

// Appointed is what the operator hands to the person on paper, shown once.
type Appointed struct {
	Granted
	PersonalCode string // "" for an account that stood already
}

// Appoint gives somebody a standing from the shell: the first administrator, a registrar
// before any administrator works. Who has no account gets one, with the identity that the
// operator vouches for. No page may call it.
func (a *Accounts) Appoint(ctx context.Context, p Person, mobile string, s Standing) (Appointed, error) {
	id, err := lang.NationalID(p.NationalID)
	if err != nil {
		return Appointed{}, err
	}
	if err := s.whole(); err != nil {
		return Appointed{}, err
	}
	p.NationalID = id
	var done Appointed
	if _, err := a.ByNationalID(ctx, id); err != nil {
		done.PersonalCode = digits(10)
		if _, err := a.Plant(ctx, Planted{Person: p, Mobile: mobile, PersonalCode: done.PersonalCode}); err != nil {
			return Appointed{}, err
		}
	}
	done.Granted, err = a.grant(ctx, Operator, s, func(l Ledger) (*Account, error, error) {
		account, err := l.AccountOf(id)
		if err == nil && account == nil {
			return nil, ErrNoAccount, nil
		}
		return account, nil, err
	})
	return done, err
}
