package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// TestUpdatesOfOneSubjectKeepTheirOrder: what was pressed first is carried out first.
func TestUpdatesOfOneSubjectKeepTheirOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, e storetest.Engine) {
		s := open(t, e)
		var order []int
		var waiting []*member
		for i := range 300 {
			m := &member{ctx: t.Context(), answer: make(chan error, 2), update: func(c *change) error {
				order = append(order, i)
				c.exec(insertJob, fmt.Sprint(i), "k", "{}", 1)
				return nil
			}}
			s.laneOf("subject").queue <- m
			waiting = append(waiting, m)
		}
		for _, m := range waiting {
			if err := <-m.answer; err != nil {
				t.Fatal(err)
			}
		}
		if !slices.IsSorted(order) || len(order) != 300 {
			t.Errorf("carried out in the order %v", order)
		}
	})
}

// TestBackPressure: when a lane is full, callers are told at once when to come back.
func TestBackPressure(t *testing.T) {
	storetest.Each(t, func(t *testing.T, e storetest.Engine) {
		s := open(t, e)
		held, let := make(chan struct{}), make(chan struct{})
		var callers sync.WaitGroup
		callers.Go(func() {
			_ = s.commit(t.Context(), "subject", func(*change) error {
				close(held)
				<-let
				return nil
			})
		})
		<-held
		nothing := func(*change) error { return nil }
		for range queueLength {
			s.laneOf("subject").queue <- &member{ctx: t.Context(), update: nothing, answer: make(chan error, 2)}
		}
		at := time.Now()
		err := s.commit(t.Context(), "subject", nothing)
		if !errors.Is(err, ErrBusy) || time.Since(at) > time.Second {
			t.Errorf("the caller too many was answered %v after %v", err, time.Since(at))
		}
		close(let)
		callers.Wait()
		if err := s.commit(t.Context(), "subject", nothing); err != nil {
			t.Errorf("when there is room again: %v", err)
		}
	})
}

// twoNodes are two programs on one PostgreSQL.
func twoNodes(t *testing.T) (nodes [2]*Store) {
	t.Helper()
	address := storetest.Postgres.Address(t)
	for i := range nodes {
		nodes[i] = openAt(t, address)
	}
	return nodes
}

// TestTwoNodesOnTheSameFilings: filings are changed from two programs, in batches that meet
// in any order. No change is lost, nobody waits in a circle, and the loser of a conflict runs
// again: only who lost three times is told.
func TestTwoNodesOnTheSameFilings(t *testing.T) {
	nodes := twoNodes(t)
	const filings, changes, clients = 6, 40, 12
	for i := range filings {
		f := &filing.Filing{ID: fmt.Sprint(i), State: filing.Draft, Answers: form.Answers{}}
		if err := (Filings{nodes[0]}).Create(t.Context(), f, record.Effects{}); err != nil {
			t.Fatal(err)
		}
	}
	var told, leaves [filings]atomic.Int64
	var stale atomic.Int64
	var all sync.WaitGroup
	start := time.Now()
	for client := range clients {
		all.Go(func() {
			for n := range changes {
				which := (client + n*(1+client%3)) % filings
				err := (Filings{nodes[client%2]}).Update(context.Background(), fmt.Sprint(which), func(_ filing.Reader, f *filing.Filing) (record.Effects, error) {
					f.ContentNumber++
					return record.Effects{Leaves: []record.Leaf{{Kind: "k", Digest: fmt.Sprint(client, n)}}}, nil
				})
				switch {
				case err == nil:
					told[which].Add(1)
					leaves[which].Add(1)
				case errors.Is(err, ErrStale):
					stale.Add(1)
				default:
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	total := 0
	for i := range filings {
		f, err := (Filings{nodes[1]}).ByID(t.Context(), fmt.Sprint(i))
		if err != nil || int64(f.ContentNumber) != told[i].Load() {
			t.Errorf("filing %d was changed %d times, %d were acknowledged, %v", i, f.ContentNumber, told[i].Load(), err)
		}
		total += f.ContentNumber
	}
	var n, highest, distinct int
	err := nodes[0].reads.QueryRow(`select count(*), max(seq), count(distinct digest) from leaves`).Scan(&n, &highest, &distinct)
	if err != nil || n != total || highest != total || distinct != total {
		t.Errorf("%d leaves to number %d, %d distinct, want %d; %v", n, highest, distinct, total, err)
	}
	t.Logf("%d changes acknowledged, %d lost a conflict three times, %v", total, stale.Load(), time.Since(start).Round(time.Millisecond))
	if stale.Load() > clients*changes/10 {
		t.Errorf("%d of %d gave up", stale.Load(), clients*changes)
	}
}

// TestTwoNodesCountAsOne: a limit of three is a limit of three, however many programs count.
func TestTwoNodesCountAsOne(t *testing.T) {
	nodes := twoNodes(t)
	var taken atomic.Int64
	var all sync.WaitGroup
	for i := range 60 {
		all.Go(func() {
			err := nodes[i%2].commit(t.Context(), people, func(c *change) error {
				l := ledger{c.ctx, c, c}
				n, err := l.Count("limit", time.Unix(0, 0))
				if err != nil || n >= 3 {
					return errors.Join(err, errRefused)
				}
				return l.Add("limit", time.Unix(1, 0), 1)
			})
			if err == nil {
				taken.Add(1)
			} else if !errors.Is(err, errRefused) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if taken.Load() != 3 {
		t.Errorf("%d were let through", taken.Load())
	}
}
