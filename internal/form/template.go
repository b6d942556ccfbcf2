package form

import (
	"iter"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Blank is printed where a value is not known yet; a paper that holds it is not ready.
const Blank = "«……»"

// template is a text with its ${CEL} places, in both languages.
type template struct{ fa, en []piece }

// piece is plain text, or an expression.
type piece struct {
	text string
	expr *expr
	ltr  bool // an id or a code: printed left to right
}

func (t *template) in(loc lang.Locale) []piece {
	if loc == lang.EN && t.en != nil {
		return t.en
	}
	return t.fa
}

// exprs are the places of a text in both languages.
func (t *template) exprs() iter.Seq[*expr] {
	return func(yield func(*expr) bool) {
		if t == nil {
			return
		}
		for _, pieces := range [][]piece{t.fa, t.en} {
			for _, p := range pieces {
				if p.expr != nil && !yield(p.expr) {
					return
				}
			}
		}
	}
}

// plain says whether a text has no places to fill.
func (t *template) plain() bool {
	for range t.exprs() {
		return false
	}
	return true
}

// text compiles a text of the catalogue in both languages.
func (c *compiler) text(w Words) *template {
	if w.FA == "" && w.EN == "" {
		return nil
	}
	t := &template{fa: c.pieces(w.FA, w.At)}
	if w.EN != "" {
		t.en = c.pieces(w.EN, w.At)
	}
	return t
}

func (c *compiler) pieces(s string, at Pos) (pieces []piece) {
	for s != "" {
		before, rest, ok := strings.Cut(s, "${")
		if before != "" {
			pieces = append(pieces, piece{text: before})
		}
		if !ok {
			break
		}
		end := closing(rest)
		if end < 0 {
			c.wrong(at, "${ without } in %q", s)
			break
		}
		if p, ok := c.place(Expr{strings.TrimSpace(rest[:end]), at}); ok {
			pieces = append(pieces, p)
		}
		s = rest[end+1:]
	}
	return pieces
}

// closing finds the brace that ends an expression, quotes respected.
func closing(s string) int {
	quote := rune(0)
	for i, r := range s {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '\'' || r == '"':
			quote = r
		case r == '}':
			return i
		}
	}
	return -1
}

func (c *compiler) place(e Expr) (piece, bool) {
	if e.empty() {
		c.wrong(e.At, "${} is empty")
		return piece{}, false
	}
	x := c.checked(e)
	if x == nil {
		return piece{}, false
	}
	switch x.typ.Kind() {
	case types.BoolKind, types.ListKind, types.StructKind:
		c.wrong(e.At, "${%s} is %s and cannot be written in a text; use ?:, text.list(…) or text.person(…)", e.Src, typeName(x.typ))
		return piece{}, false
	}
	return piece{expr: x, ltr: c.coded(e.Src)}, true
}

// coded says whether the expression is a fact, or a field of a loop's item, with a format.
func (c *compiler) coded(src string) bool {
	if f, ok := c.lib.Facts[src]; ok {
		return f.Format != ""
	}
	owner, field, ok := strings.Cut(src, ".")
	if !ok {
		return false
	}
	t := c.typeOf(owner)
	if t == nil || c.lib.Records[t.TypeName()] == nil {
		return false
	}
	f, ok := c.lib.Records[t.TypeName()].Field(field)
	return ok && f.Format != ""
}

// placeSize is what a place of a text usually takes when it is filled.
const placeSize = 32

// write fills a text; blank tells that a value was not known, err that one failed.
func (l *Library) write(t *template, scope cel.Activation, loc lang.Locale) (text string, blank bool, err error) {
	if t == nil {
		return "", false, nil
	}
	pieces := t.in(loc)
	if len(pieces) == 1 && pieces[0].expr == nil {
		return pieces[0].text, false, nil
	}
	var b strings.Builder
	size := 0
	for _, p := range pieces {
		size += max(len(p.text), placeSize)
	}
	b.Grow(size)
	for _, p := range pieces {
		if p.expr == nil {
			b.WriteString(p.text)
			continue
		}
		v := p.expr.eval(scope)
		switch {
		case types.IsError(v):
			err = v.(*types.Err)
		case isUnknown(v):
			blank = true
			b.WriteString(Blank)
		default:
			b.WriteString(l.printPiece(p, v, loc))
		}
	}
	return b.String(), blank, err
}

func (l *Library) printPiece(p piece, v ref.Val, loc lang.Locale) string {
	if s, ok := v.(types.String); ok && p.ltr {
		if loc == lang.EN {
			return lang.IsolateLTR(string(s))
		}
		return lang.IsolateLTR(lang.CodeDigits(string(s)))
	}
	return l.print(v, loc)
}
