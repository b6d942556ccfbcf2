package model

import (
	"bufio"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"sync"
)

//go:embed all:dist
var files embed.FS

// FileName is where the model of the program lies, below this package.
const FileName = "dist/stories.model"

// ErrNone means that the program was built without a model; `make train` makes one.
var ErrNone = errors.New("the program carries no model of stories; make train makes one")

// Embedded is the model that the program carries, read once.
var Embedded = sync.OnceValues(func() (*Model, error) {
	f, err := files.Open(FileName)
	if err != nil {
		return nil, ErrNone
	}
	defer func() { _ = f.Close() }()
	return Read(f)
})

// A model file is little-endian: magic, counts, mix, gate, classes, words, keys, their rarity, then
// the heads: parts, the part of each class, bias, and for each sign its weights.
const (
	magic = "TZM4"
	most  = 1 << 24 // of anything counted
)

// ErrFile means that a file is no model of this program's kind.
var ErrFile = errors.New("no model of stories")

type writer struct {
	w   *bufio.Writer
	err error
}

func (w *writer) put(values ...any) {
	for _, v := range values {
		if w.err != nil {
			return
		}
		if s, ok := v.(string); ok {
			w.put(uint16(len(s)))
			_, w.err = w.w.WriteString(s)
			continue
		}
		w.err = binary.Write(w.w, binary.LittleEndian, v)
	}
}

func count[T any](list []T) uint32 { return uint32(len(list)) }

// Write writes the model; the same model gives the same bytes.
func (m *Model) Write(to io.Writer) error {
	w := &writer{w: bufio.NewWriter(to)}
	_, w.err = w.w.WriteString(magic)
	w.put(count(m.Classes), count(m.Words), count(m.keys), m.Mix, m.Gate)
	for _, c := range m.Classes {
		w.put(c)
	}
	for _, word := range m.Words {
		w.put(word.Text, uint32(word.Uses))
	}
	w.put(m.keys, m.rarity)
	for _, h := range m.heads {
		w.put(count(h.bias), count(h.of), h.of, h.bias)
		for _, r := range h.rows {
			w.put(r.scale, uint16(len(r.class)), r.class, r.weight)
		}
	}
	return errors.Join(w.err, w.w.Flush())
}

type reader struct {
	r   *bufio.Reader
	err error
}

func (r *reader) get(into ...any) {
	for _, v := range into {
		if r.err == nil {
			r.err = binary.Read(r.r, binary.LittleEndian, v)
		}
	}
}

func (r *reader) count() int {
	var n uint32
	if r.get(&n); r.err == nil && n > most {
		r.err = fmt.Errorf("%w: %d of something", ErrFile, n)
	}
	if r.err != nil {
		return 0
	}
	return int(n)
}

func (r *reader) text() string {
	var n uint16
	r.get(&n)
	b := make([]byte, n)
	if r.err == nil {
		_, r.err = io.ReadFull(r.r, b)
	}
	return string(b)
}

// Read reads a model. ErrFile: it is none, or damaged.
func Read(from io.Reader) (*Model, error) {
	r := &reader{r: bufio.NewReader(from)}
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(r.r, head); err != nil || string(head) != magic {
		return nil, ErrFile
	}
	m := &Model{}
	names, words, keys := r.count(), r.count(), r.count()
	r.get(&m.Mix, &m.Gate)
	for range names {
		m.Classes = append(m.Classes, r.text())
	}
	for range words {
		text := r.text()
		m.Words = append(m.Words, Word{text, r.count()})
		if r.err != nil {
			break
		}
	}
	if r.err == nil {
		m.keys, m.rarity = make([]uint64, keys), make([]float32, keys)
		r.get(m.keys, m.rarity)
	}
	for i := range m.heads {
		m.heads[i] = r.head(names, keys)
	}
	if r.err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, r.err)
	}
	return m, nil
}

// head reads the weights of one head.
func (r *reader) head(names, keys int) (h head) {
	parts, of := r.count(), r.count()
	if of > 0 && of != names || of == 0 && parts != names {
		r.err = errors.Join(r.err, errors.New("parts that are not those of the classes"))
	}
	if r.err != nil {
		return h
	}
	h = head{make([]uint16, of), make([]float32, parts), make([]row, keys)}
	r.get(h.of, h.bias)
	for _, part := range h.of {
		if int(part) >= parts {
			r.err = errors.Join(r.err, errors.New("a class of no part"))
		}
	}
	for i := range h.rows {
		h.rows[i] = r.row(parts)
	}
	return h
}

func (r *reader) row(parts int) row {
	var head [6]byte
	r.bytes(head[:])
	n := int(binary.LittleEndian.Uint16(head[4:]))
	b := make([]byte, 3*n)
	r.bytes(b)
	out := row{math.Float32frombits(binary.LittleEndian.Uint32(head[:])), make([]uint16, n), make([]int8, n)}
	for k := range n {
		c := binary.LittleEndian.Uint16(b[2*k:])
		if int(c) >= parts {
			r.err = errors.Join(r.err, errors.New("a weight of no part"))
			return row{}
		}
		out.class[k], out.weight[k] = c, int8(b[2*n+k])
	}
	return out
}

func (r *reader) bytes(b []byte) {
	if r.err == nil {
		_, r.err = io.ReadFull(r.r, b)
	}
}
