package identity

import (
	"context"
	"regexp"
	"time"

	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Challenge is a proof that is waited for: where the code went and how long it works.
type Challenge struct {
	Token   string // for a cookie; only its hash is kept
	Purpose string
	How     Factor
	Mobile  string // masked; empty for an authenticator
	Until   time.Time
	Left    int // tries
}

var tenDigits = regexp.MustCompile(`^[0-9]{10}$`)

// SignIn checks national id and personal code and asks for the second factor. An unknown
// national id gets the same answer as a wrong code, at the same cost.
func (a *Accounts) SignIn(ctx context.Context, nationalID, personalCode string, d Device) (Challenge, error) {
	id, err := lang.NationalID(nationalID)
	if err != nil {
		return Challenge{}, err
	}
	code := lang.CleanCode(personalCode)
	if !tenDigits.MatchString(code) {
		return Challenge{}, ErrPersonalCode
	}
	at := a.now()
	if err := a.reserve(ctx, id, d, at); err != nil {
		return Challenge{}, err
	}
	kept, err := a.keptHash(ctx, id)
	if err != nil {
		return Challenge{}, err
	}
	if !personalFits(kept, code) {
		return Challenge{}, a.refused(ctx, id, at)
	}
	return a.challenge(ctx, id, d, at)
}

// reserve counts the try before it is judged: fifty at once are fifty, not one.
func (a *Accounts) reserve(ctx context.Context, nationalID string, d Device, at time.Time) error {
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		if err := a.locked(l, nationalID, d.Client, at); err != nil {
			return refuse(err, a.event("identity.sign_in_locked", a.sum("id", nationalID)[:16], at, nil))
		}
		return outcome{}, a.countWrong(l, nationalID, d.Client, at, 1)
	})
}

// locked says whether this pair of person and place, or this place, has to wait.
func (a *Accounts) locked(l Ledger, nationalID, client string, at time.Time) error {
	pair, err := a.room(l, Limits.WrongPair, at, nationalID, client)
	if err != nil {
		return err
	}
	place, err := a.room(l, Limits.WrongClient, at, client)
	if err != nil {
		return err
	}
	if !pair || !place {
		return ErrLocked.With("minutes", int64(Limits.WrongPair.Per/time.Minute))
	}
	return nil
}

func (a *Accounts) countWrong(l Ledger, nationalID, client string, at time.Time, n int) error {
	if err := a.count(l, Limits.WrongPair, at, n, nationalID, client); err != nil {
		return err
	}
	return a.count(l, Limits.WrongClient, at, n, client)
}

// keptHash gives the hash to compare with; for nobody, one that nothing fits.
func (a *Accounts) keptHash(ctx context.Context, nationalID string) (kept string, err error) {
	err = a.store.Read(ctx, func(l Ledger) error {
		account, err := l.AccountOf(nationalID)
		if kept = nobody; account != nil && account.DisabledAt.IsZero() {
			kept = account.PersonalHash
		}
		return err
	})
	return kept, err
}

func (a *Accounts) refused(ctx context.Context, nationalID string, at time.Time) error {
	return a.settle(ctx, func(Ledger) (outcome, error) {
		return refuse(ErrRefused, a.event("identity.sign_in_refused", a.sum("id", nationalID)[:16], at, nil))
	})
}

// challenge takes the reserved try back and asks for the second factor.
func (a *Accounts) challenge(ctx context.Context, nationalID string, d Device, at time.Time) (Challenge, error) {
	token, hash := newToken()
	code := a.draw(hash, PurposeSignIn, at)
	code.proven = true
	err := a.settle(ctx, func(l Ledger) (outcome, error) {
		account, err := l.AccountOf(nationalID)
		if err != nil || account == nil || !account.DisabledAt.IsZero() {
			return outcome{Refusal: ErrRefused}, err
		}
		if err := a.countWrong(l, nationalID, d.Client, at, -1); err != nil {
			return outcome{}, err
		}
		code.Account, code.Mobile = account.ID, account.Mobile
		if code.How, err = a.factor(l, account, at); err != nil {
			return outcome{}, err
		}
		e, err := a.ask(l, account, code)
		return outcome{Effects: e}, err
	})
	return a.shown(token, &code.Code), err
}

// factor is SMS for people and TOTP for staff, whatever else they may be.
func (a *Accounts) factor(l Ledger, account *Account, at time.Time) (Factor, error) {
	staff, err := a.staff(l, account.ID, at)
	if err != nil {
		return "", err
	}
	if staff && account.TOTPSecret == "" {
		return "", ErrNoFactor
	}
	if staff || account.TOTPSecret != "" {
		return ByTOTP, nil
	}
	return BySMS, nil
}

func (a *Accounts) staff(l Ledger, account string, at time.Time) (bool, error) {
	standings, err := l.Standings(account)
	for _, s := range standings {
		if s.Kind.Staff() && s.Active(at) {
			return true, err
		}
	}
	return false, err
}

// ask sends the code, or waits for the authenticator.
func (a *Accounts) ask(l Ledger, _ *Account, d draft) (record.Effects, error) {
	if d.How == BySMS {
		return a.send(l, d)
	}
	d.Mobile = ""
	return record.Effects{}, l.PutCode(&d.Code)
}

func (a *Accounts) shown(token string, c *Code) Challenge {
	ch := Challenge{Token: token, Purpose: c.Purpose, How: c.How, Until: c.Until, Left: Limits.CodeTries.Max - c.Tries}
	if c.How == BySMS {
		ch.Mobile = Masked(c.Mobile)
	}
	return ch
}

// Waiting shows a challenge again, for the page that asks for its code.
func (a *Accounts) Waiting(ctx context.Context, token string) (ch Challenge, err error) {
	err = a.store.Read(ctx, func(l Ledger) error {
		c, err := l.Code(hashToken(token))
		if err != nil {
			return err
		}
		if c == nil || !c.UsedAt.IsZero() {
			return ErrCodeNone
		}
		ch = a.shown(token, c)
		return nil
	})
	return ch, err
}

// Again sends a fresh code for the same challenge; the old one is void.
func (a *Accounts) Again(ctx context.Context, token string) (Challenge, error) {
	at := a.now()
	fresh := a.draw(hashToken(token), "", at)
	err := a.settle(ctx, func(l Ledger) (outcome, error) {
		old, err := l.Code(fresh.ID)
		if err != nil {
			return outcome{}, err
		}
		if old == nil || !old.UsedAt.IsZero() || old.How != BySMS || at.After(old.SentAt.Add(RegistrationLife)) {
			return refuse(ErrCodeNone)
		}
		fresh.Purpose, fresh.Account, fresh.Mobile = old.Purpose, old.Account, old.Mobile
		fresh.proven = old.Purpose == PurposeSignIn
		fresh.decoy = old.Account == "" && old.Purpose == PurposeRecover
		e, err := a.send(l, fresh)
		return outcome{Effects: e}, err
	})
	return a.shown(token, &fresh.Code), err
}
