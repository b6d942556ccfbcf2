// Package blobtest gives tests an S3 service of their own: versitygw on a folder, reachable
// from this machine alone.
//
// Building it takes a newcomer longer than all our own code, so a test that finds no binary
// says so and is skipped; `make s3` builds it into bin.
package blobtest

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// Secret belongs to the key in every address here.
const Secret = "no-secret-at-all"

const key, bucket = "tarazu", "papers"

// Gateway is an S3 service with one bucket.
type Gateway struct {
	t      testing.TB
	binary string
	dir    string
	listen string
	server *exec.Cmd
	ended  chan struct{}
}

// New starts a service that ends with the test, or skips the test.
func New(tb testing.TB) *Gateway {
	tb.Helper()
	g := &Gateway{t: tb, binary: binary(), dir: tb.TempDir(), listen: free(tb)}
	if g.binary == "" {
		tb.Skip("versitygw is not built; run 'make s3' once")
	}
	if err := os.Mkdir(filepath.Join(g.dir, bucket), 0o700); err != nil {
		tb.Fatal(err)
	}
	g.Start()
	tb.Cleanup(g.Stop)
	return g
}

// binary is where `make s3` puts it, or where the system has it.
func binary() string {
	_, here, _, _ := runtime.Caller(0)
	built := filepath.Join(filepath.Dir(here), "..", "..", "..", "bin", "versitygw")
	if _, err := os.Stat(built); err == nil {
		return built
	}
	path, _ := exec.LookPath("versitygw") // "" is none
	return path
}

func free(tb testing.TB) string {
	tb.Helper()
	l, err := (&net.ListenConfig{}).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = l.Close() }() // free again
	return l.Addr().String()
}

// Address is that of the bucket, for TARAZU_BLOB_URL.
func (g *Gateway) Address() string {
	return "s3://" + key + "@" + g.listen + "/" + bucket + "?region=us-east-1&tls=off"
}

// Path is where the service keeps an object.
func (g *Gateway) Path(object string) string { return filepath.Join(g.dir, bucket, object) }

// Start starts the service again, on the same folder and port.
func (g *Gateway) Start() {
	g.t.Helper()
	g.server = exec.CommandContext(context.Background(), g.binary, "--access", key, "--secret", Secret, "--port", g.listen, "--quiet", "posix", g.dir) //nolint:gosec // our own words
	g.server.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	g.ended = make(chan struct{})
	started := make(chan error)
	go func() { // the service dies with the thread that started it: keep it
		runtime.LockOSThread()
		err := g.server.Start()
		started <- err
		if err == nil {
			_ = g.server.Wait() // says that it was killed
		}
		close(g.ended)
	}()
	if err := errors.Join(<-started, g.await()); err != nil {
		g.t.Fatal(err)
	}
}

func (g *Gateway) await() error {
	client := &http.Client{Timeout: time.Second}
	var last error
	for range 300 {
		request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://"+g.listen+"/", nil)
		if err != nil {
			return err
		}
		response, err := client.Do(request)
		if last = err; err == nil {
			return response.Body.Close()
		}
		time.Sleep(20 * time.Millisecond)
	}
	return last
}

// Stop ends the service; stopping twice is harmless.
func (g *Gateway) Stop() {
	_ = g.server.Process.Kill() // it may have ended
	<-g.ended
}
