package storetest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrAbsent says that there is no PostgreSQL 15 or newer on this machine.
var ErrAbsent = errors.New("PostgreSQL 15 or newer is not installed; on Debian: apt-get install postgresql")

// Cluster is a server of our own.
type Cluster struct {
	dir    string
	bin    string
	server *exec.Cmd
	ended  chan struct{}
}

// binaries finds where initdb and postgres lie, newest version first.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	slices.SortFunc(found, func(a, b string) int { return version(b) - version(a) })
	if len(found) > 0 && version(found[0]) >= 15 {
		return filepath.Dir(found[0]), err
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		return filepath.Dir(path), nil
	}
	return "", ErrAbsent
}

// Installed answers ErrAbsent when tests on PostgreSQL cannot run here.
func Installed() error {
	_, err := binaries()
	return err
}

func version(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path)))) // none is 0
	return n
}

// New makes a cluster below parent and starts it. Settings are lines of postgresql.conf.
func New(parent string, settings ...string) (*Cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(parent, "storetest-")
	if err != nil {
		return nil, err
	}
	c := &Cluster{dir: dir, bin: bin}
	if who := credential(); who != nil {
		err = os.Chown(dir, int(who.Uid), int(who.Gid))
	}
	settings = append([]string{"listen_addresses=''", "unix_socket_directories='" + dir + "'", "max_connections=200"}, settings...)
	if err = errors.Join(err, c.initdb(settings)); err == nil {
		err = c.Start()
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return c, nil
}

func (c *Cluster) initdb(settings []string) error {
	cmd := c.command(context.Background(), "initdb", "-D", c.data(), "-U", "postgres", "-A", "trust", "--locale=C", "--encoding=UTF8", "--no-sync")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	conf, err := os.OpenFile(filepath.Join(c.data(), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = conf.WriteString("\n" + strings.Join(settings, "\n") + "\n")
	return errors.Join(err, conf.Close())
}

func (c *Cluster) data() string { return filepath.Join(c.dir, "data") }

// command runs a program of PostgreSQL, which refuses to be root.
func (c *Cluster) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, name), args...)
	cmd.Dir = c.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: credential(), Pdeathsig: syscall.SIGQUIT}
	return cmd
}

// Start starts the server and waits until it answers. After a kill, the processes left over
// need a moment to see it.
func (c *Cluster) Start() (err error) {
	for range 50 {
		if err = c.start(); err == nil || !strings.Contains(err.Error(), "still in use") {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}

func (c *Cluster) start() error {
	log, err := os.OpenFile(filepath.Join(c.dir, "log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	c.server = c.command(context.Background(), "postgres", "-D", c.data())
	c.server.Stderr = log
	c.ended = make(chan struct{})
	started := make(chan error)
	go func() { // the server dies with the thread that started it: keep it
		runtime.LockOSThread()
		err := c.server.Start()
		started <- err
		if err == nil {
			_ = c.server.Wait()
		}
		close(c.ended)
	}()
	if err := errors.Join(<-started, log.Close()); err != nil {
		return err
	}
	return c.await()
}

func (c *Cluster) await() error {
	var last error
	for range 3000 {
		if last = c.Do("postgres", "select 1"); last == nil {
			return nil
		}
		select {
		case <-c.ended:
			log, _ := os.ReadFile(filepath.Join(c.dir, "log"))
			return fmt.Errorf("PostgreSQL ended at once:\n%s", log[max(0, len(log)-600):])
		case <-time.After(10 * time.Millisecond):
		}
	}
	return fmt.Errorf("PostgreSQL did not come up in 30 s: %w", last)
}

// Signals to end a server with.
const (
	Fast      = syscall.SIGINT  // ends the sessions and writes all down
	Immediate = syscall.SIGQUIT // ends at once; comes back by its log
	Kill      = syscall.SIGKILL // the first process alone; the others see it and end
)

// Stop ends the server and waits until it has ended.
func (c *Cluster) Stop(how syscall.Signal) {
	_ = c.server.Process.Signal(how) // it may have ended
	<-c.ended
}

// Close ends the server and removes its folder.
func (c *Cluster) Close() error {
	c.Stop(Immediate)
	return os.RemoveAll(c.dir)
}

// URL is the address of a database of the cluster.
func (c *Cluster) URL(database string) string {
	return "postgres://postgres@/" + database + "?host=" + url.QueryEscape(c.dir)
}

// Do runs statements in a database.
func (c *Cluster) Do(database, statements string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.URL(database))
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, statements)
	return errors.Join(err, conn.Close(ctx))
}
