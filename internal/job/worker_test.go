package job

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"
)

// queue is a queue of one job in memory that writes down how it ended.
type queue struct {
	mu    sync.Mutex
	job   *Claimed
	ended string
	at    time.Time
	done  chan struct{}
}

func (q *queue) Claim(context.Context, time.Time, time.Duration, int) ([]Claimed, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.job == nil {
		return nil, nil
	}
	c := *q.job
	q.job = nil
	return []Claimed{c}, nil
}

func (q *queue) end(how string, at time.Time) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.ended, q.at = how, at
	close(q.done)
	return nil
}

func (q *queue) Done(_ context.Context, _ string, _ int64, at time.Time) error {
	return q.end("done", at)
}

func (q *queue) Retry(_ context.Context, _ string, _ int64, at time.Time, failed string) error {
	return q.end("retry: "+failed, at)
}

func (q *queue) Bury(_ context.Context, _ string, _ int64, failed string) error {
	return q.end("buried: "+failed, time.Time{})
}

const planted = "code 482913 for 0012345679"

func TestHowAJobEnds(t *testing.T) {
	for _, tc := range []struct {
		name     string
		attempts int
		kind     string
		handler  Handler
		want     string
	}{
		{"well", 1, "k", func(context.Context, Claimed) error { return nil }, "done"},
		{"failing", 1, "k", func(context.Context, Claimed) error { return errors.New("no net") }, "retry: no net"},
		{"failing for the last time", attempts, "k", func(context.Context, Claimed) error { return errors.New("no net") }, "buried: no net"},
		{"pointless", 1, "k", func(context.Context, Claimed) error { return fmt.Errorf("%w: too late", ErrPointless) }, "done"},
		{"panicking with what it works on", 1, "k", func(_ context.Context, c Claimed) error { panic(string(c.Payload)) }, "retry: handler panicked with a string"},
		{"hanging", 1, "k", func(context.Context, Claimed) error { select {} }, "retry: context deadline exceeded"},
		{"of a kind that nobody knows", 1, "other", nil, "retry: no handler for jobs of kind other"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			at := time.Unix(1_800_000_000, 0)
			q := &queue{job: &Claimed{ID: "j", Kind: tc.kind, Attempts: tc.attempts, Payload: []byte(planted)}, done: make(chan struct{})}
			var log bytes.Buffer
			w := New(q, func() time.Time { return at }, slog.New(slog.NewJSONHandler(&log, nil)), map[string]Handler{"k": tc.handler})
			w.attempt = 20 * time.Millisecond
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan struct{})
			go func() { w.Run(ctx); close(ended) }()
			w.Poke()
			select {
			case <-q.done:
			case <-time.After(5 * time.Second):
				t.Fatal("the job did not end")
			}
			cancel()
			<-ended
			if !strings.HasPrefix(q.ended, tc.want) {
				t.Errorf("ended %q, want %q", q.ended, tc.want)
			}
			if strings.HasPrefix(tc.want, "retry") && (q.at.Before(at.Add(time.Second)) || q.at.After(at.Add(3*time.Second))) {
				t.Errorf("comes back at %v", q.at.Sub(at))
			}
			if strings.Contains(log.String()+q.ended, "482913") || strings.Contains(log.String()+q.ended, "0012345679") {
				t.Errorf("the payload stands in the log: %s", log.String())
			}
		})
	}
}

func TestBackOffGrowsToAnHour(t *testing.T) {
	for n, most := range map[int]time.Duration{1: 3 * time.Second, 5: 48 * time.Second, 12: 90 * time.Minute, 40: 90 * time.Minute} {
		for range 100 {
			if got := backOff(n); got < time.Second || got > most {
				t.Fatalf("backOff(%d) = %v", n, got)
			}
		}
	}
}

// list is a queue of many jobs in memory.
type list struct {
	queue
	waiting []Claimed
	ended   chan string
}

func (l *list) Claim(_ context.Context, _ time.Time, _ time.Duration, limit int) (claimed []Claimed, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := min(limit, len(l.waiting))
	claimed, l.waiting = l.waiting[:n], l.waiting[n:]
	return claimed, nil
}

func (l *list) Done(_ context.Context, id string, _ int64, _ time.Time) error {
	l.ended <- id
	return nil
}

// TestAHangingJobHoldsNobodyUp: most places are taken by jobs that hang; the others go on
// (TRUST F16: delayed 5 s at most).
func TestAHangingJobHoldsNobodyUp(t *testing.T) {
	const hanging, others = together - 2, 50
	l := &list{ended: make(chan string, others)}
	for range hanging {
		l.waiting = append(l.waiting, Claimed{ID: "hangs", Kind: "hang", Attempts: 1})
	}
	for i := range others {
		l.waiting = append(l.waiting, Claimed{ID: fmt.Sprint(i), Kind: "k", Attempts: 1})
	}
	let := make(chan struct{})
	w := New(l, time.Now, slog.New(slog.DiscardHandler), map[string]Handler{
		"k":    func(context.Context, Claimed) error { return nil },
		"hang": func(context.Context, Claimed) error { <-let; return ErrPointless },
	})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { w.Run(ctx); close(done) }()
	for n := range 6 { // two places: two jobs a poke
		select {
		case <-l.ended:
		case <-time.After(5 * time.Second):
			t.Fatalf("job %d waits behind those that hang", n)
		}
		w.Poke()
	}
	cancel()
	close(let)
	go func() { // the hanging ones end
		for range l.ended {
			continue
		}
	}()
	<-done
	close(l.ended)
}
