package blob

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// Files for the tests, made here so that nothing strange lies in the repository.

const (
	catalogue = "<</Type/Catalog/Pages 2 0 R>>"
	onePage   = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
	leaf      = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<<>>>>"
)

// pdfOf numbers the objects from 1; the first is the catalogue.
func pdfOf(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, at)
	return b.Bytes()
}

func pagesOf(n int) []byte {
	objects := []string{catalogue, ""}
	var kids strings.Builder
	for i := range n {
		fmt.Fprintf(&kids, "%d 0 R ", i+3)
		objects = append(objects, leaf)
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), n)
	return pdfOf(objects...)
}

func encrypted(t testing.TB, user string) []byte {
	t.Helper()
	api.DisableConfigDir()
	c := model.NewAESConfiguration(user, "owner", 256)
	var out bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(pagesOf(1)), &out, c); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// withBomb has an object stream that unfolds to n zero bytes.
func withBomb(n int) []byte {
	var small bytes.Buffer
	w := zlib.NewWriter(&small)
	chunk := make([]byte, 1<<20)
	for range n >> 20 {
		_, _ = w.Write(chunk)
	}
	_ = w.Close()
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offset := func() uint32 { return uint32(b.Len()) }
	rows := []uint32{0}
	for i, o := range []string{catalogue, onePage, leaf, fmt.Sprintf("<</Type/ObjStm/N 1/First 6/Filter/FlateDecode/Length %d>>stream\n%s\nendstream", small.Len(), small.String())} {
		rows = append(rows, offset())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := offset()
	var table []byte
	for i, row := range append(rows, at) {
		kind := byte(1)
		if i == 0 {
			kind = 0
		}
		table = append(binary.BigEndian.AppendUint32(append(table, kind), row), 0)
	}
	table = append(binary.BigEndian.AppendUint32(append(table, 2), 4), 0) // object 6 lies in the stream
	fmt.Fprintf(&b, "5 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", len(table), table, at)
	return b.Bytes()
}

// manyBombs has n object streams that unfold to size bytes each.
func manyBombs(n, size int, more string) []byte {
	var small bytes.Buffer
	w := zlib.NewWriter(&small)
	_, _ = w.Write(make([]byte, size))
	_ = w.Close()
	objects := []string{catalogue, onePage, leaf}
	for range n {
		objects = append(objects, fmt.Sprintf("<</Type/ObjStm/N 1/First 6/Filter[/FlateDecode%s]/Length %d>>stream\n%s\nendstream", more, small.Len(), small.String()))
	}
	return pdfOf(objects...)
}

func pngOf(width, height uint32) []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), width), height)
	head = append(head, 8, 2, 0, 0, 0)
	b = append(binary.BigEndian.AppendUint32(b, 13), head...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(head))
}

func photo(t testing.TB, encode func(*bytes.Buffer, image.Image) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewGray(image.Rect(0, 0, 30, 40))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegPhoto(t testing.TB) []byte {
	return photo(t, func(b *bytes.Buffer, m image.Image) error { return jpeg.Encode(b, m, nil) })
}

func pngPhoto(t testing.TB) []byte {
	return photo(t, func(b *bytes.Buffer, m image.Image) error { return png.Encode(b, m) })
}

// spoiled gives n files made from good ones by cutting, flipping, doubling and shuffling.
// The seed is fixed: a failure can be run again.
func spoiled(t testing.TB, n int) (files [][]byte) {
	t.Helper()
	good := [][]byte{pagesOf(3), withBomb(1 << 20), jpegPhoto(t), pngPhoto(t), encrypted(t, "x")}
	dice := rand.New(rand.NewPCG(1405, 9))
	for i := range n {
		b := bytes.Clone(good[i%len(good)])
		for range 1 + dice.IntN(20) {
			if len(b) < 20 {
				break
			}
			at := 8 + dice.IntN(len(b)-8)
			switch dice.IntN(5) {
			case 0:
				b[at] ^= 1 << dice.IntN(8)
			case 1:
				b = b[:at]
			case 2:
				b = append(b[:at:at], b[dice.IntN(at):]...)
			case 3:
				b[at] = "0123456789<>[]()/ R"[dice.IntN(19)]
			case 4:
				b = append(b[:at:at], b[min(at+dice.IntN(30), len(b)):]...)
			}
		}
		files = append(files, b)
	}
	return files
}
