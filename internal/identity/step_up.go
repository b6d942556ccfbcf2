package identity

import (
	"context"
	"time"

	"github.com/tarazu-justice/tarazu/internal/record"
)

// StepUp asks for a fresh proof before a grave act: a code that works once, in this session,
// for this purpose and this bound (the hash of what is signed). Staff use their authenticator,
// so nothing is sent to them.
func (a *Accounts) StepUp(ctx context.Context, who Who, purpose, bound string) error {
	at := a.now()
	code := a.draw(stepID(who, purpose, bound), purpose, at)
	code.proven = true
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		session, account, err := a.current(l, who, at)
		if err != nil {
			return outcome{}, err
		}
		code.Account, code.Session, code.Mobile, code.How = account.ID, session.ID, account.Mobile, session.How
		e, err := a.ask(l, account, code)
		return outcome{Effects: e}, err
	})
}

// stepID names the one code that can wait for an act in a session.
func stepID(who Who, purpose, bound string) string {
	return hashToken("step\x00" + who.Account + "\x00" + who.Session + "\x00" + purpose + "\x00" + bound)
}

// Pending shows the step-up code that waits, for the page that asks for it; nil when none does.
func (a *Accounts) Pending(ctx context.Context, who Who, purpose, bound string) (ch *Challenge, err error) {
	err = a.store.Read(ctx, func(l Ledger) error {
		c, err := l.Code(stepID(who, purpose, bound))
		if err == nil && c != nil && c.UsedAt.IsZero() {
			shown := a.shown("", c)
			ch = &shown
		}
		return err
	})
	return ch, err
}

// Proof takes the code of a step-up. Of fifty who use it at once one wins. The caller acts
// on it within the same request.
func (a *Accounts) Proof(ctx context.Context, who Who, purpose, bound, code string) error {
	typed, err := typedCode(code)
	if err != nil {
		return err
	}
	at := a.now()
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		_, refusal, err := a.prove(l, who, purpose, bound, typed, at)
		kind := "identity.proof"
		if refusal != nil {
			kind = "identity.proof_refused"
		}
		event := a.event(kind, who.Account, at, map[string]any{"purpose": purpose, "session": who.Session})
		return outcome{Effects: record.Effects{Events: []record.Event{event}}, Refusal: refusal}, err
	})
}

// prove judges a proof inside a transaction, with the session and account it rests on.
func (a *Accounts) prove(l Ledger, who Who, purpose, bound, typed string, at time.Time) (account *Account, refusal, err error) {
	session, account, err := a.current(l, who, at)
	if err != nil {
		return nil, nil, err
	}
	place := "session " + session.ID
	if err := a.locked(l, account.Person.NationalID, place, at); err != nil {
		return nil, err, nil
	}
	if session.How == ByTOTP {
		refusal, err = a.proveTOTP(l, account, typed, at)
	} else {
		refusal, err = a.proveSMS(l, who, stepID(who, purpose, bound), typed, at)
	}
	if refusal != nil && err == nil {
		err = a.countWrong(l, account.Person.NationalID, place, at, 1)
	}
	return account, refusal, err
}

// proveSMS tells a code that this session asked for another act from a wrong one.
func (a *Accounts) proveSMS(l Ledger, who Who, id, typed string, at time.Time) (refusal, err error) {
	c, err := l.Code(id)
	if err != nil {
		return nil, err
	}
	others, err := l.CodesOf(who.Session)
	if err != nil {
		return nil, err
	}
	refusal, err = a.check(l, c, typed, at)
	if refusal == nil || err != nil {
		return refusal, err
	}
	for _, o := range others {
		if o.ID != id && sameSum(o.Sum, a.sum("code", o.ID, typed)) {
			return ErrCodeForeign, nil
		}
	}
	return refusal, nil
}
