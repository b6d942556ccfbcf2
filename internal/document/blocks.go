package document

import (
	"fmt"
	"strconv"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

func (f *flow) title(text string) {
	if text == "" {
		return
	}
	f.write(f.lines(text, titleStyle, measure), titleStyle, measure, atStart)
	f.y -= 8
}

func (h Heading) put(f *flow) {
	st := headStyles[min(max(h.Level, 1), len(headStyles))-1]
	f.skip(st.leading * 0.5)
	lines := f.lines(h.Text, st, measure-14)
	f.need(float64(len(lines))*st.leading + 2*textStyle.leading) // a heading never ends a page
	width := measure
	if h.Level <= 1 {
		f.page().rhombus(saffron, right-4, f.y-st.leading/2, 4)
		width -= 14
	}
	f.write(lines, st, width, atStart)
	f.y -= 3
}

func (p Para) put(f *flow) {
	width := measure
	if p.Number > 0 {
		width -= 26
	}
	lines := f.lines(p.Text, textStyle, width)
	f.need(float64(min(len(lines), 2)) * textStyle.leading)
	if p.Number > 0 {
		number := f.lines(lang.PersianDigits(strconv.Itoa(p.Number))+".", boldStyle, 40)
		f.draw(number[0], boldStyle, right-40, f.y, 40, atStart)
	}
	if p.Keeps {
		head := max(0, len(lines)-2)
		if head == 1 { // it would stand alone
			head = 0
		}
		f.write(lines[:head], textStyle, width, justified)
		lines = lines[head:]
		f.need(float64(len(lines)+1)*textStyle.leading + paraGap)
	}
	f.write(lines, textStyle, width, justified)
	f.y -= paraGap
}

const paraGap = 7 // below a paragraph

func (Space) put(f *flow) { f.skip(textStyle.leading) }

const (
	codePad  = 8
	codeSide = 14 // at both ends
	codeGap  = 7  // between groups
)

func (c Code) put(f *flow) {
	rows := f.codeRows(c)
	height := softStyle.leading + float64(len(rows))*codeStyle.leading + 2*codePad
	f.skip(6)
	f.need(height)
	f.page().rect(sunk, left, f.y-height, measure, height)
	f.page().rhombus(saffron, right, f.y-height/2, 4)
	f.y -= codePad
	f.draw(f.lines(c.Label, softStyle, measure)[0], softStyle, left, f.y, measure-codeSide, atStart)
	f.y -= softStyle.leading
	f.drawCode(c, rows)
	f.y -= codePad + 8
}

// codeRow is as many groups of a code as fit side by side, and how wide they are.
type codeRow struct {
	groups []line
	width  float64
}

// codeRows sets the groups of a code.
func (f *flow) codeRows(c Code) (rows []codeRow) {
	digits := lang.PersianDigits
	if lang.CodeDigits(c.Value) == c.Value { // of the whole: a group of a fingerprint may have no letter
		digits = func(s string) string { return s }
	}
	for _, part := range groups(c.Value, c.Groups) {
		l := f.lines(lang.IsolateLTR(digits(part)), codeStyle, 10*measure)[0]
		width := l.width * codeStyle.size / em
		if n := len(rows); n > 0 && rows[n-1].width+codeGap+width <= measure-2*codeSide {
			rows[n-1].groups, rows[n-1].width = append(rows[n-1].groups, l), rows[n-1].width+codeGap+width
			continue
		}
		rows = append(rows, codeRow{[]line{l}, width})
	}
	return rows
}

// drawCode draws the groups from left to right, rows ending at the right; a reader copies the
// bare value, because a person has to paste it into a field.
func (f *flow) drawCode(c Code, rows []codeRow) {
	f.page().op("/Span<</ActualText %s>>BDC", textString(c.Value))
	for _, row := range rows {
		x := right - codeSide - row.width
		for _, l := range row.groups {
			f.page().line(l, codeStyle, x, baseline(f.y, codeStyle), 0)
			x += l.width*codeStyle.size/em + codeGap
		}
		f.y -= codeStyle.leading
	}
	f.page().op("EMC")
}

// groups cuts a code into pieces of the given lengths; what is left over is the last piece.
func groups(value string, lengths []int) (parts []string) {
	letters := []rune(value)
	for _, n := range lengths {
		if n <= 0 || n >= len(letters) {
			break
		}
		parts, letters = append(parts, string(letters[:n])), letters[n:]
	}
	return append(parts, string(letters))
}

func (f *flow) drawFoot(c *canvas, page, pages int) {
	c.rect(hair, left, bottom-16, measure, 0.6)
	y := baseline(bottom-20, footStyle)
	place := func(text string, how align) {
		l := f.lines(text, footStyle, measure)[0]
		x := left
		if how == atStart {
			x = right - l.width*footStyle.size/em
		}
		c.line(l, footStyle, x, y, 0)
	}
	place(f.paper.Foot, atStart)
	place(lang.PersianDigits(fmt.Sprintf("صفحهٔ %d از %d", page, pages)), atEnd)
}
