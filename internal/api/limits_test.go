package api

import (
	"fmt"
	"testing"
	"time"
)

// TestLimits: the budget ends at its number, callers are counted apart, and a minute later
// everybody begins again.
func TestLimits(t *testing.T) {
	at := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	l := limits{now: func() time.Time { return at }}
	b := budget{"test", 3}
	for want := 2; want >= -1; want-- {
		if left, _ := l.count(b, "a"); left != want {
			t.Errorf("left %d, want %d", left, want)
		}
	}
	if left, rest := l.count(b, "b"); left != 2 || rest != window {
		t.Errorf("another caller has %d left for %v", left, rest)
	}
	at = at.Add(window)
	if left, _ := l.count(b, "a"); left != 2 {
		t.Errorf("a minute later: %d left", left)
	}
}

// TestLimitsAreBounded: inventing callers fills no memory; from some number on they share.
func TestLimitsAreBounded(t *testing.T) {
	at := time.Now()
	l := limits{now: func() time.Time { return at }}
	for n := range maxNames + 100 {
		l.count(strangers, fmt.Sprint(n))
	}
	if len(l.counts) > maxNames+1 {
		t.Errorf("%d callers are remembered", len(l.counts))
	}
	if left, _ := l.count(strangers, "new"); left > strangers.most-100 {
		t.Errorf("the rest does not share: %d left", left)
	}
}
