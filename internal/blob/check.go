package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Damage is a file that is not what its name says.
type Damage struct {
	Path string // inside the store
	What string // "changed": other bytes than the name says; "stray": no name of ours
}

// Check reads every kept file again and reports each damage. Uploads under way are no
// damage. It returns the number of files that are sound.
func (f *Folder) Check(ctx context.Context, report func(Damage)) (sound int, err error) {
	err = filepath.WalkDir(f.dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case entry.IsDir() && entry.Name() == tempName && filepath.Dir(path) == filepath.Clean(f.dir):
			return fs.SkipDir
		case entry.IsDir():
			return nil
		}
		what, err := f.examine(path)
		if err != nil {
			return err
		}
		if what == "" {
			sound++
			return nil
		}
		inside, _ := filepath.Rel(f.dir, path) // path was made from dir
		report(Damage{Path: inside, What: what})
		return nil
	})
	if err != nil {
		return sound, fmt.Errorf("check the file store: %w", err)
	}
	return sound, nil
}

func (f *Folder) examine(path string) (what string, err error) {
	inside, err := filepath.Rel(f.dir, path)
	if err != nil {
		return "", err
	}
	hash := strings.Replace(filepath.ToSlash(inside), "/", "", 1)
	if !isHash(hash) || f.path(hash) != path {
		return "stray", nil
	}
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", err
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		return "changed", nil
	}
	return "", nil
}
