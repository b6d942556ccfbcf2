package document

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// pdf writes the objects of a PDF file and remembers where they begin.
type pdf struct {
	out     bytes.Buffer
	offsets []int // by object number - 1
}

func newPDF() *pdf {
	f := &pdf{}
	f.out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n") // the second line says that bytes follow
	return f
}

// reserve gives a number to an object that is written later by put.
func (f *pdf) reserve() int {
	f.offsets = append(f.offsets, 0)
	return len(f.offsets)
}

func (f *pdf) put(id int, body string) {
	f.offsets[id-1] = f.out.Len()
	fmt.Fprintf(&f.out, "%d 0 obj\n%s\nendobj\n", id, body)
}

func (f *pdf) object(body string) int {
	id := f.reserve()
	f.put(id, body)
	return id
}

// stream writes data compressed, with further entries of its dictionary.
func (f *pdf) stream(entries string, data []byte) int {
	var small bytes.Buffer
	w := zlib.NewWriter(&small)
	_, _ = w.Write(data) // a buffer takes everything
	_ = w.Close()
	return f.object(fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream", entries, small.Len(), small.String()))
}

// end writes the table of objects and gives the file. Its id comes from its content.
func (f *pdf) end(root, info int) []byte {
	sum := sha256.Sum256(f.out.Bytes())
	start := f.out.Len()
	fmt.Fprintf(&f.out, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets)+1)
	for _, at := range f.offsets {
		fmt.Fprintf(&f.out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&f.out, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(f.offsets)+1, root, info, sum[:16], sum[:16], start)
	return f.out.Bytes()
}

// textString is any text as a PDF string.
func textString(s string) string { return fmt.Sprintf("<FEFF%X>", utf16Bytes(s)) }

// num prints a number as short as a thousandth of a point allows.
func num(v float64) string {
	s := strconv.FormatFloat(v, 'f', 3, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

func dateString(t time.Time) string {
	zone := strings.Replace(t.Format("-07:00"), ":", "'", 1)
	return "(D:" + t.Format("20060102150405") + zone + "')"
}

// subsetTag are the six capitals that mark a font as a part of itself.
func subsetTag(data []byte) string {
	sum := sha256.Sum256(data)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}
