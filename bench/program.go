package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// program is a server that was started for the measuring.
type program struct {
	cmd    *exec.Cmd
	url    string
	ready  time.Duration // from its start to its first answer
	memory string        // /proc file of its memory
}

// start starts a server and waits for its first answer at path.
func start(path, url string, env []string, name string, args ...string) (*program, error) {
	p := &program{cmd: exec.CommandContext(context.Background(), name, args...), url: url}
	p.cmd.Env, p.cmd.Stderr = append(os.Environ(), env...), nil
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	at := time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	p.memory = fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid)
	lines := bufio.NewScanner(out)
	for p.url == "" && lines.Scan() { // Tarazu says where it listens
		p.url, _ = strings.CutPrefix(lines.Text(), "listening on ")
	}
	go func() { // nobody else reads what it says
		for lines.Scan() {
		}
	}()
	for time.Since(at) < 30*time.Second {
		if response, err := http.Get(p.url + path); err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				p.ready = time.Since(at)
				return p, nil
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
	p.stop()
	return nil, fmt.Errorf("%s does not answer", name)
}

func (p *program) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may have ended
	_ = p.cmd.Wait()
}

// megabytes reads a line of its memory: VmRSS is now, VmHWM the most so far.
func (p *program) megabytes(line string) float64 {
	text, err := os.ReadFile(p.memory)
	if err != nil {
		return 0
	}
	for l := range strings.Lines(string(text)) {
		var kb float64
		if _, err := fmt.Sscanf(l, line+": %f kB", &kb); err == nil {
			return kb / 1024
		}
	}
	return 0
}

// serveTarazu starts the demonstration: the program that people run, with outside services
// that answer at once.
func serveTarazu(dir, address string) (*program, error) {
	return start("/readyz", "", []string{"TARAZU_DATABASE_URL=" + address}, "bin/tarazu", "demo", "--listen", "127.0.0.1:0", "--data", dir)
}

func servePocketBase(dir string) (*program, error) {
	listen, err := freePort()
	if err != nil {
		return nil, err
	}
	return start("/api/health", "http://"+listen, nil, "bin/pocketbase", "serve", "--http", listen, "--dir", dir)
}

// serveStatic starts this program as a server of files.
func serveStatic(dir string) (*program, error) {
	listen, err := freePort()
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return start("/", "http://"+listen, nil, self, "static", listen, dir)
}

func static(listen, dir string) error {
	return http.ListenAndServe(listen, http.FileServer(http.Dir(dir)))
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
