package storetest

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// credential is the user postgres when we are root, else none.
func credential() *syscall.Credential {
	if os.Getuid() != 0 {
		return nil
	}
	who, err := user.Lookup("postgres")
	if err != nil {
		return nil
	}
	uid, errU := strconv.ParseUint(who.Uid, 10, 32)
	gid, errG := strconv.ParseUint(who.Gid, 10, 32)
	if errU != nil || errG != nil {
		return nil
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

// Memory is a folder that lies in memory, or the temporary folder.
func Memory() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return os.TempDir()
}

var (
	shared sync.Mutex
	one    *Cluster
	many   atomic.Int64
)

// Shared is the cluster of this test binary; Main ends it. Without PostgreSQL the test is skipped.
func Shared(t testing.TB) *Cluster {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if one == nil {
		c, err := New(Memory())
		if errors.Is(err, ErrAbsent) {
			t.Skip(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		one = c
	}
	return one
}

// Database is the address of a fresh database, which goes with the test.
func Database(t testing.TB) string {
	t.Helper()
	return Shared(t).Database(t)
}

// Database is the address of a fresh database of the cluster.
func (c *Cluster) Database(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("t%d", many.Add(1))
	if err := c.Do("postgres", "create database "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Do("postgres", "drop database "+name+" with (force)"); err != nil {
			t.Error(err)
		}
	})
	return c.URL(name)
}

// Main runs the tests and ends the shared cluster; give its result to os.Exit.
func Main(m *testing.M) int {
	code := m.Run()
	shared.Lock()
	defer shared.Unlock()
	if one != nil {
		if err := one.Close(); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		one = nil
	}
	return code
}
