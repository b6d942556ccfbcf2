package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
)

// look judges a whole file before it is kept; Put has none.
type look func(io.ReadSeeker, int64) (Kind, error)

// spooled is an upload that was received whole, aside, and hashed on the way. It is nobody's
// until a store settles it, and goes with drop.
type spooled struct {
	*os.File
	ref  Ref
	kind Kind
}

// spool receives an upload in dir: what a file is can be told only from all of its bytes,
// and a store that names files by their content must know it first.
func spool(ctx context.Context, dir string, r io.Reader, limit int64, judge look) (*spooled, error) {
	temp, err := os.CreateTemp(dir, "*")
	if err != nil {
		return nil, fmt.Errorf("keep a file: %w", err)
	}
	s := &spooled{File: temp}
	if err := s.receive(ctx, r, limit, judge); err != nil {
		s.drop()
		return nil, err
	}
	return s, nil
}

func (s *spooled) receive(ctx context.Context, r io.Reader, limit int64, judge look) (err error) {
	if s.ref, err = copyInto(ctx, s.File, r, limit); err != nil || judge == nil {
		return err
	}
	s.kind, err = judge(s.File, s.ref.Size)
	return err
}

func (s *spooled) drop() {
	s.Close()           // closed twice after success; the first one counts
	os.Remove(s.Name()) // gone after a rename; then there is nothing to remove
}

// standard judges an upload under the standard limits.
func standard(ctx context.Context) look {
	return func(file io.ReadSeeker, size int64) (Kind, error) { return Inspect(ctx, file, size) }
}

// copyInto hashes on the way and stops one byte over the limit.
func copyInto(ctx context.Context, w io.Writer, r io.Reader, limit int64) (Ref, error) {
	hash := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, hash), &guarded{ctx: ctx, r: io.LimitReader(r, limit+1)})
	switch {
	case n > limit:
		return Ref{}, ErrTooLarge.With("megabytes", limit>>20)
	case err != nil:
		return Ref{}, fmt.Errorf("receive a file: %w", err)
	}
	return Ref{Hash: hex.EncodeToString(hash.Sum(nil)), Size: n}, nil
}

// guarded stops reading when the caller has gone.
type guarded struct {
	ctx context.Context //nolint:containedctx // lives as long as one copy
	r   io.Reader
}

func (g *guarded) Read(p []byte) (int, error) {
	if err := g.ctx.Err(); err != nil {
		return 0, err
	}
	return g.r.Read(p)
}
