package document

import (
	"bytes"
	"fmt"
	"io"

	"github.com/go-text/typesetting/font"
)

// Press prints papers. Several may print at once.
type Press struct{ faces [2]*source }

// source is a font as read once: the parsed half is read-only, the bytes are subset per paper.
type source struct {
	name string
	ttf  []byte
	font *font.Font
}

// NewPress takes the regular and the bold font as TrueType.
func NewPress(regular, bold []byte) (*Press, error) {
	p := &Press{}
	for i, ttf := range [][]byte{regular, bold} {
		face, err := font.ParseTTF(bytes.NewReader(ttf))
		if err != nil {
			return nil, fmt.Errorf("read the font of papers: %w", err)
		}
		p.faces[i] = &source{name: [...]string{"Vazirmatn-Regular", "Vazirmatn-Bold"}[i], ttf: ttf, font: face.Font}
	}
	return p, nil
}

// Print writes the paper as PDF. The same paper gives the same bytes.
func (p *Press) Print(w io.Writer, paper Paper) error {
	f := newFlow(p, paper)
	f.title(paper.Title)
	for _, b := range paper.Blocks {
		b.put(f)
	}
	if err := f.putQR(paper.QR, paper.QRNote); err != nil {
		return err
	}
	f.finish()
	file, err := f.file()
	if err != nil {
		return fmt.Errorf("print %q: %w", paper.Foot, err)
	}
	if _, err := w.Write(file); err != nil {
		return fmt.Errorf("print %q: %w", paper.Foot, err)
	}
	return nil
}
