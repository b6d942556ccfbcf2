package identity

import (
	"context"
	"strings"
	"time"

	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/message"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Profile is what a person sees of their own account.
type Profile struct {
	Account   string
	Person    Person
	Mobile    string // masked
	Place     Place
	Locale    lang.Locale
	Factor    Factor
	Standings []Standing // in force
}

// Profile shows who their own account.
func (a *Accounts) Profile(ctx context.Context, who Who) (p Profile, err error) {
	err = a.store.Read(ctx, func(l Ledger) error {
		account, err := l.Account(who.Account)
		if err == nil && account == nil {
			err = ErrSession
		}
		if err == nil {
			p, err = a.profile(l, account, a.now())
		}
		return err
	})
	return p, err
}

func (a *Accounts) profile(l Ledger, account *Account, at time.Time) (Profile, error) {
	p := Profile{
		Account: account.ID, Person: account.Person, Mobile: Masked(account.Mobile), Locale: account.Locale, Factor: BySMS,
		Place: Place{account.PostalCode, account.Address, account.County},
	}
	if account.TOTPSecret != "" {
		p.Factor = ByTOTP
	}
	all, err := l.Standings(account.ID)
	for _, s := range all {
		if s.Active(at) {
			p.Standings = append(p.Standings, s)
		}
	}
	return p, err
}

// ByNationalID gives the account of a person who has to sign, or ErrNoAccount. It is for
// rules, never for a page.
func (a *Accounts) ByNationalID(ctx context.Context, nationalID string) (account string, err error) {
	err = a.store.Read(ctx, func(l Ledger) error {
		found, err := l.AccountOf(nationalID)
		if err == nil && (found == nil || !found.DisabledAt.IsZero()) {
			return ErrNoAccount
		}
		if err == nil {
			account = found.ID
		}
		return err
	})
	return account, err
}

// bound names a place in the proof of its change.
func (p Place) bound() string {
	return hashToken(strings.Join([]string{p.PostalCode, p.Address, p.County}, "\x00"))
}

// AskAddress sends the code that a change of address needs: papers will be served there.
func (a *Accounts) AskAddress(ctx context.Context, who Who, place Place) error {
	place, err := place.clean()
	if err != nil {
		return err
	}
	return a.StepUp(ctx, who, PurposeAddress, place.bound())
}

// ChangeAddress changes the address, proven by the code that AskAddress sent for this very one.
func (a *Accounts) ChangeAddress(ctx context.Context, who Who, place Place, code string) error {
	place, err := place.clean()
	if err != nil {
		return err
	}
	typed, err := typedCode(code)
	if err != nil {
		return err
	}
	at := a.now()
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		account, refusal, err := a.prove(l, who, PurposeAddress, place.bound(), typed, at)
		if err != nil || refusal != nil {
			return outcome{Refusal: refusal}, err
		}
		account.PostalCode, account.Address, account.County = place.PostalCode, place.Address, place.County
		return outcome{Effects: record.Effects{
			Events: []record.Event{a.event("identity.address_changed", account.ID, at, nil)},
			Jobs:   []record.Job{message.Job(a.text("identity.address_changed", account.Mobile, at, nil))},
		}}, l.PutAccount(account)
	})
}

// SpeakLocale sets the language of the person's pages.
func (a *Accounts) SpeakLocale(ctx context.Context, who Who, loc lang.Locale) error {
	at := a.now()
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		_, account, err := a.current(l, who, at)
		if err != nil {
			return outcome{}, err
		}
		account.Locale = lang.ParseLocale(string(loc))
		return outcome{}, l.PutAccount(account)
	})
}
