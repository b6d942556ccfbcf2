package blob

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func folder(t *testing.T) *Folder {
	t.Helper()
	f, err := Open(filepath.Join(t.TempDir(), "files"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestPutAndOpen(t *testing.T) {
	f := folder(t)
	ref, err := f.Put(t.Context(), strings.NewReader("سند"), 100)
	if err != nil || ref.Size != 6 {
		t.Fatalf("Put() = %+v, %v", ref, err)
	}
	file, err := f.Open(t.Context(), ref.Hash)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if got, _ := io.ReadAll(file); string(got) != "سند" {
		t.Errorf("came back as %q", got)
	}
	info, err := os.Stat(f.path(ref.Hash))
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func incoming(t *testing.T, f *Folder) int {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(f.dir, tempName))
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

func TestWhatIsNotKeptLeavesNothing(t *testing.T) {
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for _, tc := range []struct {
		name string
		put  func(f *Folder) error
		want error
	}{
		{"over the limit", func(f *Folder) error { _, err := f.Put(t.Context(), strings.NewReader("12345"), 4); return err }, ErrTooLarge},
		{"endless", func(f *Folder) error { _, err := f.Put(t.Context(), zeros{}, 1<<20); return err }, ErrTooLarge},
		{"the sender went away", func(f *Folder) error { _, err := f.Put(gone, strings.NewReader("x"), 4); return err }, context.Canceled},
		{"refused by its content", func(f *Folder) error { _, _, err := f.Keep(t.Context(), strings.NewReader("x")); return err }, ErrType},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := folder(t)
			if err := tc.put(f); !errors.Is(err, tc.want) {
				t.Errorf("%v, want %v", err, tc.want)
			}
			if n, err := f.Check(t.Context(), func(d Damage) { t.Error(d) }); n != 0 || err != nil || incoming(t, f) != 0 {
				t.Errorf("%d files kept, %d left over, %v", n, incoming(t, f), err)
			}
		})
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestExactlyTheLimitIsTaken(t *testing.T) {
	if _, err := folder(t).Put(t.Context(), strings.NewReader("1234"), 4); err != nil {
		t.Error(err)
	}
}

func TestTheSameBytesAreKeptOnce(t *testing.T) {
	f, file := folder(t), pagesOf(2)
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			if _, kind, err := f.Keep(t.Context(), bytes.NewReader(file)); err != nil || kind.Pages != 2 {
				t.Errorf("Keep() = %+v, %v", kind, err)
			}
		})
	}
	wait.Wait()
	if n, err := f.Check(t.Context(), func(d Damage) { t.Error(d) }); n != 1 || err != nil {
		t.Errorf("%d files, %v", n, err)
	}
}

func TestNamesOfPeopleAreNoPaths(t *testing.T) {
	f := folder(t)
	for _, name := range []string{"", "..", "../../etc/passwd", "/etc/passwd", strings.Repeat("0", 64), strings.Repeat("A", 64), strings.Repeat("../", 21) + "x", "incoming"} {
		if _, err := f.Open(t.Context(), name); !errors.Is(err, ErrUnknown) {
			t.Errorf("Open(%q) = %v", name, err)
		}
	}
}

func TestCheckFindsDamage(t *testing.T) {
	f := folder(t)
	good, _ := f.Put(t.Context(), strings.NewReader("good"), 100)
	flipped, _ := f.Put(t.Context(), strings.NewReader("flipped"), 100)
	if err := os.WriteFile(f.path(flipped.Hash), []byte("flippee"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(f.dir, good.Hash[:2], "note.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	n, err := f.Check(t.Context(), func(d Damage) { found[d.Path] = d.What })
	if n != 1 || err != nil || len(found) != 2 || found[filepath.Join(flipped.Hash[:2], flipped.Hash[2:])] != "changed" || found[filepath.Join(good.Hash[:2], "note.txt")] != "stray" {
		t.Errorf("%d sound, %v, %v", n, found, err)
	}
}
