package identity

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

const totpSeconds = 30

// totpFits finds the step of an authenticator's code: this half minute or one beside it,
// for clocks that are a little off, and later than the last step that was used. A code of a
// used step answers used, so that the person waits for the next one.
func totpFits(secret, code string, last int64, at time.Time) (step int64, fits, used bool) {
	now := at.Unix() / totpSeconds
	for step := now - 1; step <= now+1; step++ {
		want, err := hotp.GenerateCodeCustom(secret, uint64(step), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil || subtle.ConstantTimeCompare([]byte(want), []byte(code)) != 1 {
			continue
		}
		if step > last {
			return step, true, false
		}
		used = true
	}
	return 0, false, used
}

// newTOTPSecret makes the secret of a new authenticator: 160 bits, as RFC 4226 recommends.
func newTOTPSecret() string {
	var b [20]byte
	_, _ = rand.Read(b[:])
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:])
}

// proveTOTP checks an authenticator's code and remembers its step.
func (a *Accounts) proveTOTP(l Ledger, account *Account, typed string, at time.Time) (refusal, err error) {
	if account.TOTPSecret == "" {
		return ErrNoFactor, nil
	}
	secret, err := a.unseal(account.ID, account.TOTPSecret)
	if err != nil {
		return nil, err
	}
	step, fits, used := totpFits(secret, typed, account.TOTPStep, at)
	switch {
	case used && !fits:
		return ErrCodeUsed, nil
	case !fits:
		return ErrTOTPWrong, nil
	}
	account.TOTPStep = step
	return nil, l.PutAccount(account)
}
