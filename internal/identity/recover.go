package identity

import (
	"context"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/message"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Recover begins to replace a lost personal code. It proves as much as a registration did:
// the civil registry, a number in the person's own name, a code sent to it. Whoever asks
// always gets the same answer; only if all of it is true does a code arrive. Staff recover
// through an administrator, never by SMS: for them no code arrives either.
func (a *Accounts) Recover(ctx context.Context, nationalID string, birth lang.Date, mobile string, d Device) (Challenge, error) {
	id, err := lang.NationalID(nationalID)
	if err != nil {
		return Challenge{}, err
	}
	number, err := lang.Mobile(mobile)
	if err != nil {
		return Challenge{}, err
	}
	at := a.now()
	if err := a.mayLookUp(ctx, id, d, at); err != nil {
		return Challenge{}, err
	}
	genuine, err := a.genuine(ctx, id, birth, number)
	if err != nil {
		return Challenge{}, err
	}
	token, hash := newToken()
	code := a.draw(hash, PurposeRecover, at)
	code.Mobile = number
	err = a.settle(ctx, func(l Ledger) (outcome, error) {
		account, err := l.AccountOf(id)
		if err != nil {
			return outcome{}, err
		}
		if code.decoy, err = a.decoy(l, account, number, at); err != nil {
			return outcome{}, err
		}
		if code.decoy = code.decoy || !genuine; !code.decoy {
			code.Account = account.ID
		}
		e, err := a.send(l, code)
		return outcome{Effects: e}, err
	})
	if err != nil {
		return Challenge{}, err
	}
	return a.shown(token, &code.Code), nil
}

// genuine asks both registries, whatever the first one says: the two answers take the same
// time for everybody. A port that does not answer is told, the same to all.
func (a *Accounts) genuine(ctx context.Context, nationalID string, birth lang.Date, mobile string) (bool, error) {
	_, errPerson := a.registry.Person(ctx, nationalID, birth)
	owns, errOwner := a.owner.Owns(ctx, nationalID, mobile)
	for _, err := range []error{errPerson, errOwner} {
		if err != nil && !fault.Is(err, fault.Invalid) {
			return false, err
		}
	}
	return errPerson == nil && errOwner == nil && owns, nil
}

// decoy says whether nobody may get the code.
func (a *Accounts) decoy(l Ledger, account *Account, mobile string, at time.Time) (bool, error) {
	if account == nil || !account.DisabledAt.IsZero() || account.Mobile != mobile || account.TOTPSecret != "" {
		return true, nil
	}
	return a.staff(l, account.ID, at)
}

// Renew proves the code of a recovery: a new personal code goes out by SMS, all sessions
// end, and the number is told.
func (a *Accounts) Renew(ctx context.Context, challenge, code string, d Device) error {
	typed, err := typedCode(code)
	if err != nil {
		return err
	}
	at := a.now()
	personal := digits(10)
	hash := hashPersonal(personal)
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		id := hashToken(challenge)
		refusal, err := a.judge(l, id, PurposeRecover, "recovery "+id, typed, d, at)
		if err != nil || refusal != nil {
			return outcome{Refusal: refusal}, err
		}
		c, err := l.Code(id)
		if err != nil {
			return outcome{}, err
		}
		return a.renew(l, c.Account, personal, hash, at)
	})
}

func (a *Accounts) renew(l Ledger, id, personal, hash string, at time.Time) (outcome, error) {
	account, err := l.Account(id)
	if err != nil {
		return outcome{}, err
	}
	if account == nil {
		return refuse(ErrCodeNone)
	}
	account.PersonalHash = hash
	if err := l.PutAccount(account); err != nil {
		return outcome{}, err
	}
	e, err := a.endAll(l, id, at)
	if err != nil {
		return outcome{}, err
	}
	e.Events = append(e.Events, a.event("identity.recovered", id, at, nil))
	notice := a.text("identity.recovered", account.Mobile, at, nil)
	return outcome{Effects: e.And(record.Effects{Jobs: []record.Job{message.Job(notice)}}).And(a.sendPersonal(account.Mobile, personal, at))}, nil
}

// sendPersonal gives the job that carries a new personal code.
func (a *Accounts) sendPersonal(mobile, personal string, at time.Time) record.Effects {
	m := a.text("identity.personal_code", mobile, at, map[string]any{"code": lang.IsolateLTR(personal)})
	m.Code = personal
	return record.Effects{Jobs: []record.Job{message.Job(m)}}
}
