package document

import "time"

// Paper is what is printed.
type Paper struct {
	Title    string // on top of the first page
	Blocks   []Block
	Foot     string // short title at the foot of every page
	QR       string // what the QR code at the end says; empty = none
	QRNote   string // beside the QR code
	Attached []Attached
	Created  time.Time
	Mark     string // across every page, «پیش‌نویس» say; empty = none
}

// Attached is a file that travels inside the PDF, as the data of the paper.
type Attached struct {
	Name string // ASCII
	Mime string
	Data []byte
}

// Block is one of Heading, Para, Table, Pairs, Code and Space.
type Block interface{ put(f *flow) }

// Heading opens a section: level 1 or 2.
type Heading struct {
	Text  string
	Level int
}

// Para is running text, justified; Number > 0 puts the number before it. Where Keeps is set,
// the first line of what follows stands on the page on which this paragraph ends: a closing
// with its name never begins a page.
type Para struct {
	Text   string
	Number int
	Keeps  bool
}

// Table has columns from right to left. Widths are shares; none means equal ones.
type Table struct {
	Head   []string
	Rows   [][]string
	Widths []float64
}

// Pairs are labels with their values.
type Pairs struct{ Rows [][2]string }

// Code is a number to be read aloud or typed: left to right, in groups of the given
// lengths; copied out of the PDF it is Value, without gaps.
type Code struct {
	Label, Value string
	Groups       []int
}

// Space is an empty line.
type Space struct{}
