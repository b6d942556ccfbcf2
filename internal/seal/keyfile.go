package seal

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// Faults of the key's file, for the operator.
var (
	ErrKeyReadable = fault.New(fault.Internal, "seal.key_readable")
	ErrKeyBroken   = fault.New(fault.Internal, "seal.key_broken")
)

// LoadOrCreate reads the key in the file (PKCS #8, PEM), or makes one there at the first
// start. A file that others may read is refused: its key may already be in other hands.
func LoadOrCreate(path string) (*Key, error) {
	key, err := Load(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	var seed [32]byte
	if _, err := rand.Read(seed[:]); err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	key = NewKey(seed)
	if err := key.store(path); errors.Is(err, fs.ErrExist) {
		return Load(path) // another process was first
	} else if err != nil {
		return nil, err
	}
	return key, nil
}

// Load reads the key in the file; a file that others may read is refused.
func Load(path string) (*Key, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the signing key: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("look at the signing key: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, ErrKeyReadable.With("path", path)
	}
	text := make([]byte, 4096)
	n, err := f.Read(text)
	if err != nil {
		return nil, ErrKeyBroken.With("path", path).Because(err)
	}
	key, ok := parsePEM(text[:n])
	if !ok {
		return nil, ErrKeyBroken.With("path", path)
	}
	return key, nil
}

// store writes beside and links into place, so that a half-written key never has the name.
func (k *Key) store(path string) error {
	text, err := k.pem()
	if err != nil {
		return fmt.Errorf("write the signing key: %w", err)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".key-*") // CreateTemp gives mode 0600
	if err != nil {
		return fmt.Errorf("write the signing key: %w", err)
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(text)
	if err := errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return fmt.Errorf("write the signing key: %w", err)
	}
	if err := os.Link(temp.Name(), path); err != nil {
		return fmt.Errorf("write the signing key: %w", err)
	}
	return syncDir(filepath.Dir(path))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync the folder of the signing key: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}
