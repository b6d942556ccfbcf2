package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Folder is a store in a folder of this machine.
type Folder struct{ dir string }

// Ref names a kept file by the SHA-256 of its content.
type Ref struct {
	Hash string
	Size int64
}

// tempName is where uploads grow; what a crash leaves there is nobody's.
const tempName = "incoming"

// Open opens a store in dir, which is made if it is not there.
func Open(dir string) (*Folder, error) {
	if err := os.MkdirAll(filepath.Join(dir, tempName), 0o700); err != nil {
		return nil, fmt.Errorf("open the file store: %w", err)
	}
	return &Folder{dir: dir}, nil
}

// Put keeps what r gives, up to limit bytes, and returns when it is on disk.
func (f *Folder) Put(ctx context.Context, r io.Reader, limit int64) (Ref, error) {
	ref, _, err := f.receive(ctx, r, limit, nil)
	return ref, err
}

// Keep is Put for an upload: it is looked at before it is kept, under the standard limits.
func (f *Folder) Keep(ctx context.Context, r io.Reader) (Ref, Kind, error) {
	return f.receive(ctx, r, MaxFileBytes, standard(ctx))
}

func (f *Folder) receive(ctx context.Context, r io.Reader, limit int64, judge look) (Ref, Kind, error) {
	file, err := spool(ctx, filepath.Join(f.dir, tempName), r, limit, judge)
	if err != nil {
		return Ref{}, Kind{}, err
	}
	defer file.drop()
	return file.ref, file.kind, f.settle(file.File, file.ref)
}

// settle makes the file durable under its name. Bytes first, then the name, then the folder
// that holds the name: a name never points to bytes that a power cut could take back.
func (f *Folder) settle(temp *os.File, ref Ref) error {
	if err := errors.Join(temp.Sync(), temp.Close()); err != nil {
		return fmt.Errorf("keep file %s: %w", ref.Hash, err)
	}
	path := f.path(ref.Hash)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("keep file %s: %w", ref.Hash, err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() != ref.Size { // else kept already
		if err := os.Rename(temp.Name(), path); err != nil {
			return fmt.Errorf("keep file %s: %w", ref.Hash, err)
		}
	}
	return errors.Join(syncFolder(filepath.Dir(path)), syncFolder(f.dir))
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}

func (f *Folder) path(hash string) string { return filepath.Join(f.dir, hash[:2], hash[2:]) }

// Open gives a kept file. Its bytes are not checked again: that is Check's work.
func (f *Folder) Open(ctx context.Context, hash string) (io.ReadSeekCloser, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !isHash(hash) {
		return nil, ErrUnknown
	}
	file, err := os.Open(f.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrUnknown
	}
	if err != nil {
		return nil, fmt.Errorf("open file %s: %w", hash, err)
	}
	return file, nil
}

// isHash keeps anything but our own names away from the file system.
func isHash(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == sha256.Size && hex.EncodeToString(b) == s
}
