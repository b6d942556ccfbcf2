package api

import (
	"fmt"
	"math"
	"sync"
	"time"
)

// budget is how many requests fit into a minute.
type budget struct {
	name string
	most int
}

// The budgets: by address for whoever has proven nothing, by account for everybody else.
var (
	strangers = budget{"address", 240}
	people    = budget{"account", 1200}
)

const (
	window   = time.Minute
	maxNames = 100_000 // callers counted apart in one window; the rest share one count
)

// limits counts requests in memory, by the minute, and tells the count in headers as the
// IETF's draft on rate limits has it.
type limits struct {
	now    func() time.Time
	mu     sync.Mutex
	counts map[string]int
	ends   time.Time
}

// take counts one request, writes the headers and refuses the one over the budget.
func (l *limits) take(c *call) error {
	b, key := strangers, "address "+c.client()
	if c.known {
		b, key = people, "account "+c.who.Account
	}
	left, rest := l.count(b, key)
	seconds := int64(math.Ceil(rest.Seconds()))
	h := c.w.Header()
	h.Set("RateLimit-Policy", fmt.Sprintf("%q;q=%d;w=%d", b.name, b.most, int(window/time.Second)))
	h.Set("RateLimit", fmt.Sprintf("%q;r=%d;t=%d", b.name, max(0, left), seconds))
	if left < 0 {
		return errTooMany.With("seconds", seconds)
	}
	return nil
}

// count gives what is left of a budget after one more, below zero when there was nothing.
func (l *limits) count(b budget, key string) (left int, rest time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := l.now()
	if !at.Before(l.ends) {
		l.counts, l.ends = map[string]int{}, at.Add(window)
	}
	if _, ok := l.counts[key]; !ok && len(l.counts) >= maxNames {
		key = b.name
	}
	l.counts[key]++
	return b.most - l.counts[key], l.ends.Sub(at)
}
