package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/job"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// BenchmarkJobs shows what a job costs the submission that leaves it, at 64 clients, and how
// many jobs one worker carries out that do nothing.
func BenchmarkJobs(b *testing.B) {
	for _, e := range []storetest.Engine{storetest.SQLite, storetest.Postgres} {
		b.Run(string(e), func(b *testing.B) {
			address := ""
			if e == storetest.SQLite {
				address = e.Address(b)
			} else {
				cluster, err := storetest.New(os.TempDir())
				if errors.Is(err, storetest.ErrAbsent) {
					b.Skip(err)
				}
				if err != nil {
					b.Fatal(err)
				}
				b.Cleanup(func() { _ = cluster.Close() })
				address = cluster.Database(b)
			}
			r := newRace(b, address, e, 64)
			var without, with, worked []float64
			for n := 0; b.Loop(); n++ {
				r.jobs = 0
				without = append(without, r.run(r.grouped))
				r.jobs = 1
				with = append(with, r.run(r.grouped))
				worked = append(worked, r.work(n))
			}
			w, wo := median(with), median(without)
			b.ReportMetric(wo, "without/s")
			b.ReportMetric(w, "with/s")
			b.ReportMetric(w/wo, "with:without")
			b.ReportMetric(median(worked), "worked/s")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// work leaves jobs of an old time, so that they come first, and carries them out.
func (r *race) work(round int) float64 {
	r.b.Helper()
	const jobs = 500
	var e record.Effects
	for i := range jobs {
		e.Jobs = append(e.Jobs, record.Job{ID: fmt.Sprint("w", round, "-", i), Kind: "w", Payload: []byte("{}"), At: time.Unix(1, 0)})
	}
	if err := r.filings.commit(context.Background(), "jobs", func(c *change) error { return writeEffects(c, e) }); err != nil {
		r.b.Fatal(err)
	}
	left := make(chan struct{}, jobs)
	w := job.New(Jobs{r.filings.Store}, func() time.Time { return time.Unix(2, 0) }, slog.New(slog.DiscardHandler), map[string]job.Handler{
		"w": func(context.Context, job.Claimed) error { left <- struct{}{}; return nil },
	})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	start := time.Now()
	go func() { w.Run(ctx); close(done) }()
	w.Poke()
	for range jobs {
		<-left
	}
	cancel()
	<-done
	return jobs / time.Since(start).Seconds()
}
