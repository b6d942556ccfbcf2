package identity

import (
	"context"
	"slices"
	"time"

	"github.com/tarazu-justice/tarazu/internal/message"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// AskToken sends the code that a new token needs: a stolen session must not become a year.
func (a *Accounts) AskToken(ctx context.Context, who Who, wish TokenWish) error {
	wish, err := wish.clean(who.Standing.Kind)
	if err != nil {
		return err
	}
	return a.StepUp(ctx, who, PurposeToken, wish.bound())
}

// MakeToken makes a token, proven by the code that AskToken sent for this very wish. Its
// secret is shown this once.
func (a *Accounts) MakeToken(ctx context.Context, who Who, wish TokenWish, code string) (secret string, t Token, err error) {
	if wish, err = wish.clean(who.Standing.Kind); err != nil {
		return "", Token{}, err
	}
	typed, err := typedCode(code)
	if err != nil {
		return "", Token{}, err
	}
	at := a.now()
	raw, _ := newToken()
	secret = tokenPrefix + raw
	t = Token{
		ID: record.NewID(), Hash: hashToken(secret), Account: who.Account, Standing: who.Standing.ID, Name: wish.Name, Scopes: wish.Scopes,
		CreatedAt: at, UsedAt: at, Until: at.AddDate(0, 0, wish.Days),
	}
	err = a.settle(ctx, func(l Ledger) (outcome, error) {
		account, refusal, err := a.prove(l, who, PurposeToken, wish.bound(), typed, at)
		if err != nil || refusal != nil {
			return outcome{Refusal: refusal}, err
		}
		return a.putToken(l, account, &t, at, who)
	})
	if err != nil {
		return "", Token{}, err
	}
	return secret, t, nil
}

func (a *Accounts) putToken(l Ledger, account *Account, t *Token, at time.Time, who Who) (outcome, error) {
	session, _, err := a.current(l, who, at)
	if err != nil {
		return outcome{}, err
	}
	held, err := l.Tokens(account.ID)
	if err != nil {
		return outcome{}, err
	}
	held = slices.DeleteFunc(held, func(t *Token) bool { return t.living(at) != nil })
	if len(held) >= MaxTokens {
		return refuse(ErrTokens.With("n", MaxTokens))
	}
	t.How = session.How
	return outcome{Effects: record.Effects{
		Events: []record.Event{a.event("identity.token_made", account.ID, at, map[string]any{"token": t.ID, "scopes": t.Scopes})},
		Jobs:   []record.Job{message.Job(a.text("identity.token_made", account.Mobile, at, nil))},
	}}, l.PutToken(t)
}

// Tokens lists the living tokens of who, the latest first, without their hashes.
func (a *Accounts) Tokens(ctx context.Context, who Who) (list []Token, err error) {
	at := a.now()
	err = a.store.Read(ctx, func(l Ledger) error {
		all, err := l.Tokens(who.Account)
		for _, t := range all {
			if t.living(at) == nil {
				shown := *t
				shown.Hash = ""
				list = append(list, shown)
			}
		}
		return err
	})
	slices.SortStableFunc(list, func(x, y Token) int { return y.CreatedAt.Compare(x.CreatedAt) })
	return list, err
}

// RevokeToken ends one token of who at once. A token of somebody else looks like none.
func (a *Accounts) RevokeToken(ctx context.Context, who Who, id string) error {
	at := a.now()
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		e, n, err := a.endTokens(l, who.Account, at, func(t *Token) bool { return t.ID == id })
		if err == nil && n == 0 {
			return refuse(ErrTokenUnknown)
		}
		return outcome{Effects: e}, err
	})
}

// endTokens ends those tokens of an account that which chooses.
func (a *Accounts) endTokens(l Ledger, account string, at time.Time, which func(*Token) bool) (e record.Effects, n int, err error) {
	all, err := l.Tokens(account)
	if err != nil {
		return e, 0, err
	}
	for _, t := range all {
		if t.living(at) != nil || !which(t) {
			continue
		}
		t.EndedAt = at
		if err := l.PutToken(t); err != nil {
			return e, n, err
		}
		n++
		e.Events = append(e.Events, a.event("identity.token_ended", account, at, map[string]any{"token": t.ID}))
	}
	return e, n, nil
}
