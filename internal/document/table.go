package document

// cell is a text in a column: x is its left edge.
type cell struct {
	x, width float64
	lines    []line
	style    style
}

const cellPad, rowPad = 6, 3.5

func (t Table) put(f *flow) {
	f.skip(6)
	columns := t.columns()
	head := func() {}
	if len(t.Head) > 0 {
		cells := f.cells(t.Head, columns, cellHead)
		head = func() { f.row(cells, true, nil) }
		f.need(rowHeight(cells) + 2*(cellStyle.leading+2*rowPad)) // a head never ends a page
		head()
	}
	for _, row := range t.Rows {
		f.row(f.cells(row, columns, cellStyle), false, head)
	}
	f.y -= 8
}

// columns gives the edges of each column, the first one at the right.
func (t Table) columns() [][2]float64 {
	n := len(t.Head)
	for _, row := range t.Rows {
		n = max(n, len(row))
	}
	share, sum := make([]float64, n), 0.0
	for i := range share {
		share[i] = 1
		if i < len(t.Widths) && t.Widths[i] > 0 {
			share[i] = t.Widths[i]
		}
		sum += share[i]
	}
	columns, edge := make([][2]float64, n), right
	for i := range columns {
		width := measure * share[i] / sum
		edge -= width
		columns[i] = [2]float64{edge, width}
	}
	return columns
}

func (f *flow) cells(texts []string, columns [][2]float64, st style) (cells []cell) {
	for i, text := range texts {
		x, width := columns[i][0]+cellPad, columns[i][1]-2*cellPad
		cells = append(cells, cell{x: x, width: width, lines: f.lines(text, st, width), style: st})
	}
	return cells
}

func rowHeight(cells []cell) (height float64) {
	for _, c := range cells {
		height = max(height, float64(len(c.lines))*c.style.leading)
	}
	return height + 2*rowPad
}

// row draws cells side by side. A row that fits on a page is kept whole; a longer one is
// continued on the next. again draws the table's head on a new page.
func (f *flow) row(cells []cell, isHead bool, again func()) {
	turn := func() {
		f.newPage()
		if again != nil {
			again()
		}
	}
	if h := rowHeight(cells); f.y-h < bottom && h < (top-bottom)/2 {
		turn()
	}
	for from, turned := 0, false; ; {
		fit := int((f.y - bottom - 2*rowPad) / rowLeading(cells))
		if fit < 1 && !turned {
			turned = true
			turn()
			continue
		}
		fit, turned = max(fit, 1), false // under a head as tall as the page still goes a line
		if f.slice(cells, from, from+fit, isHead); from+fit >= longest(cells) {
			return
		}
		from += fit
		turn()
	}
}

// slice draws the lines from..to of every cell and the hairline under them.
func (f *flow) slice(cells []cell, from, to int, isHead bool) {
	height := float64(min(to, longest(cells))-from)*rowLeading(cells) + 2*rowPad
	if isHead {
		f.page().rect(sunk, left, f.y-height, measure, height)
	}
	for _, c := range cells {
		for i := from; i < min(to, len(c.lines)); i++ {
			f.draw(c.lines[i], c.style, c.x, f.y-rowPad-float64(i-from)*rowLeading(cells), c.width, atStart)
		}
	}
	f.y -= height
	f.page().rect(hair, left, f.y, measure, 0.6)
}

func longest(cells []cell) (n int) {
	for _, c := range cells {
		n = max(n, len(c.lines))
	}
	return n
}

func rowLeading(cells []cell) (leading float64) {
	for _, c := range cells {
		leading = max(leading, c.style.leading)
	}
	return leading
}

func (p Pairs) put(f *flow) {
	const labels = measure * 0.3
	f.skip(4)
	for _, pair := range p.Rows {
		value := cell{x: left, width: measure - labels - cellPad, style: textStyle}
		label := cell{x: right - labels, width: labels, style: labelStyle}
		value.lines, label.lines = f.lines(pair[1], textStyle, value.width), f.lines(pair[0], labelStyle, label.width)
		f.row([]cell{label, value}, false, nil)
	}
	f.y -= 8
}
