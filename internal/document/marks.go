package document

import (
	"fmt"
	"math"
	"strings"

	"rsc.io/qr"
)

// scale is internal/web/face/mark.svg as PDF operators, on its grid of 48, y downwards.
const scale = deep + ` rg
5 12.5 10.5 3 re 32.5 12.5 10.5 3 re 22.5 21.5 3 18.5 re 14 40 20 3 re f
3 25 m 21 25 l 21 30 17 34 12 34 c 7 34 3 30 3 25 c f
27 25 m 45 25 l 45 30 41 34 36 34 c 31 34 27 30 27 25 c f
11.2 15 m 12.8 15 l 18.5 25 l 16.7 25 l 12 17 l 7.3 25 l 5.5 25 l f
35.2 15 m 36.8 15 l 42.5 25 l 40.7 25 l 36 17 l 31.3 25 l 29.5 25 l f
` + saffron + ` rg 24 3 m 31 11.5 l 24 20 l 17 11.5 l f
`

// drawHead puts the mark and its name on top of the page, over the beam with its nuqta.
func (f *flow) drawHead(c *canvas) {
	const size, y = 26.0, top + 22
	c.op("q %s 0 0 %s %s %s cm /Mark Do Q", num(size/48), num(-size/48), num(right-size), num(y+size))
	name := f.lines("ترازو", nameStyle, measure)[0]
	c.line(name, nameStyle, right-size-7-name.width*nameStyle.size/em, y+8, 0)
	c.rect(deep, left, y-7, measure, 0.8)
	c.rhombus(saffron, (left+right)/2, y-6.6, 4)
}

// drawMark writes the paper's mark («پیش‌نویس») across the page, under everything else.
func (f *flow) drawMark(c *canvas) {
	if f.paper.Mark == "" {
		return
	}
	l := f.lines(f.paper.Mark, markStyle, 10*measure)[0]
	st := markStyle
	st.size = min(st.size, 560/l.width*em)
	sin, cos := math.Sincos(math.Pi / 4)
	c.op("q %s %s %s %s %s %s cm", num(cos), num(sin), num(-sin), num(cos), num(pageWidth/2), num(pageHeight/2))
	c.line(l, st, -l.width*st.size/em/2, -st.size/4, 0)
	c.op("Q")
}

const qrSize, qrQuiet = 92.0, 4

// putQR draws the code at the left, its note beside it.
func (f *flow) putQR(text, note string) error {
	if text == "" {
		return nil
	}
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return fmt.Errorf("QR code: %w", err)
	}
	width := measure - qrSize - 16
	lines := f.lines(note, softStyle, width)
	height := max(qrSize, float64(len(lines))*softStyle.leading)
	f.skip(10)
	f.need(height)
	f.page().op("0 g %s f", qrPath(code, left, f.y))
	y := f.y - (height-float64(len(lines))*softStyle.leading)/2
	for i, l := range lines {
		f.draw(l, softStyle, left+qrSize+16, y-float64(i)*softStyle.leading, width, atStart)
	}
	f.y -= height
	return nil
}

// qrPath draws each row's dark stretches as one rectangle, so that no hairs show between.
func qrPath(code *qr.Code, x, y float64) string {
	var b strings.Builder
	unit := qrSize / float64(code.Size+2*qrQuiet)
	for row := range code.Size {
		for col := 0; col < code.Size; col++ {
			start := col
			for col < code.Size && code.Black(col, row) {
				col++
			}
			if col > start {
				fmt.Fprintf(&b, "%s %s %s %s re ", num(x+unit*float64(start+qrQuiet)), num(y-unit*float64(row+1+qrQuiet)), num(unit*float64(col-start)), num(unit))
			}
		}
	}
	return b.String()
}
