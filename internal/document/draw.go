package document

import (
	"bytes"
	"fmt"
	"math"
)

// The face's colours (internal/web/face/tokens.css), as PDF operands.
const (
	ink     = "0.078 0.145 0.165"
	soft    = "0.271 0.337 0.361"
	hair    = "0.851 0.839 0.800"
	sunk    = "0.957 0.953 0.937"
	deep    = "0.027 0.243 0.271"
	saffron = "1 0.749 0.235"
	pale    = "0.930 0.930 0.915"
)

// style is how a text looks. Size and leading are in points.
type style struct {
	bold          bool
	size, leading float64
	colour        string
}

func (s style) face() int {
	if s.bold {
		return 1
	}
	return 0
}

// canvas is the content of one page: y counts up from its lower edge, in points.
type canvas struct {
	bytes.Buffer
	fonts [2]*subset
}

func (c *canvas) op(format string, args ...any) { fmt.Fprintf(c, format+"\n", args...) }

func (c *canvas) rect(colour string, x, y, w, h float64) { //nolint:unparam // a rectangle says where it lies
	c.op("%s rg %s %s %s %s re f", colour, num(x), num(y), num(w), num(h))
}

func (c *canvas) rhombus(colour string, x, y, r float64) {
	c.op("%s rg %s %s m %s %s l %s %s l %s %s l f", colour, num(x-r), num(y), num(x), num(y+r), num(x+r), num(y), num(x), num(y-r))
}

// line draws l with its left edge at x. Extra points are added to every space.
func (c *canvas) line(l line, st style, x, y, extra float64) {
	c.op("BT %s rg /F%d %s Tf", st.colour, st.face(), num(st.size))
	pen := pen{canvas: c, font: c.fonts[st.face()], size: st.size, x: x, y: y, extra: extra / st.size * em}
	for _, r := range l.runs {
		pen.run(r)
	}
	c.op("ET")
}

// pen draws runs one after the other; at counts thousandths of the size from x.
type pen struct {
	*canvas
	font              *subset
	size, x, y, extra float64
	at                float64
}

func (p *pen) run(r run) {
	if len(r.glyphs) == 0 {
		return
	}
	p.op("1 0 0 1 %s %s Tm", num(p.x+p.at*p.size/em), num(p.y))
	p.WriteByte('[')
	drawn, rise := p.at, 0.0
	for _, g := range r.glyphs {
		if g.dy != rise {
			rise = g.dy
			p.op("]TJ %s Ts", num(rise*p.size/em))
			p.WriteByte('[')
		}
		if shift := math.Round((drawn - p.at - g.dx) * 10); shift != 0 {
			p.WriteString(num(shift / 10))
			drawn -= shift / 10
		}
		cid := p.font.cid(g)
		fmt.Fprintf(p, "<%04X>", cid)
		drawn += p.font.chars[cid].width
		p.at += g.advance
		if g.text == " " {
			p.at += p.extra
		}
	}
	p.op("]TJ")
	if rise != 0 {
		p.op("0 Ts")
	}
}
