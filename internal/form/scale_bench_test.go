package form_test

import (
	"fmt"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// thousand is a title of 1,000 facts on 250 pages, each page hanging on the one before it,
// with 250 computed facts in chains of ten and 250 checks.
func thousand(tb testing.TB) (*form.Title, form.Input) {
	tb.Helper()
	messages, err := lang.LoadMessages()
	if err != nil {
		tb.Fatal(err)
	}
	l := &form.Library{Facts: map[string]*form.Fact{}, Standings: &form.Fact{Name: "standing"}, Messages: messages, Reasons: map[string]form.Reason{"DEF-FACTS": {Code: "DEF-FACTS", MayStop: true}}}
	today, _ := lang.NewJalali(1405, 8, 10)
	in := form.Input{Answers: form.Answers{}, Today: today, Standing: "citizen"}
	spec := &form.Spec{Code: "PET-THOUSAND"}
	words := func(s string) form.Words { return form.Words{FA: s} }
	expr := func(format string, args ...any) form.Expr {
		return form.Expr{Src: fmt.Sprintf(format, args...), At: form.Pos{File: "titles/PET-THOUSAND.yaml", Line: 1}}
	}
	for i := range 250 {
		page := form.PageSpec{ID: fmt.Sprintf("p%d", i), Title: words("صفحه")}
		if i%10 != 0 {
			page.If = expr("big.f%d > 0", 4*i-1)
		}
		for j := range 4 {
			name := fmt.Sprintf("big.f%d", 4*i+j)
			l.Facts[name] = &form.Fact{Name: name, Type: form.TypeNumber, Ask: words("چند تا؟")}
			page.Ask, in.Answers[name] = append(page.Ask, form.AskSpec{Fact: name}), int64(7)
		}
		spec.Pages = append(spec.Pages, page)
		let := expr("big.f%d + big.f%d", 4*i, 4*i+1)
		if i%10 != 0 {
			let = expr("big.f%d + big.f%d + let%d", 4*i, 4*i+1, i-1)
		}
		spec.Lets = append(spec.Lets, form.LetSpec{Name: fmt.Sprintf("let%d", i), Expr: let})
		spec.Checks = append(spec.Checks, form.CheckSpec{
			ID: fmt.Sprintf("c%d", i), Reason: "DEF-FACTS", When: expr("let%d < big.f%d - big.f%d", i, 4*i+2, 4*i+3), Where: []string{fmt.Sprintf("big.f%d", 4*i)}, Say: words("نادرست است."),
		})
	}
	if wrong := l.Ready(); len(wrong) > 0 {
		tb.Fatal(wrong)
	}
	title, wrong := l.Compile(spec)
	if len(wrong) > 0 {
		tb.Fatal(wrong[:3])
	}
	return title, in
}

// BenchmarkThousand is what 1,000 facts cost: one answer, and all nodes with the paper.
func BenchmarkThousand(b *testing.B) {
	title, in := thousand(b)
	if r := run(b, title, in); len(r.Pages) != 250 || len(r.Problems) > 1 {
		b.Fatalf("%d pages, %d problems", len(r.Pages), len(r.Problems))
	}
	both(b, title, in)
}

// BenchmarkTitle is the same of the first journey of every title.
func BenchmarkTitle(b *testing.B) {
	c, err := catalog.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	for _, t := range c.Titles() {
		b.Run(t.Code, func(b *testing.B) { both(b, t, c.Journeys(t.Code)[0].Input) })
	}
}

// both measures what one answer costs (the path, what is missing and wrong) beside a review
// (court, fee and paper, too).
func both(b *testing.B, t *form.Title, in form.Input) {
	b.Helper()
	b.Run("answer", func(b *testing.B) {
		for b.Loop() {
			if _, err := t.Ask(in); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("review", func(b *testing.B) {
		for b.Loop() {
			run(b, t, in)
		}
	})
}
