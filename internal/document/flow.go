package document

// A4 and its margins, in points.
const (
	pageWidth, pageHeight = 595.276, 841.89
	left, right           = 56.7, pageWidth - 56.7
	top, bottom           = pageHeight - 92, 72.0
	measure               = right - left
)

var (
	titleStyle = style{bold: true, size: 18, leading: 32, colour: deep}
	headStyles = [...]style{{bold: true, size: 13.5, leading: 25, colour: deep}, {bold: true, size: 11.5, leading: 22, colour: ink}}
	textStyle  = style{size: 11, leading: 21, colour: ink}
	boldStyle  = style{bold: true, size: 11, leading: 21, colour: ink}
	softStyle  = style{size: 9.5, leading: 17, colour: soft}
	labelStyle = style{size: 9.5, leading: 21, colour: soft} // stands on one line with textStyle
	cellStyle  = style{size: 9.5, leading: 17, colour: ink}
	cellHead   = style{bold: true, size: 9.5, leading: 17, colour: ink}
	codeStyle  = style{bold: true, size: 16, leading: 28, colour: ink}
	footStyle  = style{size: 8.5, leading: 14, colour: soft}
	nameStyle  = style{bold: true, size: 14, leading: 20, colour: deep}
	markStyle  = style{bold: true, size: 110, leading: 110, colour: pale}
)

// flow lays blocks down the pages. y is the upper edge of what comes next.
type flow struct {
	paper   Paper
	pages   []*canvas
	y       float64
	fonts   [2]*subset
	shapers [2]*shaper
}

func (f *flow) page() *canvas { return f.pages[len(f.pages)-1] }

// lines breaks text to a width in points.
func (f *flow) lines(text string, st style, width float64) []line {
	return f.shapers[st.face()].lines(text, width/st.size*em)
}

func (f *flow) newPage() {
	c := &canvas{fonts: f.fonts}
	f.pages = append(f.pages, c)
	f.drawMark(c)
	f.drawHead(c)
	f.y = top
}

// need begins a new page when less than h is left on this one.
func (f *flow) need(h float64) {
	if f.y-h < bottom && f.y < top {
		f.newPage()
	}
}

// skip leaves white space, but not on top of a page.
func (f *flow) skip(h float64) {
	if f.y < top {
		f.y -= h
	}
}

// baseline is where the letters of a line stand whose upper edge is y.
func baseline(y float64, st style) float64 { return y - st.leading/2 - st.size*0.32 }

type align int

const (
	atStart align = iota // right
	justified
	atEnd // left
	centred
)

// draw puts one line between x and x+width, its upper edge at y.
func (f *flow) draw(l line, st style, x, y, width float64, how align) {
	free, extra := width-l.width*st.size/em, 0.0
	switch {
	case how == justified && !l.last && l.spaces > 0:
		extra, free = free/float64(l.spaces), 0
	case how == atEnd:
		free = 0
	case how == centred:
		free /= 2
	}
	f.page().line(l, st, x+free, baseline(y, st), extra)
}

// write puts lines down the pages, from the left margin on. A single first or last line of a longer text never
// stands alone on a page.
func (f *flow) write(lines []line, st style, width float64, how align) {
	for i, l := range lines {
		keep := 1
		if left := len(lines) - i; left >= 2 && (i == 0 || left == 2) {
			keep = 2
		}
		f.need(float64(keep) * st.leading)
		f.draw(l, st, left, f.y, width, how)
		f.y -= st.leading
	}
}
