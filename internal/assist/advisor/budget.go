package advisor

import (
	"sync"
	"time"
	"unicode/utf8"
)

// Budget bounds what is asked of a model. A zero field takes its default.
type Budget struct {
	Tokens     int // of one call, request and reply together; default 6000
	AnHour     int // calls of one account in an hour; default 20
	AMinute    int // calls of the whole instance in a minute; default 60
	mostPeople int // accounts that are counted at once
}

func (b Budget) orDefault() Budget {
	for _, f := range []struct {
		field *int
		least int
	}{{&b.Tokens, 6000}, {&b.AnHour, 20}, {&b.AMinute, 60}, {&b.mostPeople, 50_000}} {
		if *f.field <= 0 {
			*f.field = f.least
		}
	}
	return b
}

// purse counts calls against a budget, in memory: a new start forgives.
type purse struct {
	budget Budget

	mu       sync.Mutex
	minute   window
	accounts map[string]*window
}

// window counts calls since it began.
type window struct {
	since time.Time
	calls int
}

// room says whether one more call fits, and begins anew when the length is over.
func (w *window) room(now time.Time, length time.Duration, most int) bool {
	if now.Sub(w.since) >= length || now.Before(w.since) {
		*w = window{since: now}
	}
	return w.calls < most
}

func newPurse(b Budget) *purse {
	return &purse{budget: b.orDefault(), accounts: map[string]*window{}}
}

// take counts one call of an account, or gives ErrBudget and counts nothing.
func (p *purse) take(account string, r Request, now time.Time) error {
	if tokens(r) > p.budget.Tokens {
		return ErrBudget.With("of", "tokens")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	own := p.of(account, now)
	if own == nil || !own.room(now, time.Hour, p.budget.AnHour) {
		return ErrBudget.With("of", "hour")
	}
	if !p.minute.room(now, time.Minute, p.budget.AMinute) {
		return ErrBudget.With("of", "minute")
	}
	own.calls++
	p.minute.calls++
	return nil
}

// tooLong says that texts alone are over the budget of a call.
func (p *purse) tooLong(texts []string) bool {
	n := 0
	for _, t := range texts {
		n += utf8.RuneCountInString(t)
	}
	return n/2 > p.budget.Tokens
}

// of is the count of an account. When too many are counted, those whose hour is over are
// forgotten; when that is not enough, nobody new is let in.
func (p *purse) of(account string, now time.Time) *window {
	if w := p.accounts[account]; w != nil {
		return w
	}
	if len(p.accounts) >= p.budget.mostPeople {
		for name, w := range p.accounts {
			if now.Sub(w.since) >= time.Hour {
				delete(p.accounts, name)
			}
		}
	}
	if len(p.accounts) >= p.budget.mostPeople {
		return nil
	}
	w := &window{since: now}
	p.accounts[account] = w
	return w
}

// tokens is an upper guess: Persian takes about a token for two letters.
func tokens(r Request) int {
	return (utf8.RuneCountInString(r.System)+utf8.RuneCountInString(r.Data)+len(r.Schema))/2 + r.MaxTokens
}
