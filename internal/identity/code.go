package identity

import (
	"regexp"
	"time"

	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/message"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Purposes of codes that identity itself asks for. Other rooms name their own, such as
// "filing.sign"; what a text message says of a purpose stands under "identity.purpose.".
const (
	PurposeSignIn   = "sign_in"
	PurposeRegister = "register"
	PurposeRecover  = "recover"
	PurposeAddress  = "address"
	PurposeToken    = "token"
)

const codeDigits = 6

var sixDigits = regexp.MustCompile(`^[0-9]{6}$`)

// draft is a code before its transaction: ids and chance are made outside.
type draft struct {
	Code
	digits string
	decoy  bool // nobody gets it; everything else is as always
	proven bool // asked for after a personal code or a session
}

// draw makes a code for a purpose. The sum is bound to the id, so that it fits nothing else.
func (a *Accounts) draw(id, purpose string, at time.Time) draft {
	d := draft{digits: digits(codeDigits)}
	d.Code = Code{ID: id, Purpose: purpose, How: BySMS, SentAt: at, Until: at.Add(CodeLife)}
	d.Sum = a.sum("code", id, d.digits)
	return d
}

// send counts and writes a code and the message that carries it. A decoy costs the same and
// goes nowhere.
func (a *Accounts) send(l Ledger, d draft) (record.Effects, error) {
	if err := a.mayResend(l, d); err != nil {
		return record.Effects{}, err
	}
	if err := a.maySend(l, d); err != nil {
		return record.Effects{}, err
	}
	c := d.Code
	if err := l.PutCode(&c); err != nil || d.decoy {
		return record.Effects{}, err
	}
	m := a.text("identity.code", d.Mobile, d.SentAt, map[string]any{"code": lang.IsolateLTR(d.digits), "purpose": a.purposeText(d.Purpose)})
	m.Code, m.Kind, m.Until = d.digits, "identity."+d.Purpose, d.Until
	return record.Effects{Jobs: []record.Job{message.Job(m)}}, nil
}

// mayResend keeps a minute between two sends of one code.
func (a *Accounts) mayResend(l Ledger, d draft) error {
	old, err := l.Code(d.ID)
	if err != nil || old == nil || !old.UsedAt.IsZero() {
		return err // what was proven may be asked for again at once
	}
	if wait := old.SentAt.Add(Limits.Resend.Per).Sub(d.SentAt); wait > 0 {
		return ErrTooSoon.With("seconds", int64((wait+time.Second-1)/time.Second))
	}
	return nil
}

func (a *Accounts) maySend(l Ledger, d draft) error {
	if d.proven {
		if err := a.take(l, Limits.ProvenBurst, d.SentAt, tooMany(Limits.ProvenBurst), d.Mobile); err != nil {
			return err
		}
		return a.take(l, Limits.ProvenDay, d.SentAt, tooMany(Limits.ProvenDay), d.Mobile)
	}
	if err := a.take(l, Limits.StrangerBurst, d.SentAt, tooMany(Limits.StrangerBurst), d.Mobile); err != nil {
		return err
	}
	if err := a.take(l, Limits.StrangerDay, d.SentAt, tooMany(Limits.StrangerDay), d.Mobile); err != nil {
		return err
	}
	return a.take(l, Limits.StrangersHour, d.SentAt, ErrSendingUp)
}

func tooMany(lim Limit) error { return ErrTooMany.With("minutes", int64(lim.Per/time.Minute)) }

func (a *Accounts) purposeText(purpose string) string {
	if key := "identity.purpose." + purpose; a.messages.Has(key) {
		return a.messages.Text(lang.FA, key, nil)
	}
	return a.messages.Text(lang.FA, "identity.purpose.other", nil)
}

// check compares typed digits with a waiting code and writes the try down. It answers a
// refusal to be kept, or an error.
func (a *Accounts) check(l Ledger, c *Code, typed string, at time.Time) (refusal, err error) {
	switch {
	case c == nil:
		return ErrCodeNone, nil
	case !c.UsedAt.IsZero():
		return ErrCodeUsed, nil
	case c.Tries >= Limits.CodeTries.Max:
		return ErrCodeVoid, nil
	case !at.Before(c.Until):
		return ErrCodeExpired, nil
	}
	if sameSum(c.Sum, a.sum("code", c.ID, typed)) {
		c.UsedAt = at
		return nil, l.PutCode(c)
	}
	c.Tries++
	return triesLeft(c), l.PutCode(c)
}

func triesLeft(c *Code) error {
	if left := Limits.CodeTries.Max - c.Tries; left > 0 {
		return ErrCodeWrong.With("n", left)
	}
	return ErrCodeVoid
}

// typedCode cleans six digits as typed by anyone.
func typedCode(s string) (string, error) {
	code := lang.CleanCode(s)
	if !sixDigits.MatchString(code) {
		return "", ErrCodeShape
	}
	return code, nil
}
