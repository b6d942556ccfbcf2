package document

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"unicode/utf16"

	sfnt "github.com/tdewolff/font"
)

// subset collects the glyphs of one font that a paper uses. A character id (CID) stands for
// a glyph together with the text it was set for: one glyph can mean a space and a half-space.
type subset struct {
	source *source
	ids    map[glyphKey]uint16
	chars  []char // by CID
}

type glyphKey struct {
	id   uint16
	text string
}

type char struct {
	glyphKey
	width float64
}

func newSubset(s *source) *subset {
	return &subset{source: s, ids: map[glyphKey]uint16{{}: 0}, chars: []char{{width: 500}}}
}

func (s *subset) cid(g glyph) uint16 {
	key := glyphKey{g.id, g.text}
	id, ok := s.ids[key]
	if !ok {
		id = uint16(len(s.chars))
		s.ids[key] = id
		s.chars = append(s.chars, char{key, math.Round(g.advance)})
	}
	return id
}

// embed writes the objects of the font and returns the number of the outermost.
func (s *subset) embed(f *pdf) (int, error) {
	whole, data, toGlyph, err := s.cut()
	if err != nil {
		return 0, fmt.Errorf("subset %s: %w", s.source.name, err)
	}
	name := subsetTag(data) + "+" + s.source.name
	file := f.stream(fmt.Sprintf("/Length1 %d", len(data)), data)
	gids := f.stream("", toGlyph)
	unicode := f.stream("", s.toUnicode())
	scale := em / float64(whole.Head.UnitsPerEm)
	size := func(v int16) string { return num(math.Round(float64(v) * scale)) }
	box := strings.Join([]string{size(whole.Head.XMin), size(whole.Head.YMin), size(whole.Head.XMax), size(whole.Head.YMax)}, " ")
	descriptor := f.object(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%s]/ItalicAngle 0/Ascent %s/Descent %s/CapHeight 700/StemV 80/FontFile2 %d 0 R>>",
		name, box, size(whole.Hhea.Ascender), size(whole.Hhea.Descender), file))
	inner := f.object(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 500/W[0[%s]]/CIDToGIDMap %d 0 R>>",
		name, descriptor, s.widths(), gids))
	return f.object(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, inner, unicode)), nil
}

// cut makes the font file with only our glyphs, and the table from CID to its glyph there.
func (s *subset) cut() (whole *sfnt.SFNT, file, toGlyph []byte, err error) {
	order, place := []uint16{0}, map[uint16]uint16{0: 0}
	for _, c := range s.chars {
		at, ok := place[c.id]
		if !ok {
			at = uint16(len(order))
			place[c.id], order = at, append(order, c.id)
		}
		toGlyph = binary.BigEndian.AppendUint16(toGlyph, at)
	}
	// Parsed anew each time: Subset writes the number of glyphs into the font it is given.
	whole, err = sfnt.ParseSFNT(s.source.ttf, 0)
	if err != nil {
		return nil, nil, nil, err
	}
	small, err := whole.Subset(order, sfnt.SubsetOptions{Tables: []string{"pdf"}})
	if err != nil {
		return nil, nil, nil, err
	}
	file = small.Write()
	return whole, file, toGlyph, keepTime(file, whole.Tables["head"])
}

func (s *subset) widths() string {
	var b strings.Builder
	for _, c := range s.chars {
		b.WriteString(num(c.width) + " ")
	}
	return strings.TrimSpace(b.String())
}

const unicodeHead = `/CIDInit/ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000><FFFF> endcodespacerange
`

// toUnicode says which text each CID is copied as; a hundred to a block is the format's limit.
func (s *subset) toUnicode() []byte {
	var rows []string
	for cid, c := range s.chars {
		if c.text != "" {
			rows = append(rows, fmt.Sprintf("<%04X><%X>\n", cid, utf16Bytes(c.text)))
		}
	}
	var b bytes.Buffer
	b.WriteString(unicodeHead)
	for len(rows) > 0 {
		n := min(len(rows), 100)
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", n, strings.Join(rows[:n], ""))
		rows = rows[n:]
	}
	b.WriteString("endcmap CMapName currentdict/CMap defineresource pop end end\n")
	return b.Bytes()
}

func utf16Bytes(s string) (b []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.BigEndian.AppendUint16(b, u)
	}
	return b
}
