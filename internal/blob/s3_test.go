package blob

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/blob/blobtest"
	"github.com/tarazu-justice/tarazu/internal/fault"
)

func inBucket(t *testing.T) (*Bucket, *blobtest.Gateway) {
	t.Helper()
	g := blobtest.New(t)
	b, err := OpenS3(t.Context(), g.Address(), blobtest.Secret, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return b, g
}

func leftOver(t *testing.T, b *Bucket) int {
	t.Helper()
	entries, err := os.ReadDir(b.spool)
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

func TestBucketKeepsWhole(t *testing.T) {
	b, g := inBucket(t)
	text := strings.Repeat("سند ", 1<<18)
	ref, err := b.Put(t.Context(), strings.NewReader(text), 4<<20)
	if err != nil {
		t.Fatal(err)
	}
	file, err := b.Open(t.Context(), ref.Hash)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if got, err := io.ReadAll(file); string(got) != text || err != nil {
		t.Errorf("%d bytes came back, %v", len(got), err)
	}
	part := make([]byte, 7)
	if at, err := file.Seek(1<<20, io.SeekStart); at != 1<<20 || err != nil {
		t.Errorf("Seek() = %d, %v", at, err)
	}
	if _, err := io.ReadFull(file, part); err != nil || string(part) != text[1<<20:1<<20+7] {
		t.Errorf("from the middle came %q, %v", part, err)
	}
	if end, err := file.Seek(0, io.SeekEnd); end != ref.Size || err != nil {
		t.Errorf("the end is at %d, %v", end, err)
	}
	if _, err := os.Stat(g.Path(object(ref.Hash))); err != nil || leftOver(t, b) != 0 {
		t.Errorf("%v, %d left over", err, leftOver(t, b))
	}
}

// TestBucketKeepsTheSameBytesOnce: twenty at a time, from two nodes; a damaged one is mended.
func TestBucketKeepsTheSameBytesOnce(t *testing.T) {
	b, g := inBucket(t)
	other, err := OpenS3(t.Context(), g.Address(), blobtest.Secret, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	file := pagesOf(2)
	var wait sync.WaitGroup
	for i := range 20 {
		wait.Go(func() {
			if _, kind, err := []*Bucket{b, other}[i%2].Keep(t.Context(), bytes.NewReader(file)); err != nil || kind.Pages != 2 {
				t.Errorf("Keep() = %+v, %v", kind, err)
			}
		})
	}
	wait.Wait()
	ref, _, _ := b.Keep(t.Context(), bytes.NewReader(file))
	path := g.Path(object(ref.Hash))
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Keep(t.Context(), bytes.NewReader(file)); err != nil {
		t.Error(err)
	}
	if after, err := os.Stat(path); err != nil || !os.SameFile(before, after) {
		t.Error("what stood was written anew")
	}
	if err := os.Truncate(path, 5); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Keep(t.Context(), bytes.NewReader(file)); err != nil {
		t.Error(err)
	}
	if now, _ := os.ReadFile(path); !bytes.Equal(now, file) {
		t.Error("a damaged file was not sent again")
	}
}

// TestBytesThatChangeOnTheWayAreNotKept: the service checks them against the hash we send.
func TestBytesThatChangeOnTheWayAreNotKept(t *testing.T) {
	b, g := inBucket(t)
	file, err := spool(t.Context(), b.spool, strings.NewReader("seal"), 10, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer file.drop()
	if _, err := file.WriteAt([]byte("steal")[:4], 0); err != nil {
		t.Fatal(err)
	}
	if err := b.settle(t.Context(), file); !errors.Is(err, ErrStoreRefused) {
		t.Errorf("changed bytes: %v", err)
	}
	if _, err := os.Stat(g.Path(object(file.ref.Hash))); err == nil {
		t.Error("changed bytes were kept")
	}
}

func TestBucketRefuses(t *testing.T) {
	b, g := inBucket(t)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	ref, _ := b.Put(t.Context(), strings.NewReader("there"), 10)
	open := func(address, secret string) func() error {
		return func() error { _, err := OpenS3(t.Context(), address, secret, ""); return err }
	}
	for _, tc := range []struct {
		name string
		do   func() error
		want error
	}{
		{"over the limit", func() error { _, err := b.Put(t.Context(), strings.NewReader("12345"), 4); return err }, ErrTooLarge},
		{"refused by its content", func() error { _, _, err := b.Keep(t.Context(), strings.NewReader("x")); return err }, ErrType},
		{"the sender went away", func() error { _, err := b.Put(gone, strings.NewReader("x"), 4); return err }, context.Canceled},
		{"no such file", func() error { _, err := b.Open(t.Context(), strings.Repeat("0", 64)); return err }, ErrUnknown},
		{"a path for a name", func() error { _, err := b.Open(t.Context(), "../"+ref.Hash); return err }, ErrUnknown},
		{"another secret", open(g.Address(), "x"), ErrStoreRefused},
		{"no such bucket", open(strings.Replace(g.Address(), "/papers", "/others", 1), blobtest.Secret), ErrStoreRefused},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if err := tc.do(); !errors.Is(err, tc.want) {
				t.Errorf("%v, want %v", err, tc.want)
			}
		})
	}
	if leftOver(t, b) != 0 {
		t.Errorf("%d left over", leftOver(t, b))
	}
}

// TestBucketGoesAndComesBack: nothing hangs, everything is told, and the next try succeeds.
func TestBucketGoesAndComesBack(t *testing.T) {
	b, g := inBucket(t)
	ref, err := b.Put(t.Context(), strings.NewReader("before"), 100)
	if err != nil {
		t.Fatal(err)
	}
	g.Stop()
	at := time.Now()
	if _, err := b.Put(t.Context(), strings.NewReader("while"), 100); !fault.Is(err, fault.Unavailable) {
		t.Errorf("while it was gone Put() = %v", err)
	}
	if _, err := b.Open(t.Context(), ref.Hash); !errors.Is(err, ErrStoreGone) {
		t.Errorf("while it was gone Open() = %v", err)
	}
	if took := time.Since(at); took > answerTime {
		t.Errorf("it took %v to say so", took)
	}
	g.Start()
	if _, err := b.Put(t.Context(), strings.NewReader("while"), 100); err != nil {
		t.Error(err)
	}
	if _, err := b.Open(t.Context(), ref.Hash); err != nil {
		t.Error(err)
	}
}

// TestASilentServiceIsGivenUp: it takes the connection and never answers.
func TestASilentServiceIsGivenUp(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, err = OpenS3(ctx, "s3://k@"+silent.Addr().String()+"/papers?region=r&tls=off", "s", "")
	if !errors.Is(err, ErrStoreSlow) {
		t.Error(err)
	}
}

func TestAddressesOfBuckets(t *testing.T) {
	for address, good := range map[string]bool{
		"s3://key@s3.example/papers?region=x":              true,
		"s3://key@127.0.0.1:7070/papers?region=x&tls=off":  true,
		"s3://key@s3.example/papers?region=x&tls=off":      false, // readable on the way
		"s3://key:secret@s3.example/papers":                false,
		"s3://s3.example/papers":                           false,
		"s3://key@s3.example":                              false,
		"s3://key@s3.example/papers/deep":                  false,
		"s3://key@s3.example/papers?secret=x":              false,
		"s3://key@s3.example/pa pers%zz?region=x&tls=off#": false,
	} {
		if _, err := parseS3(address); (err == nil) != good {
			t.Errorf("%s: %v", address, err)
		} else if err != nil && strings.Contains(err.Error(), "key:secret") {
			t.Errorf("repeats the secret: %v", err)
		}
	}
}
