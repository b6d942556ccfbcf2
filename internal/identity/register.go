package identity

import (
	"context"
	"time"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// fullAge is eighteen years: younger people are registered by their guardian.
const fullAge = 18

// shortestAddress is what a postman needs at least: a street and a number.
const shortestAddress = 10

// Begin starts a registration with what the civil registry says of the person, and gives
// its token. Whether there is an account already is not told here.
func (a *Accounts) Begin(ctx context.Context, nationalID string, birth lang.Date, d Device) (token string, err error) {
	id, err := lang.NationalID(nationalID)
	if err != nil {
		return "", err
	}
	at := a.now()
	if err := a.mayLookUp(ctx, id, d, at); err != nil {
		return "", err
	}
	person, err := a.registry.Person(ctx, id, birth)
	if err != nil {
		return "", err
	}
	if !ofAge(birth, at) {
		return "", ErrMinor
	}
	token, hash := newToken()
	return token, a.settle(ctx, func(l Ledger) (outcome, error) {
		return outcome{}, l.PutRegistration(&Registration{TokenHash: hash, Person: person, StartedAt: at})
	})
}

func (a *Accounts) mayLookUp(ctx context.Context, nationalID string, d Device, at time.Time) error {
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		if err := a.take(l, Limits.ClientLookups, at, tooMany(Limits.ClientLookups), d.Client); err != nil {
			return outcome{}, err
		}
		return outcome{}, a.take(l, Limits.PersonLookups, at, tooMany(Limits.PersonLookups), nationalID)
	})
}

func ofAge(birth lang.Date, at time.Time) bool {
	y, m, d := birth.Jalali()
	today, month, day := lang.DateAt(at).Jalali()
	years := today - y
	if month < m || month == m && day < d {
		years--
	}
	return years >= fullAge
}

// Registration shows how far a registration is.
func (a *Accounts) Registration(ctx context.Context, token string) (r Registration, err error) {
	err = a.store.Read(ctx, func(l Ledger) error {
		found, err := a.registering(l, hashToken(token), a.now())
		if err == nil {
			r = *found
			r.TokenHash = ""
		}
		return err
	})
	return r, err
}

func (a *Accounts) registering(l Ledger, hash string, at time.Time) (*Registration, error) {
	r, err := l.Registration(hash)
	if err != nil {
		return nil, err
	}
	if r == nil || !r.EndedAt.IsZero() || at.Sub(r.StartedAt) >= RegistrationLife {
		return nil, ErrRegistration
	}
	return r, nil
}

// Mobile takes the person's number, if it is in their name, and sends a code to it.
func (a *Accounts) Mobile(ctx context.Context, token, mobile string) error {
	number, err := lang.Mobile(mobile)
	if err != nil {
		return err
	}
	r, err := a.Registration(ctx, token)
	if err != nil {
		return err
	}
	owns, err := a.owner.Owns(ctx, r.Person.NationalID, number)
	if err != nil {
		return err
	}
	if !owns {
		return ErrNotOwner
	}
	at := a.now()
	code := a.draw(hashToken(token), PurposeRegister, at)
	code.Mobile = number
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		r, err := a.registering(l, hashToken(token), at)
		if err != nil {
			return outcome{}, err
		}
		r.Mobile, r.ProvenAt = number, time.Time{}
		if err := l.PutRegistration(r); err != nil {
			return outcome{}, err
		}
		e, err := a.send(l, code)
		return outcome{Effects: e}, err
	})
}

// ConfirmMobile proves the number. Only now may the person learn that they have an account.
func (a *Accounts) ConfirmMobile(ctx context.Context, token, code string, d Device) error {
	typed, err := typedCode(code)
	if err != nil {
		return err
	}
	at := a.now()
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		r, err := a.registering(l, hashToken(token), at)
		if err != nil {
			return outcome{}, err
		}
		refusal, err := a.judge(l, r.TokenHash, PurposeRegister, r.Person.NationalID, typed, d, at)
		if err != nil || refusal != nil {
			return outcome{Refusal: refusal}, err
		}
		account, err := l.AccountOf(r.Person.NationalID)
		if err != nil {
			return outcome{}, err
		}
		if r.ProvenAt = at; account != nil {
			r.EndedAt = at
			return outcome{Refusal: ErrHasAccount}, l.PutRegistration(r)
		}
		return outcome{}, l.PutRegistration(r)
	})
}

// judge checks a code outside a session and counts a wrong one for the pair.
func (a *Accounts) judge(l Ledger, id, purpose, nationalID, typed string, d Device, at time.Time) (refusal, err error) {
	c, err := l.Code(id)
	if err != nil {
		return nil, err
	}
	if c != nil && c.Purpose != purpose {
		return ErrCodeForeign, nil
	}
	if err := a.locked(l, nationalID, d.Client, at); err != nil {
		return err, nil
	}
	refusal, err = a.check(l, c, typed, at)
	if refusal != nil && err == nil {
		err = a.countWrong(l, nationalID, d.Client, at, 1)
	}
	return refusal, err
}

// Place is a person's postal address, where papers are served that cannot be served here.
type Place struct{ PostalCode, Address, County string }

// clean gives the place as it is kept, or what is wrong with it.
func (p Place) clean() (Place, error) {
	code, err := lang.PostalCode(p.PostalCode)
	if err != nil {
		return Place{}, err
	}
	address := lang.Line(p.Address)
	if n := utf8.RuneCountInString(address); n < shortestAddress || n > 300 {
		return Place{}, ErrAddress
	}
	if p.County == "" {
		return Place{}, ErrCounty
	}
	return Place{code, address, p.County}, nil
}

// Address takes the person's address.
func (a *Accounts) Address(ctx context.Context, token string, place Place) error {
	place, err := place.clean()
	if err != nil {
		return err
	}
	at := a.now()
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		r, err := a.registering(l, hashToken(token), at)
		if err != nil {
			return outcome{}, err
		}
		if r.ProvenAt.IsZero() {
			return refuse(ErrStep)
		}
		r.PostalCode, r.Address, r.County = place.PostalCode, place.Address, place.County
		return outcome{}, l.PutRegistration(r)
	})
}

// Finish opens the account and sends the personal code, once.
func (a *Accounts) Finish(ctx context.Context, token string) (account string, err error) {
	at := a.now()
	personal := digits(10)
	fresh := &Account{ID: record.NewID(), PersonalHash: hashPersonal(personal), Locale: lang.FA, CreatedAt: at}
	standing := Standing{ID: record.NewID(), Kind: Citizen, From: at}
	err = a.settle(ctx, func(l Ledger) (outcome, error) {
		r, err := a.registering(l, hashToken(token), at)
		if err != nil {
			return outcome{}, err
		}
		if r.ProvenAt.IsZero() || r.Address == "" {
			return refuse(ErrStep)
		}
		if old, err := l.AccountOf(r.Person.NationalID); err != nil || old != nil {
			return outcome{Refusal: ErrHasAccount}, err
		}
		fresh.Person, fresh.Mobile, fresh.PostalCode, fresh.Address, fresh.County = r.Person, r.Mobile, r.PostalCode, r.Address, r.County
		r.EndedAt = at
		e := record.Effects{Events: []record.Event{a.event("identity.registered", fresh.ID, at, nil)}}
		return outcome{Effects: e.And(a.sendPersonal(fresh.Mobile, personal, at))}, a.keepNew(l, fresh, standing, r)
	})
	return fresh.ID, err
}

func (a *Accounts) keepNew(l Ledger, account *Account, standing Standing, r *Registration) error {
	if err := l.PutAccount(account); err != nil {
		return err
	}
	if err := l.PutStanding(account.ID, standing); err != nil {
		return err
	}
	return l.PutRegistration(r)
}
