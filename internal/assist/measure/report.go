package measure

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/assist"
)

// Answer is what an assistant made of a story: titles, the best first, with the confidence
// in the first; or nothing, because the story is no matter of courts or too vague.
type Answer struct {
	Codes      []string
	Confidence float64  // 0 to 1
	Refused    bool     // no matter of courts
	Vague      bool     // a question instead of titles
	Asked      []string // titles after a question was answered rightly; nil: none was asked
}

// Report is what came of all cases.
type Report struct {
	all      tally
	families map[string]*tally
	slices   map[string]*tally
	refusals refusals
	bins     [10]bin
	family   func(code string) string
}

// tally counts cases with a title.
type tally struct{ n, first, three, family, asked int }

// refusals count what was held for no matter of courts.
type refusals struct{ due, rightly, wrongly, inScope, vague, asked int }

type bin struct {
	n, right int
	said     float64
}

// Run answers all cases. family gives the family of a title.
func Run(cases []Case, family func(code string) string, answer func(Case) Answer) *Report {
	r := &Report{families: map[string]*tally{}, slices: map[string]*tally{}, family: family}
	for _, c := range cases {
		r.add(c, answer(c))
	}
	return r
}

func (r *Report) add(c Case, a Answer) {
	r.refusals.add(c, a)
	if !c.InScope() {
		return
	}
	r.all.add(c, a, r.family)
	of(r.families, r.family(c.Codes[0])).add(c, a, r.family)
	for _, s := range c.Slice {
		of(r.slices, s).add(c, a, r.family)
	}
	if len(a.Codes) > 0 && !a.Refused {
		b := &r.bins[min(int(a.Confidence*10), 9)]
		b.n, b.said = b.n+1, b.said+a.Confidence
		if c.right(a.Codes[:1]) {
			b.right++
		}
	}
}

func of(m map[string]*tally, key string) *tally {
	if m[key] == nil {
		m[key] = &tally{}
	}
	return m[key]
}

func (t *tally) add(c Case, a Answer, family func(string) string) {
	t.n++
	if a.Refused || a.Vague {
		a.Codes = nil
	}
	first := a.Codes[:min(1, len(a.Codes))]
	t.first += one(c.right(first))
	t.three += one(c.right(a.Codes[:min(3, len(a.Codes))]))
	t.family += one(len(first) > 0 && slices.ContainsFunc(c.Codes, func(code string) bool { return family(code) == family(first[0]) }))
	if a.Asked == nil {
		a.Asked = first
	}
	t.asked += one(c.right(a.Asked[:min(1, len(a.Asked))]))
}

func (r *refusals) add(c Case, a Answer) {
	switch c.Codes[0] {
	case assist.OutOfScope:
		r.due++
		r.rightly += one(a.Refused || len(a.Codes) == 0 && !a.Vague)
	case assist.Clarify:
		r.vague++
		r.asked += one(a.Vague || a.Refused || len(a.Codes) == 0)
	default:
		r.inScope++
		r.wrongly += one(a.Refused || len(a.Codes) == 0 && !a.Vague)
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// First is the share of the cases with a title whose first answer is right.
func (r *Report) First() float64 { return share(r.all.first, r.all.n) }

// Three is the share of them with a right answer among the first three.
func (r *Report) Three() float64 { return share(r.all.three, r.all.n) }

// Family is the share of them whose first answer is of the right family.
func (r *Report) Family() float64 { return share(r.all.family, r.all.n) }

// Asked is the share that is right after at most one question, answered truly.
func (r *Report) Asked() float64 { return share(r.all.asked, r.all.n) }

// Refused is the share of what is no matter of courts that was refused.
func (r *Report) Refused() float64 { return share(r.refusals.rightly, r.refusals.due) }

// Wrongly is the share of the cases with a title that was refused.
func (r *Report) Wrongly() float64 { return share(r.refusals.wrongly, r.refusals.inScope) }

// Calibration is the expected calibration error: how far the confidence in the first title
// is from the share that is right, in ten bins.
func (r *Report) Calibration() float64 {
	off, all := 0.0, 0
	for _, b := range r.bins {
		off += math.Abs(b.said - float64(b.right))
		all += b.n
	}
	if all == 0 {
		return 0
	}
	return off / float64(all)
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// Print writes the report for a person. Intervals are Wilson's, 95 %.
func (r *Report) Print(w io.Writer) {
	line := func(name string, n, of int) {
		low, high := wilson(n, of)
		_, _ = fmt.Fprintf(w, "%-28s %.3f  [%.3f, %.3f]  %d of %d\n", name, share(n, of), low, high, n, of)
	}
	line("first", r.all.first, r.all.n)
	line("among the first three", r.all.three, r.all.n)
	line("first after one question", r.all.asked, r.all.n)
	line("family of the first", r.all.family, r.all.n)
	line("out of scope, refused", r.refusals.rightly, r.refusals.due)
	line("in scope, refused", r.refusals.wrongly, r.refusals.inScope)
	line("refusals that were right", r.refusals.rightly, r.refusals.rightly+r.refusals.wrongly)
	line("vague, asked back", r.refusals.asked, r.refusals.vague)
	_, _ = fmt.Fprintf(w, "%-28s %.3f\n", "calibration error", r.Calibration())
	for i, b := range r.bins {
		if b.n > 0 {
			_, _ = fmt.Fprintf(w, "  said %.1f to %.1f           %.3f said, %.3f right, %d\n", float64(i)/10, float64(i+1)/10, b.said/float64(b.n), share(b.right, b.n), b.n)
		}
	}
	table(w, "family", r.families)
	table(w, "slice", r.slices)
}

func table(w io.Writer, name string, rows map[string]*tally) {
	_, _ = fmt.Fprintf(w, "\n%-16s %5s  %-6s %-6s %-6s\n", name, "cases", "first", "three", "asked")
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		t := rows[key]
		_, _ = fmt.Fprintf(w, "%-16s %5d  %.3f  %.3f  %.3f\n", key, t.n, share(t.first, t.n), share(t.three, t.n), share(t.asked, t.n))
	}
}

// wilson is the score interval of a share, 95 %.
func wilson(n, of int) (low, high float64) {
	if of == 0 {
		return 0, 1
	}
	const z = 1.959964
	p, m := share(n, of), float64(of)
	centre := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m)) / (1 + z*z/m)
	return max(0, centre-half), min(1, centre+half)
}
