package assets

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed all:dist
var files embed.FS

// ErrMissing means that the assets were not built before the program was.
var ErrMissing = errors.New("the assets are not built: run `make assets` (it needs Node 20 and npm), then build again")

// Prefix is where Handler has to be mounted.
const Prefix = "/assets/"

// FS gives the built files under their plain names.
func FS() fs.FS {
	sub, err := fs.Sub(files, "dist")
	if err != nil {
		panic(err) // only an invalid path does this, and ours is a constant
	}
	return sub
}

// Ready is nil when the files that every page and paper need are there.
func Ready() error {
	for _, name := range []string{"face.css", "vazirmatn.woff2", regularFont, boldFont} {
		if _, err := fs.Stat(FS(), name); err != nil {
			return fmt.Errorf("%s: %w", name, ErrMissing)
		}
	}
	return nil
}

const (
	regularFont = "Vazirmatn-Regular.ttf"
	boldFont    = "Vazirmatn-Bold.ttf"
)

// Fonts gives the two fonts of printed papers.
func Fonts() (regular, bold []byte, err error) {
	if regular, err = fs.ReadFile(FS(), regularFont); err != nil {
		return nil, nil, ErrMissing
	}
	if bold, err = fs.ReadFile(FS(), boldFont); err != nil {
		return nil, nil, ErrMissing
	}
	return regular, bold, nil
}

// Address is where a page finds the file: its name with the hash of its content. A file that
// is not there keeps its plain name, which the handler answers with "not found".
func Address(name string) string {
	if a, ok := loaded().addresses[name]; ok {
		return Prefix + a
	}
	return Prefix + name
}

// shelf is every file by the name under which it is served.
type shelf struct {
	addresses map[string]string
	served    map[string]*served
}

var loaded = sync.OnceValue(func() *shelf {
	s, err := load(FS())
	if err != nil {
		panic(err) // reading embedded bytes does not fail
	}
	return s
})

func load(fsys fs.FS) (*shelf, error) {
	s := &shelf{addresses: map[string]string{}, served: map[string]*served{}}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("list the assets: %w", err)
	}
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		body, err := fs.ReadFile(fsys, e.Name())
		if err != nil {
			return nil, fmt.Errorf("read asset %s: %w", e.Name(), err)
		}
		address := hashedName(e.Name(), body)
		s.addresses[e.Name()] = address
		s.served[address] = prepare(e.Name(), body)
	}
	return s, nil
}

// hashedName is what build.mjs writes into the style sheet for the font: keep them alike.
func hashedName(name string, body []byte) string {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:])[:12] + ext
}
