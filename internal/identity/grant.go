package identity

import (
	"context"
	"net/url"
	"time"

	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Granted is a new standing. Authenticator is the otpauth address to set up an authenticator
// with, shown once, when the person had none and now needs one.
type Granted struct {
	Standing      Standing
	Authenticator string
}

// Grant gives somebody a standing, at once.
func (a *Accounts) Grant(ctx context.Context, by Who, nationalID string, s Standing) (Granted, error) {
	at := a.now()
	return a.grant(ctx, by.Account, s, func(l Ledger) (*Account, error, error) { return a.forGrant(l, by, nationalID, at) })
}

// grant gives a standing to the account that find finds.
func (a *Accounts) grant(ctx context.Context, actor string, s Standing, find func(Ledger) (account *Account, refusal, err error)) (Granted, error) {
	if err := s.whole(); err != nil {
		return Granted{}, err
	}
	at := a.now()
	s.ID = record.NewID()
	if s.From.Before(at) {
		s.From = at
	}
	secret := newTOTPSecret()
	granted := Granted{Standing: s}
	err := a.settle(ctx, func(l Ledger) (outcome, error) {
		account, refusal, err := find(l)
		if err != nil || refusal != nil {
			return outcome{Refusal: refusal}, err
		}
		granted.Authenticator = ""
		if s.Kind.Staff() && account.TOTPSecret == "" {
			account.TOTPSecret = a.seal(account.ID, secret)
			granted.Authenticator = authenticator(secret)
			if err := l.PutAccount(account); err != nil {
				return outcome{}, err
			}
		}
		event := a.event("identity.granted", account.ID, at, map[string]any{"kind": string(s.Kind), "authority": s.Authority, "standing": s.ID})
		event.Actor = actor
		return outcome{Effects: record.Effects{Events: []record.Event{event}}}, l.PutStanding(account.ID, s)
	})
	return granted, err
}

// authenticator names the installation, not the person: the address may be shown on paper.
func authenticator(secret string) string {
	return "otpauth://totp/" + url.PathEscape("ترازو") + "?secret=" + secret + "&issuer=" + url.QueryEscape("ترازو")
}

// whole says whether a standing names what its kind needs.
func (s Standing) whole() error {
	switch {
	case !s.Kind.known(), s.Kind == Registrar && s.Authority == "", s.Kind.licensed() && s.Licence == "":
		return ErrGrant
	}
	return nil
}

// forGrant finds the account to be changed, if by is an administrator in this very transaction.
func (a *Accounts) forGrant(l Ledger, by Who, nationalID string, at time.Time) (account *Account, refusal, err error) {
	if _, _, err := a.current(l, by, at); err != nil {
		return nil, nil, err
	}
	s, err := a.standing(l, by.Account, by.Standing.ID, at)
	if err != nil || s.Kind != Administrator {
		return nil, ErrNotAdministrator, nil
	}
	id, err := lang.NationalID(nationalID)
	if err != nil {
		return nil, nil, err
	}
	account, err = l.AccountOf(id)
	if err == nil && account == nil {
		refusal = ErrNoAccount
	}
	return account, refusal, err
}

// Look shows an administrator somebody's standings. That it was looked at is kept.
func (a *Accounts) Look(ctx context.Context, by Who, nationalID string) (p Profile, err error) {
	at := a.now()
	err = a.settle(ctx, func(l Ledger) (outcome, error) {
		account, refusal, err := a.forGrant(l, by, nationalID, at)
		if err != nil || refusal != nil {
			return outcome{Refusal: refusal}, err
		}
		event := a.event("identity.looked_at", account.ID, at, nil)
		event.Actor = by.Account
		p, err = a.profile(l, account, at)
		return outcome{Effects: record.Effects{Events: []record.Event{event}}}, err
	})
	return p, err
}

// Revoke ends a standing at once. Nobody revokes their own: an installation cannot lock
// itself out by a slip.
func (a *Accounts) Revoke(ctx context.Context, by Who, nationalID, standing string) error {
	at := a.now()
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		account, refusal, err := a.forGrant(l, by, nationalID, at)
		if err != nil || refusal != nil {
			return outcome{Refusal: refusal}, err
		}
		s, err := a.standing(l, account.ID, standing, at)
		if err != nil || s.ID == by.Standing.ID {
			return refuse(ErrStanding)
		}
		s.Until = at
		event := a.event("identity.revoked", account.ID, at, map[string]any{"kind": string(s.Kind), "standing": s.ID})
		event.Actor = by.Account
		return outcome{Effects: record.Effects{Events: []record.Event{event}}}, l.PutStanding(account.ID, s)
	})
}

// Disable ends everything of an account at once: standings, sessions, signing in.
func (a *Accounts) Disable(ctx context.Context, by Who, nationalID string) error {
	at := a.now()
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		account, refusal, err := a.forGrant(l, by, nationalID, at)
		if err != nil || refusal != nil || account.ID == by.Account {
			return outcome{Refusal: refusal}, err
		}
		account.DisabledAt = at
		if err := a.endStandings(l, account.ID, at); err != nil {
			return outcome{}, err
		}
		e, err := a.endAll(l, account.ID, at)
		if err != nil {
			return outcome{}, err
		}
		event := a.event("identity.disabled", account.ID, at, nil)
		event.Actor = by.Account
		e.Events = append(e.Events, event)
		return outcome{Effects: e}, l.PutAccount(account)
	})
}

func (a *Accounts) endStandings(l Ledger, account string, at time.Time) error {
	standings, err := l.Standings(account)
	if err != nil {
		return err
	}
	for _, s := range standings {
		if s.Until.IsZero() || s.Until.After(at) {
			s.Until = at
			if err := l.PutStanding(account, s); err != nil {
				return err
			}
		}
	}
	return nil
}
