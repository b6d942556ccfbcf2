// Package catalogs carries the catalogues in the binary. The Iranian one is data that
// lawyers read: see docs/catalogue-language.md.
package catalogs

import (
	"embed"
	"io/fs"
)

//go:embed iran
var files embed.FS

// Iran is the catalogue of the Iranian judiciary's services.
func Iran() fs.FS {
	sub, err := fs.Sub(files, "iran")
	if err != nil {
		panic(err) // the folder is embedded above: only a broken build lacks it
	}
	return sub
}
