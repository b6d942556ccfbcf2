package cli

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// TestPostgresKilledUnderLoad ends the database server in turn fast, at once and with signal
// 9 while 32 filers press, starts it again, and judges as the kill test does (TRUST F8). The
// program itself stays and must come back by itself.
func TestPostgresKilledUnderLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	cluster, err := storetest.New(os.TempDir())
	if errors.Is(err, storetest.ErrAbsent) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cluster.Close() })
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := newKillRun(t, self, cluster.URL("postgres"))
	r.fill(400)
	c := r.start()
	r.recovery = nil // from now on: from the server's own start to the first filing
	for range *serverCycles {
		r.serverCycle(c, cluster)
	}
	c.kill()
	_ = c.cmd.Wait()
	r.countPast()
	slices.Sort(r.recovery)
	t.Log(strings.Replace(r.line(), "name=kill9", "name=postgres-killed", 1) + fmt.Sprintf(" recover_median_ms=%d", r.recovery[len(r.recovery)/2].Milliseconds()))
	if r.acked == 0 || r.unknown == 0 {
		t.Error("nothing was acknowledged, or nobody was interrupted: the test proved nothing")
	}
	for _, s := range r.sins {
		t.Error(s)
	}
	if worst := slices.Max(r.recovery); worst > 10*time.Second {
		t.Errorf("it took %v to recover", worst)
	}
}

// serverCycle lets filers press, ends the server under them, starts it and judges.
func (r *killRun) serverCycle(c *child, cluster *storetest.Cluster) {
	r.t.Helper()
	r.fill(400)
	how := []syscall.Signal{storetest.Kill, storetest.Immediate, storetest.Fast}[r.cycles%3]
	r.load(c, sync.OnceFunc(func() { cluster.Stop(how) }))
	r.cycles++
	at := time.Now()
	r.ok(cluster.Start())
	for r.until(c) {
		if time.Since(at) > 30*time.Second {
			r.t.Fatalf("not back after 30 s\n%s", &c.out)
		}
		time.Sleep(5 * time.Millisecond)
	}
	r.recovery = append(r.recovery, time.Since(at))
	r.judge(c)
}

// until says that the program does not serve yet: neither reading nor filing.
func (r *killRun) until(c *child) bool {
	if _, status := r.get(c, "/readyz", ""); status != http.StatusOK {
		return true
	}
	if len(r.book) == 0 {
		return false
	}
	first := r.book[0] // an acknowledged one gives its receipt again, another is settled
	return !r.press(c, first)
}
