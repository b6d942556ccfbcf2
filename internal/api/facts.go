package api

import (
	"maps"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

type factsRequest struct {
	ID      string         `path:"id"`
	IfMatch string         `header:"If-Match" doc:"ETag of the version you saw; * for any" required:"true"`
	Facts   map[string]any `json:"facts" doc:"Answers by fact, in the types of facts_schema; null empties one"`
}

type saved struct {
	Facts    form.Answers `json:"facts" doc:"All answers of the draft now"`
	Problems []mistake    `json:"problems" doc:"What of this request could not be taken, and what the rules say of its answers"`
	Next     *string      `json:"next" doc:"The fact to ask next; null when nothing is missing"`
}

// formReason is the entry of the one list for an answer that cannot be read.
const formReason = "DEF-FACTS"

// patch keeps the answers that can be taken and tells the others at their fact.
func (a *API) patch(c *call, in factsRequest) (saved, error) {
	version, err := seen(in.IfMatch)
	if err != nil {
		return saved{}, err
	}
	f, err := a.Filings.Mine(c.ctx(), c.who, in.ID)
	if err != nil {
		return saved{}, err
	}
	title, ok := a.Catalogue.Title(f.Title)
	if !ok {
		return saved{}, filing.ErrNoTitle
	}
	edit := filing.Edit{Set: form.Answers{}, Version: version}
	wrong := []mistake{}
	for _, fact := range slices.Sorted(maps.Keys(in.Facts)) {
		v, err := title.Accept(fact, in.Facts[fact], c.today(), c.loc)
		switch {
		case err != nil:
			wrong = append(wrong, a.wrong(c, fact, err))
		case v == nil:
			edit.Unset = append(edit.Unset, fact)
		default:
			edit.Set[fact] = v
		}
	}
	if err := a.Filings.Save(c.ctx(), c.who, in.ID, edit); err != nil {
		return saved{}, err
	}
	return a.saved(c, in, wrong)
}

func (a *API) wrong(c *call, fact string, err error) mistake {
	m := mistake{Fact: fact, Reason: formReason, Message: a.Messages.Error(c.loc, err)}
	if f, ok := fault.As(err); ok {
		m.Code = f.Code
	}
	return m
}

// saved shows the draft after a change, with what the rules say of the answers just sent.
func (a *API) saved(c *call, in factsRequest, wrong []mistake) (saved, error) {
	review, err := a.Filings.Ask(c.ctx(), c.who, in.ID, c.loc)
	if err != nil {
		return saved{}, err
	}
	c.tag(review.Filing)
	for _, p := range review.Path.Problems {
		sent := slices.ContainsFunc(p.At, func(fact string) bool { _, ok := in.Facts[fact]; return ok })
		told := slices.ContainsFunc(wrong, func(m mistake) bool { return slices.Contains(p.At, m.Fact) })
		if sent && !told && !strings.HasPrefix(p.ID, "missing:") {
			wrong = append(wrong, mistakeOf(p))
		}
	}
	return saved{review.Answers, wrong, next(review)}, nil
}

// mistakeOf is a problem of the rules, at the first of its answers.
func mistakeOf(p form.Problem) mistake {
	m := mistake{Slot: p.Slot, Reason: p.Reason, Message: p.Say}
	if len(p.At) > 0 {
		m.Fact = p.At[0]
	}
	return m
}

type courtRequest struct {
	ID    string `path:"id"`
	Court string `json:"court" doc:"rule of one of the choices of the review; empty: the first"`
}

func (a *API) chooseCourt(c *call, in courtRequest) (reviewView, error) {
	if err := a.mayChoose(c, in); err != nil {
		return reviewView{}, err
	}
	if err := a.Filings.ChooseCourt(c.ctx(), c.who, in.ID, in.Court); err != nil {
		return reviewView{}, err
	}
	return a.reviewed(c, in.ID)
}

// mayChoose refuses a place that the law does not give: a page only offers those.
func (a *API) mayChoose(c *call, in courtRequest) error {
	review, err := a.Filings.Review(c.ctx(), c.who, in.ID, lang.FA)
	if err != nil || in.Court == "" {
		return err
	}
	if !slices.ContainsFunc(review.Result.Choices, func(x form.Choice) bool { return x.Rule == in.Court }) {
		return form.ErrOption
	}
	return nil
}

type warningsRequest struct {
	ID       string   `path:"id"`
	Problems []string `json:"problems" doc:"ids of the warnings that were read"`
}

func (a *API) acknowledge(c *call, in warningsRequest) (reviewView, error) {
	if err := a.Filings.Confirm(c.ctx(), c.who, in.ID, "", in.Problems); err != nil {
		return reviewView{}, err
	}
	return a.reviewed(c, in.ID)
}
