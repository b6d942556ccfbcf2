package identity

import (
	"context"
	"time"

	"github.com/tarazu-justice/tarazu/internal/record"
)

// Confirm proves the second factor and opens a session. Its token is new: nothing that was
// known before the sign-in is worth anything after it.
func (a *Accounts) Confirm(ctx context.Context, challenge, code string, d Device) (token string, who Who, err error) {
	typed, err := typedCode(code)
	if err != nil {
		return "", Who{}, err
	}
	at := a.now()
	token, hash := newToken()
	session := &Session{ID: record.NewID(), TokenHash: hash, Device: d.Label, Shared: d.Shared, CreatedAt: at, SeenAt: at}
	err = a.settle(ctx, func(l Ledger) (outcome, error) {
		c, err := l.Code(hashToken(challenge))
		if err != nil {
			return outcome{}, err
		}
		if c == nil || c.Purpose != PurposeSignIn {
			return refuse(ErrCodeNone)
		}
		account, refusal, err := a.second(l, c, typed, d, at)
		if err != nil || refusal != nil {
			return outcome{Effects: record.Effects{Events: []record.Event{a.event("identity.code_refused", c.Account, at, nil)}}, Refusal: refusal}, err
		}
		session.How = c.How
		who, err = a.open(l, account, session, at)
		return outcome{Effects: record.Effects{Events: []record.Event{a.event("identity.signed_in", account.ID, at, map[string]any{"session": session.ID, "how": string(session.How)})}}}, err
	})
	if err != nil {
		return "", Who{}, err
	}
	return token, who, nil
}

// second judges the second factor and counts a wrong one for the pair of account and place.
func (a *Accounts) second(l Ledger, c *Code, typed string, d Device, at time.Time) (account *Account, refusal, err error) {
	if account, err = l.Account(c.Account); err != nil {
		return nil, nil, err
	}
	if account == nil || !account.DisabledAt.IsZero() {
		return nil, ErrCodeNone, nil
	}
	if err := a.locked(l, account.Person.NationalID, d.Client, at); err != nil {
		return nil, err, nil
	}
	if c.How == ByTOTP {
		refusal, err = a.checkTOTP(l, c, account, typed, at)
	} else {
		refusal, err = a.check(l, c, typed, at)
	}
	if refusal != nil && err == nil {
		err = a.countWrong(l, account.Person.NationalID, d.Client, at, 1)
	}
	return account, refusal, err
}

// checkTOTP is check for an authenticator: the same tries, the same single use.
func (a *Accounts) checkTOTP(l Ledger, c *Code, account *Account, typed string, at time.Time) (refusal, err error) {
	switch {
	case !c.UsedAt.IsZero():
		return ErrCodeUsed, nil
	case c.Tries >= Limits.CodeTries.Max:
		return ErrCodeVoid, nil
	case !at.Before(c.Until):
		return ErrCodeExpired, nil
	}
	refusal, err = a.proveTOTP(l, account, typed, at)
	if err != nil {
		return nil, err
	}
	if refusal == nil {
		c.UsedAt = at
	} else {
		c.Tries++
	}
	return refusal, l.PutCode(c)
}

// open writes a session in the first standing that is in force.
func (a *Accounts) open(l Ledger, account *Account, s *Session, at time.Time) (Who, error) {
	standings, err := l.Standings(account.ID)
	if err != nil {
		return Who{}, err
	}
	for _, standing := range standings {
		if standing.Active(at) && (!standing.Kind.Staff() || s.How == ByTOTP) {
			s.Account, s.Standing = account.ID, standing.ID
			return a.who(account, s, standing), l.PutSession(s)
		}
	}
	return Who{}, ErrStandingEnded
}

func (a *Accounts) who(account *Account, s *Session, standing Standing) Who {
	return Who{
		Account: account.ID, Session: s.ID, NationalID: account.Person.NationalID, Name: account.Person.Name(),
		Standing: standing, County: account.County, Locale: account.Locale, SharedMode: s.Shared,
	}
}
