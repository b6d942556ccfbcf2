package catalog

import (
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// runJourney runs a journey, compares what came of it with what was expected, and names
// the branches that it went through.
func runJourney(t *tally, title *form.Title, j Journey) (reached []string) {
	r, reached, err := title.Trace(j.Input)
	if err != nil {
		t.wrong(j.At, "journey %s: %v", j.ID, err)
		return nil
	}
	e := expectation{t, j, r}
	e.list("path", func() (got []string) {
		for _, p := range r.Pages {
			got = append(got, p.ID)
		}
		return got
	})
	e.problems()
	e.missing()
	e.list("courts", func() (got []string) {
		for _, c := range r.Choices {
			got = append(got, c.Rule+"="+c.Code)
		}
		return got
	})
	e.authority()
	if v := j.expect.get("fee"); v.there() {
		if want, _ := v.number(); want != r.Fee.Total {
			e.fail(v, "fee should be %d, but is %d", want, r.Fee.Total)
		}
	}
	paper := strings.Join(printed(r.Document), "\n")
	e.sentences("document", paper, true)
	e.sentences("not_in_document", paper, false)
	e.sentences("readback", plainText(strings.Join(r.Readback, "\n")), true)
	return reached
}

type expectation struct {
	t *tally
	j Journey
	r *form.Result
}

func (e expectation) fail(v node, format string, args ...any) {
	e.t.wrong(v.at(), "journey %s: "+format, append([]any{e.j.ID}, args...)...)
}

func (e expectation) list(key string, got func() []string) {
	if v := e.j.expect.get(key); v.there() && !slices.Equal(v.texts(), got()) {
		e.fail(v, "%s should be %v, but is %v", key, v.texts(), got())
	}
}

// problems compares the rules that fired; what is missing has its own key.
func (e expectation) problems() {
	v := e.j.expect.get("problems")
	if !v.there() {
		return
	}
	var got []string
	for _, p := range e.r.Problems {
		if !strings.HasPrefix(p.ID, "missing:") {
			got = append(got, p.ID)
		}
	}
	want := v.texts()
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		e.fail(v, "problems should be %v, but are %v", want, got)
	}
}

func (e expectation) missing() {
	if v := e.j.expect.get("missing"); v.there() && !slices.Equal(slices.Sorted(slices.Values(v.texts())), slices.Sorted(slices.Values(e.r.Missing))) {
		e.fail(v, "missing should be %v, but is %v", v.texts(), e.r.Missing)
	}
}

func (e expectation) authority() {
	got := form.Authority{}
	if e.r.Authority != nil {
		got = *e.r.Authority
	}
	if v := e.j.expect.get("authority"); v.there() && v.text() != got.Code && v.text() != plainText(got.Name) {
		e.fail(v, "authority should be %s, but is %s", v.text(), got.Code+" "+got.Name)
	}
	if v := e.j.expect.get("because"); v.there() && v.text() != plainText(got.Because) {
		e.fail(v, "the reason should be %q, but is %q", v.text(), plainText(got.Because))
	}
}

func (e expectation) sentences(key, paper string, wanted bool) {
	for _, v := range e.j.expect.get(key).items() {
		switch found := strings.Contains(paper, v.text()); {
		case wanted && !found:
			e.fail(v, "%q is not in the %s:\n%s", v.text(), key, paper)
		case !wanted && found:
			e.fail(v, "%q should not be in the document", v.text())
		}
	}
}

// printed is the paper as lines of text, numbers in front.
func printed(paras []form.Para) (lines []string) {
	for _, p := range paras {
		text := plainText(p.Text)
		if p.Kind == "numbered" {
			text = lang.PersianDigits(itoa(p.Number)) + ". " + text
		}
		lines = append(lines, text)
	}
	return lines
}
