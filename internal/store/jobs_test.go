package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/job"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

func leave(t *testing.T, s *Store, jobs ...record.Job) {
	t.Helper()
	if err := s.commit(t.Context(), "leave", func(c *change) error {
		return writeEffects(c, record.Effects{Jobs: jobs})
	}); err != nil {
		t.Fatal(err)
	}
}

func claim(t *testing.T, q Jobs, at time.Time, limit int) []job.Claimed {
	t.Helper()
	jobs, err := q.Claim(t.Context(), at, time.Minute, limit)
	if err != nil {
		t.Fatal(err)
	}
	return jobs
}

func TestJobsLife(t *testing.T) { storetest.Each(t, testJobsLife) }

func testJobsLife(t *testing.T, e storetest.Engine) {
	s := open(t, e)
	q, at := Jobs{s}, time.Unix(1_800_000_000, 0)
	leave(t, s, record.Job{ID: "now", Kind: "k", Payload: []byte(`{"code":"1"}`), At: at}, record.Job{ID: "later", Kind: "k", Payload: []byte("{}"), At: at.Add(time.Hour)})
	first := claim(t, q, at, 10)
	if len(first) != 1 || first[0].ID != "now" || first[0].Attempts != 1 || string(first[0].Payload) != `{"code":"1"}` {
		t.Fatalf("claimed %+v", first)
	}
	if again := claim(t, q, at, 10); len(again) != 0 {
		t.Errorf("a held job was claimed: %+v", again)
	}
	second := claim(t, q, at.Add(time.Minute), 10) // the lease is over
	if len(second) != 1 || second[0].Fence != first[0].Fence+1 {
		t.Fatalf("claimed %+v", second)
	}
	if err := q.Done(t.Context(), "now", first[0].Fence, at); !errors.Is(err, ErrStale) {
		t.Errorf("the old holder ended the job: %v", err)
	}
	if err := q.Retry(t.Context(), "now", second[0].Fence, at.Add(2*time.Minute), "no net"); err != nil {
		t.Fatal(err)
	}
	third := claim(t, q, at.Add(2*time.Minute), 10)
	if err := q.Bury(t.Context(), "now", third[0].Fence, "gave up"); err != nil {
		t.Fatal(err)
	}
	if list, err := q.Buried(t.Context()); err != nil || len(list) != 1 || list[0] != (job.Buried{ID: "now", Kind: "k", Attempts: 3, Failed: "gave up"}) {
		t.Errorf("buried %+v, %v", list, err)
	}
	if dead := claim(t, q, at.Add(50*time.Minute), 10); len(dead) != 0 {
		t.Errorf("a buried job ran: %+v", dead)
	}
	if err := q.DigUp(t.Context(), "now", at); err != nil {
		t.Fatal(err)
	}
	last := claim(t, q, at.Add(3*time.Minute), 10)
	if err := q.Done(t.Context(), "now", last[0].Fence, at); err != nil {
		t.Fatal(err)
	}
	var payload string
	if err := s.reads.QueryRow(`select payload from jobs where id = 'now'`).Scan(&payload); err != nil || payload != "" {
		t.Errorf("payload %q stays, %v", payload, err)
	}
}

func TestAJobHasOneHolder(t *testing.T) { storetest.Each(t, testAJobHasOneHolder) }

func testAJobHasOneHolder(t *testing.T, e storetest.Engine) {
	nodes := [2]*Store{}
	if e == storetest.Postgres {
		nodes = twoNodes(t)
	} else {
		nodes[0] = open(t, e)
		nodes[1] = nodes[0]
	}
	s, at := nodes[0], time.Unix(1_800_000_000, 0)
	for i := range 40 {
		leave(t, s, record.Job{ID: fmt.Sprint(i), Kind: "k", Payload: []byte("{}"), At: at})
	}
	var mu sync.Mutex
	seen := map[string]int{}
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			jobs, err := Jobs{nodes[i%2]}.Claim(context.Background(), at, time.Minute, 7)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			if len(jobs) > 7 {
				t.Errorf("asked for 7 jobs, got %d", len(jobs))
			}
			for _, c := range jobs {
				seen[c.ID]++
			}
		})
	}
	wg.Wait()
	for id, n := range seen {
		if n != 1 {
			t.Errorf("job %s had %d holders", id, n)
		}
	}
	if len(seen) != 40 {
		t.Errorf("%d of 40 jobs were claimed", len(seen))
	}
}

func TestOnJobsComesAfterTheCommit(t *testing.T) { storetest.Each(t, testOnJobsComesAfterTheCommit) }

func testOnJobsComesAfterTheCommit(t *testing.T, e storetest.Engine) {
	s := open(t, e)
	var poked atomic.Int32
	s.OnJobs(func() {
		var n int32
		if err := s.reads.QueryRow(`select count(*) from jobs`).Scan(&n); err != nil {
			t.Error(err)
		}
		poked.Store(n)
	})
	leave(t, s, record.Job{ID: "a", Kind: "k", Payload: []byte("{}"), At: time.Unix(1, 0)})
	for range 1000 {
		if poked.Load() == 1 {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Error("the hook did not see the job")
}
