package document

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// em is the size in which we shape: PDF counts glyph widths in thousandths of the font size.
const em = 1000

const rlm = '\u200f'

type glyph struct {
	id      uint16
	text    string // what is copied out for it
	advance float64
	dx, dy  float64
}

type run struct{ glyphs []glyph }

// line is one line of text, its runs from left to right, in thousandths of the size.
type line struct {
	runs   []run
	width  float64
	spaces int
	last   bool // of its paragraph: not justified
}

// shaper turns text into lines in one font. It is not for use by several at once.
type shaper struct {
	face     *font.Face
	segments shaping.Segmenter
	harfbuzz shaping.HarfbuzzShaper
	wrapper  shaping.LineWrapper
}

// ResolveFace lets the segmenter ask for a font: we have one.
func (s *shaper) ResolveFace(rune) *font.Face { return s.face }

// lines breaks text into lines no wider than width, both in thousandths of the size.
func (s *shaper) lines(text string, width float64) (all []line) {
	for _, paragraph := range strings.Split(text, "\n") {
		all = append(all, s.paragraph(prepare(paragraph), width)...)
	}
	return all
}

// prepare puts a right-to-left mark first, because the paragraph's direction is otherwise
// taken from its first strong letter, and takes out what could reorder the page or is no letter.
func prepare(text string) []rune {
	out := []rune{rlm}
	for _, r := range text {
		switch {
		case r == '\t' || r == '\u00a0':
			out = append(out, ' ')
		case r >= '\u202a' && r <= '\u202e', unicode.IsControl(r), r == unicode.ReplacementChar:
		default:
			out = append(out, r)
		}
	}
	return out
}

func (s *shaper) paragraph(text []rune, width float64) (lines []line) {
	in := shaping.Input{Text: text, RunEnd: len(text), Direction: di.DirectionRTL, Face: s.face, Size: fixed.I(em), Language: language.NewLanguage("fa")}
	var runs []shaping.Output
	for _, part := range s.segments.Split(in, s) {
		runs = append(runs, s.harfbuzz.Shape(part))
	}
	// Trimming by the library would leave the space's glyph in place with no width, and the
	// leftmost letter would be printed over; we take the glyph out instead.
	s.wrapper.Prepare(shaping.WrapConfig{Direction: di.DirectionRTL, DisableTrailingWhitespaceTrim: true}, text, shaping.NewSliceIterator(runs))
	limit := fixed.Int26_6(width * 64)
	for {
		wrapped, done := s.wrapper.WrapNextLineF(limit)
		lines = append(lines, newLine(wrapped, text, done))
		if done {
			return lines
		}
	}
}

func newLine(wrapped shaping.WrappedLine, text []rune, last bool) line {
	end := wrapped.NextLine
	if last {
		end = len(text)
	}
	for end > 0 && text[end-1] == ' ' {
		end--
	}
	parts := slices.Clone(wrapped.Line)
	slices.SortStableFunc(parts, func(a, b shaping.Output) int { return int(a.VisualIndex - b.VisualIndex) })
	l := line{last: last}
	for _, part := range parts {
		r := newRun(part, text, end)
		for _, g := range r.glyphs {
			l.width += g.advance
			if g.text == " " {
				l.spaces++
			}
		}
		l.runs = append(l.runs, r)
	}
	return l
}

// newRun keeps the glyphs of text before end and gives each the text it stands for.
func newRun(part shaping.Output, text []rune, end int) (r run) {
	for i := 0; i < len(part.Glyphs); {
		n := max(part.Glyphs[i].GlyphsCount(), 1)
		cluster := part.Glyphs[i:min(i+n, len(part.Glyphs))]
		i += len(cluster)
		start := cluster[0].TextIndex()
		if start >= end {
			continue
		}
		texts := spread(text[start:min(start+cluster[0].RunesCount(), end)], len(cluster))
		if part.Direction == di.DirectionRTL {
			slices.Reverse(texts)
		}
		for j, g := range cluster {
			if !invisible(texts[j]) {
				r.glyphs = append(r.glyphs, glyph{id: uint16(g.GlyphID), text: texts[j], advance: units(g.Advance), dx: units(g.XOffset), dy: units(g.YOffset)})
			}
		}
	}
	return r
}

func units(v fixed.Int26_6) float64 { return float64(v) / 64 }

// spread deals the letters of a cluster out to its n glyphs, in reading order.
func spread(letters []rune, n int) []string {
	out := make([]string, n)
	first := max(len(letters)-n+1, 1)
	for i := range out {
		switch {
		case i == 0:
			out[i] = ligature(string(letters[:min(first, len(letters))]))
		case first+i-1 < len(letters):
			out[i] = string(letters[first+i-1])
		}
	}
	return out
}

// ligatures have code points of their own; readers turn several letters on one glyph around.
var ligatures = map[string]string{"لا": "\ufefb", "لآ": "\ufef5", "لأ": "\ufef7", "لإ": "\ufef9", "الله": "\ufdf2"}

func ligature(letters string) string {
	if one, ok := ligatures[letters]; ok {
		return one
	}
	return letters
}

// invisible are marks of direction: they have done their work when the line stands.
// The half-space is kept, because copied words need it.
func invisible(text string) bool {
	switch text {
	case "\u200b", "\u200e", "\u200f", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff", "\u2060", "\u061c":
		return true
	}
	return false
}
