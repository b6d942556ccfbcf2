package store

import (
	"context"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// deafLine loses the server's answer to one of the messages to come. After that nobody can
// connect, until it is mended.
type deafLine struct {
	fuse atomic.Int32 // messages until then; 0 is never
	down atomic.Bool
}

func (d *deafLine) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if d.down.Load() {
		return nil, syscall.ECONNREFUSED
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
	return &deafConn{Conn: conn, line: d}, err
}

type deafConn struct {
	net.Conn
	line *deafLine
}

func (c *deafConn) Write(p []byte) (int, error) {
	if c.line.fuse.Load() > 0 && c.line.fuse.Add(-1) == 0 {
		c.line.down.Store(true)
	}
	return c.Conn.Write(p)
}

func (c *deafConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 && c.line.down.Load() { // the server has answered, so it has carried out
		return 0, errors.Join(io.EOF, c.Close())
	}
	return n, err
}

// TestTheAnswerToACommitIsLost: what may stand is neither tried again nor told undone, even
// when the server is gone by then (TRUST F8).
func TestTheAnswerToACommitIsLost(t *testing.T) {
	s := openAt(t, storetest.Postgres.Address(t))
	line := &deafLine{}
	s.engine.(*postgresEngine).config.DialFunc = line.dial
	ran := 0
	put := func(id string, fuse int32) error {
		return s.commit(t.Context(), "one lane", func(c *change) error {
			ran++
			c.exec(insertJob, id, "k", "{}", 1)
			line.fuse.Store(fuse)
			return nil
		})
	}
	if err := put("prepares the statements", 0); err != nil {
		t.Fatal(err)
	}
	ran = 0
	// the first message carries the row, the second the commit
	if err := put("stands", 2); !errors.Is(err, ErrUnsure) {
		t.Errorf("answered %v", err)
	}
	if ran != 1 {
		t.Errorf("the update ran %d times", ran)
	}
	line.down.Store(false)
	if err := put("after", 0); err != nil {
		t.Error(err)
	}
	var n int
	for range 50 { // the server may still be at it
		if err := s.reads.QueryRow(`select count(*) from jobs where id = 'stands'`).Scan(&n); err != nil || n == 1 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if n != 1 {
		t.Errorf("%d rows: the test cut before the commit and proves nothing", n)
	}
}
