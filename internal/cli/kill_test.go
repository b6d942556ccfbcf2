package cli

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

var (
	killCycles   = flag.Int("cycles", 20, "how often the kill test kills")
	serverCycles = flag.Int("server-cycles", 4, "how often the database server is ended")
	killSeed     = flag.Uint64("seed", 0, "seed of the kill test; 0 draws one")
)

// killChild names the data folder that a child of the kill test serves, killDatabase its database.
const killChild, killDatabase = "KILLTEST_CHILD", "KILLTEST_DATABASE"

// TestMain makes this test binary the real program when the kill test or a script starts it.
func TestMain(m *testing.M) {
	if dir := os.Getenv(killChild); dir != "" {
		c := config.Config{Listen: "127.0.0.1:0", Data: dir, DatabaseURL: os.Getenv(killDatabase), Rollout: "complete"}
		ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
		defer stop()
		if err := demo(ctx, c, os.Stdout, os.Stderr); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	testscript.Main(tests{m}, map[string]func(){
		"tarazu": func() { os.Exit(Main(os.Args[1:], os.Environ(), os.Stdout, os.Stderr)) },
	})
}

// tests ends the PostgreSQL of this test binary when all have run.
type tests struct{ *testing.M }

func (t tests) Run() int { return storetest.Main(t.M) }

// TestKillUnderLoad kills the program with signal 9 while 32 filers press, starts it again on
// the same folder, and judges (TRUST F1, I1 to I4): what was acknowledged is there, byte for
// byte, for the filer and the court; what was not is there once or not at all, and pressing
// again settles it.
func TestKillUnderLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := newKillRun(t, self, "")
	for range *killCycles {
		r.cycle()
	}
	r.last()
	t.Log(r.line())
	if r.acked == 0 || r.unknown == 0 {
		t.Error("nothing was acknowledged, or nobody was interrupted: the test proved nothing")
	}
	for _, s := range r.sins {
		t.Error(s)
	}
}

// TestKillFindsAPlantedBug builds the program with answers given before the commit and runs
// the same test: it must find what is lost, or it would not find it in our own code.
func TestKillFindsAPlantedBug(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program anew")
	}
	planted := filepath.Join(t.TempDir(), "planted")
	if out, err := exec.CommandContext(t.Context(), "go", "test", "-c", "-tags", "planted_ack", "-o", planted, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	r := newKillRun(t, planted, "")
	for n := 0; n < max(60, *killCycles) && r.lost == 0; n++ { // about one kill in five finds it
		r.cycle()
	}
	if r.lost == 0 {
		r.last()
	}
	found := "caught"
	if r.lost == 0 {
		found = "missed"
		t.Error("filings acknowledged before their commit survived every kill")
	}
	t.Log(r.line() + " planted_bug=" + found)
}

// killRun is one run of many cycles against one folder.
type killRun struct {
	*killWorld
	binary string
	seed   uint64
	chance *rand.Rand
	client *http.Client

	cycles, acked, lost, dup, unknown, resolved int
	recovery                                    []time.Duration
	sins                                        []string
	book                                        []*entry // of the last cycle, not judged yet
	held                                        []*entry // all that must be there
}

// entry is what a filer notes down: first what she is about to do, then what she was told.
type entry struct {
	killDraft
	key     string
	acked   bool
	receipt []byte // when she could fetch it
}

func newKillRun(t *testing.T, binary, address string) *killRun {
	t.Helper()
	seed := *killSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("seed %d", seed)
	return &killRun{
		killWorld: newKillWorld(t, address), binary: binary, seed: seed, chance: rand.New(rand.NewPCG(seed, 0)),
		client: &http.Client{
			Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: killClients},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

func (r *killRun) line() string {
	slices.Sort(r.recovery)
	p99 := time.Duration(0)
	if n := len(r.recovery); n > 0 {
		p99 = r.recovery[min(n-1, n*99/100)]
	}
	return fmt.Sprintf("FAULT name=kill9 seed=%d cycles=%d acked=%d lost=%d dup=%d unknown=%d resolved=%d recover_p99_ms=%d",
		r.seed, r.cycles, r.acked, r.lost, r.dup, r.unknown, r.resolved, p99.Milliseconds())
}

func (r *killRun) sin(format string, args ...any) {
	r.sins = append(r.sins, fmt.Sprintf(format, args...))
}

// child is the running program.
type child struct {
	cmd *exec.Cmd
	url string
	out bytes.Buffer // what it complained of
}

func (r *killRun) start() *child {
	r.t.Helper()
	c := &child{cmd: exec.CommandContext(r.t.Context(), r.binary)}
	c.cmd.Env = append(os.Environ(), killChild+"="+r.dir, killDatabase+"="+r.address)
	c.cmd.Stderr = &c.out
	pipe, err := c.cmd.StdoutPipe()
	r.ok(err)
	at := time.Now()
	r.ok(c.cmd.Start())
	line, err := bufio.NewReader(pipe).ReadString('\n')
	address, found := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !found {
		_ = c.cmd.Wait()
		r.t.Fatalf("the program did not come up: %q %v\n%s", line, err, &c.out)
	}
	c.url = address
	for {
		if _, status := r.get(c, "/readyz", ""); status == http.StatusOK {
			break
		}
		if time.Since(at) > 30*time.Second {
			r.t.Fatalf("not ready after 30 s\n%s", &c.out)
		}
		time.Sleep(time.Millisecond)
	}
	r.recovery = append(r.recovery, time.Since(at))
	return c
}

func (c *child) kill() { _ = c.cmd.Process.Kill() } // signal 9; twice is harmless

const killClients = 32

// cycle starts the program, judges what the kill before left, lets filers press, and kills.
func (r *killRun) cycle() {
	r.t.Helper()
	r.fill(400)
	c := r.start()
	r.judge(c)
	r.load(c, c.kill)
	_ = c.cmd.Wait() // says that it was killed
	r.client.CloseIdleConnections()
	r.cycles++
	if strings.Contains(c.out.String(), "panic") {
		r.sin("the program panicked:\n%s", &c.out)
	}
}

// load presses with all filers. The kill comes at a random time, or in the very moment in
// which a random press is acknowledged: then an answer before the commit is found out.
func (r *killRun) load(c *child, end func()) {
	work := make(chan killDraft, len(r.drafts))
	for _, d := range r.drafts {
		work <- d
	}
	close(work)
	var dead atomic.Bool
	kill := func() {
		dead.Store(true)
		end()
	}
	var acks atomic.Int64
	target := int64(-1)
	switch r.cycles % 4 {
	case 3:
		timer := time.AfterFunc(time.Duration(r.chance.Int64N(int64(400*time.Millisecond))), kill)
		defer timer.Stop()
	case 1: // the second group is the first large one: all filers press at the start
		target = 1 + r.chance.Int64N(8)
	default:
		target = 1 + r.chance.Int64N(200)
	}
	var mu sync.Mutex
	var filers sync.WaitGroup
	for range killClients {
		filers.Go(func() {
			for d := range work {
				if dead.Load() {
					return
				}
				e := &entry{killDraft: d, key: "key-" + d.id}
				mu.Lock()
				r.book = append(r.book, e)
				mu.Unlock()
				if e.acked = r.press(c, e); !e.acked {
					continue
				}
				if acks.Add(1) == target {
					kill()
					return
				}
				if body, status := r.get(c, "/filings/"+d.id+"/receipt.json", d.cookie); status == http.StatusOK {
					e.receipt = body
				}
			}
		})
	}
	filers.Wait()
	kill() // all drafts were pressed before the moment came
	pressed := map[string]bool{}
	for _, e := range r.book {
		pressed[e.id] = true
	}
	r.drafts = slices.DeleteFunc(r.drafts, func(d killDraft) bool { return pressed[d.id] })
}

// press says whether the program acknowledged the filing.
func (r *killRun) press(c *child, e *entry) bool {
	form := url.Values{"key": {e.key}}.Encode()
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, c.url+"/filings/"+e.id+"/submit", strings.NewReader(form))
	if err != nil {
		return false
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.AddCookie(&http.Cookie{Name: "tarazu", Value: e.cookie})
	response, err := r.client.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusSeeOther && strings.HasSuffix(response.Header.Get("Location"), "/receipt")
}

func (r *killRun) get(c *child, path, cookie string) ([]byte, int) {
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, c.url+path, nil)
	if err != nil {
		return nil, 0
	}
	if cookie != "" {
		request.AddCookie(&http.Cookie{Name: "tarazu", Value: cookie})
	}
	response, err := r.client.Do(request)
	if err != nil {
		return nil, 0
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, 0
	}
	return body, response.StatusCode
}
