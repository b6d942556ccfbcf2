package cli

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

var (
	killCycles = flag.Int("cycles", 20, "how often the kill test kills")
	killSeed   = flag.Uint64("seed", 0, "seed of the kill test; 0 draws one")
)

// killChild names the data folder that a child of the kill test serves.
const killChild = "KILLTEST_CHILD"

// TestMain makes this test binary the real program when the kill test starts it.
func TestMain(m *testing.M) {
	if dir := os.Getenv(killChild); dir != "" {
		c := config.Config{Listen: "127.0.0.1:0", Data: dir, Rollout: "complete"}
		if err := demo(context.Background(), c, os.Stdout, os.Stderr); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

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
	r := newKillRun(t, self)
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
	r := newKillRun(t, planted)
	for n := 0; n < *killCycles && r.lost == 0; n++ {
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

func newKillRun(t *testing.T, binary string) *killRun {
	t.Helper()
	seed := *killSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("seed %d", seed)
	return &killRun{
		killWorld: newKillWorld(t), binary: binary, seed: seed, chance: rand.New(rand.NewPCG(seed, 0)),
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
	c.cmd.Env = append(os.Environ(), killChild+"="+r.dir)
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
	r.load(c)
	_ = c.cmd.Wait() // says that it was killed
	r.client.CloseIdleConnections()
	r.cycles++
	if strings.Contains(c.out.String(), "panic") {
		r.sin("the program panicked:\n%s", &c.out)
	}
}

// load presses with all filers. The kill comes at a random time, or in the very moment in
// which a random press is acknowledged: then an answer before the commit is found out.
func (r *killRun) load(c *child) {
	work := make(chan killDraft, len(r.drafts))
	for _, d := range r.drafts {
		work <- d
	}
	close(work)
	var dead atomic.Bool
	kill := func() {
		dead.Store(true)
		c.kill()
	}
	var acks atomic.Int64
	target := int64(-1)
	if r.cycles%4 == 3 {
		after := time.Duration(r.chance.Int64N(int64(400 * time.Millisecond)))
		timer := time.AfterFunc(after, kill)
		defer timer.Stop()
	} else {
		target = 1 + r.chance.Int64N(150)
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

// judge asks the program, started again, for everything that was pressed before it died.
func (r *killRun) judge(c *child) {
	var mu sync.Mutex
	work := make(chan *entry, len(r.book))
	for _, e := range r.book {
		work <- e
	}
	close(work)
	var judges sync.WaitGroup
	for range 8 {
		judges.Go(func() {
			for e := range work {
				faults := r.judgeOne(c, e)
				mu.Lock()
				if e.acked {
					r.acked++
				} else {
					r.unknown++
				}
				if len(faults) > 0 && e.acked {
					r.lost++
				} else if len(faults) == 0 {
					r.held = append(r.held, e)
					if !e.acked {
						r.resolved++
					}
				}
				r.sins = append(r.sins, faults...)
				mu.Unlock()
			}
		})
	}
	judges.Wait()
	r.book = nil
}

func (r *killRun) judgeOne(c *child, e *entry) (faults []string) {
	wrong := func(format string, args ...any) {
		faults = append(faults, fmt.Sprintf("filing %s, acknowledged %v: ", e.id, e.acked)+fmt.Sprintf(format, args...))
	}
	path := "/filings/" + e.id + "/receipt.json"
	receipt, status := r.get(c, path, e.cookie)
	present := status == http.StatusOK
	if e.acked && !present {
		wrong("its receipt answers %d", status)
		return faults
	}
	if present && e.receipt != nil && !bytes.Equal(receipt, e.receipt) {
		wrong("its receipt changed")
	}
	for range 2 { // pressed again, with the same key
		if !r.press(c, e) {
			wrong("pressed again, it is refused")
		}
		again, status := r.get(c, path, e.cookie)
		if status != http.StatusOK || present && !bytes.Equal(again, receipt) {
			wrong("pressed again, the receipt is another one (%d)", status)
		}
		receipt, present = again, status == http.StatusOK
	}
	e.receipt = receipt
	finding, err := seal.Verify(receipt, seal.Keys{}.WithDemo())
	var said filing.Receipt
	if err := errors.Join(err, json.Unmarshal(finding.Payload, &said)); err != nil || said.Filing != e.id {
		wrong("the receipt does not verify: %v", err)
	}
	inbox, status := r.get(c, "/registry?q="+said.Tracking, r.clerk.cookie)
	if status != http.StatusOK || !bytes.Contains(inbox, []byte("/registry/filings/"+e.id)) {
		wrong("the court's desk does not show it (%d)", status)
	}
	return faults
}

// last judges the last kill, stops the program, and counts past it in the database.
func (r *killRun) last() {
	r.t.Helper()
	c := r.start()
	r.judge(c)
	c.kill()
	_ = c.cmd.Wait()
	db, err := sql.Open("sqlite", "file:"+r.database()+"?mode=ro")
	r.ok(err)
	defer db.Close()
	for _, query := range []string{
		`select count(*) from filings where state = 'submitted'`, `select count(distinct tracking) from filings where state = 'submitted'`,
		`select count(*) from receipts`, `select count(distinct filing) from contents`, `select count(*) from contents`,
		`select count(*) from leaves`, `select count(distinct digest) from leaves`, `select max(seq) from leaves`,
		`select count(*) from submission_keys`, `select count(*) from events where kind = 'filing.submitted'`,
	} {
		var n int
		r.ok(db.QueryRowContext(r.t.Context(), query).Scan(&n))
		if n != len(r.held) {
			r.dup += max(0, n-len(r.held))
			r.sin("%s gives %d, but %d filings were taken", query, n, len(r.held))
		}
	}
	for _, e := range r.held {
		var n int
		r.ok(db.QueryRowContext(r.t.Context(), `select count(*) from leaves where kind = $1 and digest = $2`, filing.ReceiptKind, seal.Hash(e.receipt)).Scan(&n))
		if n != 1 {
			r.sin("the receipt of %s has %d leaves", e.id, n)
		}
	}
}
