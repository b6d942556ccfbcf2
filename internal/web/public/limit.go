package public

import (
	"context"
	"sync"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// errTooMany tells when to come back.
var errTooMany = fault.New(fault.TooMany, "public.too_many")

// Budgets of guessing at tracking numbers: by address, by number, and in all.
var budgets = map[string]struct {
	most int
	per  time.Duration
}{
	"track.address": {20, 10 * time.Minute},
	"track.number":  {10, 10 * time.Minute},
	"track.all":     {3000, 10 * time.Minute},
}

// Window counts in memory how often something was asked; it forgets when its time is over.
type Window struct {
	now    func() time.Time
	mu     sync.Mutex
	counts map[string]int
	ends   time.Time
}

// NewWindow opens a counter.
func NewWindow(now func() time.Time) *Window { return &Window{now: now} }

// Allow counts one try and refuses the one over the budget of what.
func (l *Window) Allow(_ context.Context, what, key string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	at, budget := l.now(), budgets[what]
	if !at.Before(l.ends) {
		l.counts, l.ends = map[string]int{}, at.Add(budget.per)
	}
	l.counts["track.all"]++
	l.counts[what+" "+key]++
	if l.counts[what+" "+key] > budget.most || l.counts["track.all"] > budgets["track.all"].most {
		return errTooMany.With("minutes", int(l.ends.Sub(at)/time.Minute)+1).With("seconds", int(l.ends.Sub(at)/time.Second)+1)
	}
	return nil
}
