package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"sync"
	"time"
)

const (
	idle     = time.Second           // between looks when nobody pokes
	gather   = 50 * time.Millisecond // after a poke: jobs that come together are claimed and ended with one write each
	attempt  = 30 * time.Second      // one handler may take
	lease    = 2 * attempt           // longer than any attempt, so that no two workers hold a job
	together = 32                    // jobs carried out at once
	attempts = 12                    // over an hour, then the operator decides
)

// Worker carries out the jobs of a queue.
type Worker struct {
	queue    Queue
	now      func() time.Time
	log      *slog.Logger
	handlers map[string]Handler
	poke     chan struct{}
	attempt  time.Duration
}

// New makes a worker with a handler for every kind of job.
func New(queue Queue, now func() time.Time, log *slog.Logger, handlers map[string]Handler) *Worker {
	return &Worker{queue: queue, now: now, log: log, handlers: handlers, poke: make(chan struct{}, 1), attempt: attempt}
}

// Poke tells the worker that there may be work. It never waits.
func (w *Worker) Poke() {
	select {
	case w.poke <- struct{}{}:
	default:
	}
}

// Run works until ctx ends, then lets what it holds finish. A job that hangs takes one place
// and holds nobody else up. New jobs are claimed when half of the places are free, or at the
// next look: a claim is a write.
func (w *Worker) Run(ctx context.Context) {
	timer := time.NewTicker(idle)
	defer timer.Stop()
	var group sync.WaitGroup
	defer group.Wait()
	ended := make(chan struct{}, together)
	held, more := 0, false // more: the last claim was full, others may wait
	for ctx.Err() == nil {
		if held < together {
			jobs := w.claim(ctx, together-held)
			more = len(jobs) == together-held
			for _, c := range jobs {
				held++
				group.Go(func() {
					defer func() {
						select {
						case ended <- struct{}{}:
						case <-ctx.Done(): // nobody counts any more
						}
					}()
					w.work(context.WithoutCancel(ctx), c)
				})
			}
		}
		for look := false; !look && ctx.Err() == nil; {
			select {
			case <-ctx.Done():
			case <-ended:
				held--
				look = more && held <= together/2
			case <-w.poke:
				look = true
				select {
				case <-ctx.Done():
				case <-time.After(gather):
				}
			case <-timer.C:
				look = true
			}
		}
	}
}

func (w *Worker) claim(ctx context.Context, places int) []Claimed {
	jobs, err := w.queue.Claim(ctx, w.now(), lease, places)
	if err != nil && ctx.Err() == nil {
		w.log.LogAttrs(ctx, slog.LevelError, "jobs cannot be claimed", slog.Any("error", err))
	}
	return jobs
}

// work carries out one job and writes down how it ended.
func (w *Worker) work(ctx context.Context, c Claimed) {
	err := w.try(ctx, c)
	attrs := []slog.Attr{slog.String("job", c.ID), slog.String("kind", c.Kind), slog.Int("attempt", c.Attempts), slog.Any("error", err)}
	var kept error
	switch {
	case err == nil:
		kept = w.queue.Done(ctx, c.ID, c.Fence, w.now())
	case errors.Is(err, ErrPointless):
		w.log.LogAttrs(ctx, slog.LevelWarn, "job dropped", attrs...)
		kept = w.queue.Done(ctx, c.ID, c.Fence, w.now())
	case c.Attempts >= attempts:
		w.log.LogAttrs(ctx, slog.LevelError, "job buried", attrs...)
		kept = w.queue.Bury(ctx, c.ID, c.Fence, err.Error())
	default:
		w.log.LogAttrs(ctx, slog.LevelWarn, "job failed, will be tried again", attrs...)
		kept = w.queue.Retry(ctx, c.ID, c.Fence, w.now().Add(backOff(c.Attempts)), err.Error())
	}
	if kept != nil {
		w.log.LogAttrs(ctx, slog.LevelError, "end of a job cannot be kept", slog.String("job", c.ID), slog.Any("error", kept))
	}
}

// try runs the handler with a time limit. A handler that ignores its context is left behind:
// its job goes back to the queue, and the fence keeps a late end from counting.
func (w *Worker) try(ctx context.Context, c Claimed) error {
	handler, ok := w.handlers[c.Kind]
	if !ok {
		return fmt.Errorf("no handler for jobs of kind %s", c.Kind)
	}
	ctx, cancel := context.WithTimeout(ctx, w.attempt)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- careful(ctx, handler, c) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// careful turns a panic into an error; its words could hold personal data, its place cannot.
func careful(ctx context.Context, handler Handler, c Claimed) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("handler panicked with a %T\n%s", p, debug.Stack())
		}
	}()
	return handler(ctx, c)
}

// backOff waits 2, 4, 8 … seconds, at most an hour, and a random part, so that the jobs of
// an outage do not come back all at once.
func backOff(attempts int) time.Duration {
	wait := min(time.Second<<min(attempts, 12), time.Hour)
	return wait/2 + rand.N(wait) //nolint:gosec // spreads retries; guards nothing
}
