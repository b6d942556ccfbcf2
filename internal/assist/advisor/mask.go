package advisor

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Brackets around a mark: no keyboard has them, and plain takes them out of what people write.
const (
	markOpen = '⟦'
	markShut = '⟧'
)

// Told is what the answers of a form say of people: it is hidden wherever it is found.
type Told struct{ Names, Addresses []string }

// Hide replaces the personal identifiers in a text by marks, and gives what puts them back:
// put(hidden) is the text in its plain form.
func Hide(text string, told Told) (hidden string, put func(string) string) {
	m := NewMask(told, text)
	return m.Hide(text), m.Show
}

// Mask hides the identifiers of some texts that belong together: one identifier has the same
// mark in all of them, its other spellings B, C and so on. It is used by one call at a time.
type Mask struct {
	people []person
	places [][]string

	marks  map[string]string // kind and spelling → mark
	behind map[string]string // mark → spelling
	ids    map[string]int    // kind and meaning → number
	most   map[string]int    // kind → highest number
	forms  map[string]int    // mark without letter → spellings
}

// NewMask makes a mask. It reads all texts first: a name that one of them introduces, as
// «آقای …» does, is hidden where another says it bare.
func NewMask(told Told, texts ...string) *Mask {
	m := &Mask{marks: map[string]string{}, behind: map[string]string{}, ids: map[string]int{}, most: map[string]int{}, forms: map[string]int{}}
	for _, name := range told.Names {
		m.meet(name)
	}
	for _, address := range told.Addresses {
		m.places = append(m.places, placesOf(address)...)
	}
	for _, text := range texts {
		for _, name := range introduced(plain(text)) {
			m.meet(name)
		}
	}
	return m
}

// span is a part of a text: an identifier, or with an empty kind something that only looks
// like one, such as a date.
type span struct {
	from, to   int
	kind, mean string
}

// finder finds spans in a part of a text in which nothing was found yet.
type finder func(part string) []span

// Hide gives the plain form of a text with marks for what it may not tell.
func (m *Mask) Hide(text string) string {
	text = plain(text)
	var found []span
	for _, find := range []finder{m.toldPlaces, streets, links, m.persons, ibans, plates, numbered, dates, sums, dictated, clusters} {
		for _, free := range gaps(text, found) {
			for _, s := range find(text[free.from:free.to]) {
				s.from, s.to = s.from+free.from, s.to+free.from
				found = append(found, s)
			}
		}
	}
	slices.SortFunc(found, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	at := 0
	for _, s := range found {
		if s.kind == "" {
			continue
		}
		b.WriteString(text[at:s.from] + m.mark(s.kind, s.mean, text[s.from:s.to]))
		at = s.to
	}
	return b.String() + text[at:]
}

// gaps are the parts of a text that no span covers.
func gaps(text string, found []span) (free []span) {
	slices.SortFunc(found, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	at := 0
	for _, s := range found {
		if s.from > at {
			free = append(free, span{from: at, to: s.from})
		}
		at = s.to
	}
	if at < len(text) {
		free = append(free, span{from: at, to: len(text)})
	}
	return free
}

// mark gives the mark of an identifier as it is spelled here.
func (m *Mask) mark(kind, mean, spelled string) string {
	key := kind + " " + spelled
	if mark, ok := m.marks[key]; ok {
		return mark
	}
	n, ok := m.ids[kind+" "+mean]
	if !ok {
		m.most[kind]++
		n = m.most[kind]
		m.ids[kind+" "+mean] = n
	}
	base := kind + strconv.Itoa(n)
	mark := string(markOpen) + base + spelling(m.forms[base]) + string(markShut)
	m.forms[base]++
	m.marks[key], m.behind[mark] = mark, spelled
	return mark
}

// spelling is nothing for the first, then B to Z, then BB and so on.
func spelling(n int) string {
	if n == 0 {
		return ""
	}
	return strings.Repeat(string(rune('B'+(n-1)%25)), 1+(n-1)/25)
}

var anyMark = regexp.MustCompile(`⟦[^⟦⟧]*⟧?`)

// Show puts the identifiers back. A mark that this mask never gave stays, and is for the
// caller to refuse.
func (m *Mask) Show(text string) string {
	return anyMark.ReplaceAllStringFunc(text, func(mark string) string {
		if spelled, ok := m.behind[mark]; ok {
			return spelled
		}
		return mark
	})
}

// strange says whether a text has brackets of marks that this mask never gave.
func (m *Mask) strange(text string) bool { return strings.ContainsAny(m.Show(text), "⟦⟧") }
