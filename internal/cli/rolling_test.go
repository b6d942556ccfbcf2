package cli

import (
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// TestRollingRestart (TRUST F19, P10): two nodes serve one PostgreSQL and one folder of
// files. While filers press, each node in turn is asked to end and is replaced. A filer whose
// node does not answer presses the same key at the other, as a proxy would: nobody is
// refused, nothing is lost or doubled.
func TestRollingRestart(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := newKillRun(t, self, storetest.Postgres.Address(t))
	r.fill(600)
	nodes := &cluster{r: r, nodes: [2]*child{r.start(), r.start()}}
	var failed atomic.Int64
	done := make(chan struct{})
	go func() {
		defer close(done)
		nodes.press(&failed)
	}()
	for range 3 {
		for n := range nodes.nodes {
			nodes.replace(n)
		}
	}
	<-done
	r.judge(nodes.at(0))
	for n := range nodes.nodes {
		nodes.end(n)
	}
	t.Logf("FAULT name=rolling seed=%d restarts=6 acked=%d lost=%d dup=%d failed_submits=%d", r.seed, r.acked, r.lost, r.dup, failed.Load())
	if failed.Load() > 0 || r.acked == 0 {
		t.Errorf("%d filings were refused, %d acknowledged", failed.Load(), r.acked)
	}
	for _, s := range r.sins {
		t.Error(s)
	}
}

// cluster is two nodes behind a proxy that tries the other when one does not answer.
type cluster struct {
	r     *killRun
	mu    sync.RWMutex
	nodes [2]*child
}

func (c *cluster) at(n int) *child {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.nodes[n%2]
}

// replace starts the new node before the old one is asked to end, and waits until it has.
func (c *cluster) replace(n int) {
	fresh := c.r.start()
	c.mu.Lock()
	old := c.nodes[n]
	c.nodes[n] = fresh
	c.mu.Unlock()
	c.wait(old)
	time.Sleep(100 * time.Millisecond)
}

func (c *cluster) end(n int) { c.wait(c.at(n)) }

func (c *cluster) wait(old *child) {
	_ = old.cmd.Process.Signal(syscall.SIGTERM) // ends it, after the requests under way
	if err := old.cmd.Wait(); err != nil {
		c.r.sin("a node that was asked to end said %v:\n%s", err, &old.out)
	}
}

// press lets all filers file, slowly enough that every restart meets some of them.
func (c *cluster) press(failed *atomic.Int64) {
	work := make(chan killDraft, len(c.r.drafts))
	for _, d := range c.r.drafts {
		work <- d
	}
	close(work)
	var mu sync.Mutex
	var filers sync.WaitGroup
	for f := range 8 {
		filers.Go(func() {
			for d := range work {
				e := &entry{killDraft: d, key: "key-" + d.id}
				for try := 0; try < 6 && !e.acked; try++ {
					e.acked = c.r.press(c.at(f+try), e)
				}
				if !e.acked {
					failed.Add(1)
				} else if body, status := c.r.get(c.at(f), "/filings/"+d.id+"/receipt.json", d.cookie); status == http.StatusOK {
					e.receipt = body
				}
				mu.Lock()
				c.r.book = append(c.r.book, e)
				mu.Unlock()
				time.Sleep(60 * time.Millisecond)
			}
		})
	}
	filers.Wait()
	c.r.drafts = nil
}
