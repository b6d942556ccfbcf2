package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// turn is what one measuring found.
type turn struct {
	done, failed int
	took         time.Duration
	waits        []time.Duration // sorted
}

func (t turn) perSecond() float64 { return float64(t.done) / t.took.Seconds() }

// percentile in milliseconds.
func (t turn) percentile(p int) float64 {
	if len(t.waits) == 0 {
		return 0
	}
	return float64(t.waits[min(len(t.waits)-1, len(t.waits)*p/100)]) / float64(time.Millisecond)
}

// closed lets clients work without a pause for a time: each begins anew when it is answered.
// The first failure is returned beside the count.
func closed(ctx context.Context, clients int, span time.Duration, work func(ctx context.Context, client int) error) (turn, error) {
	var (
		mu    sync.Mutex
		t     turn
		first error
		wait  sync.WaitGroup
	)
	begin := time.Now()
	for client := range clients {
		wait.Go(func() {
			var mine []time.Duration
			failed := 0
			for time.Since(begin) < span {
				at := time.Now()
				err := work(ctx, client)
				if errors.Is(err, errEmpty) {
					break
				}
				if err != nil {
					failed++
					mu.Lock()
					first = err
					mu.Unlock()
					if failed > 10 {
						break
					}
					continue
				}
				mine = append(mine, time.Since(at))
			}
			mu.Lock()
			t.waits, t.failed = append(t.waits, mine...), t.failed+failed
			mu.Unlock()
		})
	}
	wait.Wait()
	t.took, t.done = time.Since(begin), len(t.waits)
	slices.Sort(t.waits)
	return t, first
}

// steady asks at a fixed rate, whether answers are late or not; waits count from the moment at
// which a request was due.
func steady(ctx context.Context, rate int, span time.Duration, work func(ctx context.Context, n int) error) (turn, error) {
	n := int(span.Seconds() * float64(rate))
	waits, faults := make([]time.Duration, n), make([]error, n)
	var wait sync.WaitGroup
	var failed atomic.Int64
	begin := time.Now()
	for i := range n {
		due := begin.Add(time.Duration(i) * time.Second / time.Duration(rate))
		time.Sleep(time.Until(due))
		wait.Go(func() {
			if faults[i] = work(ctx, i); faults[i] != nil {
				failed.Add(1)
			}
			waits[i] = time.Since(due)
		})
	}
	wait.Wait()
	slices.Sort(waits)
	t := turn{done: n - int(failed.Load()), failed: int(failed.Load()), took: time.Since(begin), waits: waits}
	for _, err := range faults {
		if err != nil {
			return t, err
		}
	}
	return t, nil
}

func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(list))
	return s[len(s)/2]
}
