package api

import (
	"errors"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
)

// reviewView is a draft as the check page shows it.
type reviewView struct {
	Problems  []issue       `json:"problems"`
	Fee       reviewFee     `json:"fee"`
	Authority *authorityWhy `json:"authority" doc:"null while the answers do not lead to one"`
	Choices   []courtChoice `json:"choices" doc:"Where the law lets you go, the proposed place first"`
	Others    []courtChoice `json:"others" doc:"Where the rules do not lead; you may insist on one of them, knowing what that risks"`
	Signers   []signer      `json:"signers"`
	Readback  []string      `json:"readback" doc:"What will be signed, in plain words"`
	Ready     bool          `json:"ready" doc:"Nothing stands between the paper and a signature"`
}

// issue is something to mend, or to know before filing.
type issue struct {
	ID      string   `json:"id"`
	Fact    string   `json:"fact,omitempty"`
	Slot    string   `json:"slot,omitempty"`
	Reason  string   `json:"reason"`
	Message string   `json:"message"`
	Level   string   `json:"level" enum:"stop,warn"`
	Read    bool     `json:"read" doc:"A warning that you acknowledged"`
	Law     []string `json:"law"`
	Instead string   `json:"instead,omitempty" doc:"Code of the title that fits better"`
}

type reviewFee struct {
	FeeSheet
	Paid   int64 `json:"paid"`
	Due    int64 `json:"due" doc:"Still to pay"`
	Waived bool  `json:"waived" doc:"A waiver is asked for"`
}

type authorityWhy struct {
	Code string   `json:"code"`
	Name string   `json:"name"`
	Why  []string `json:"why"`
	Law  []string `json:"law"`

	Entry     string          `json:"entry" doc:"Rule of competence that decided, such as money_claim.peace"`
	Decided   []form.Deciding `json:"decided" doc:"Answers that decided, with their values"`
	Otherwise []string        `json:"otherwise" doc:"What would lead elsewhere"`
	Against   bool            `json:"against" doc:"Chosen against the rules"`
}

type courtChoice struct {
	Rule string `json:"rule" doc:"Choose it by PUT /filings/{id}/court"`
	authorityWhy
}

func (a *API) review(c *call, in filingRequest) (reviewView, error) { return a.reviewed(c, in.ID) }

func (a *API) reviewed(c *call, id string) (reviewView, error) {
	r, err := a.Filings.Review(c.ctx(), c.who, id, c.loc)
	if err != nil {
		return reviewView{}, err
	}
	c.tag(r.Filing)
	fee := r.Result.Fee
	out := reviewView{
		Problems: []issue{}, Choices: []courtChoice{}, Others: []courtChoice{}, Signers: signers(c, r.Filing), Readback: nonNil(r.Result.Readback), Ready: r.Err() == nil,
		Fee: reviewFee{FeeSheet{Items: FeeItems(fee), Total: fee.Total, Unverified: fee.Unverified}, r.Ledger.Paid(), r.Due, fee.Waived},
	}
	unread := map[string]bool{}
	for _, p := range r.Unread() {
		unread[p.ID] = true
	}
	for _, p := range r.Result.Problems {
		out.Problems = append(out.Problems, issueOf(p, !p.Stop && !unread[p.ID]))
	}
	if r.Result.Authority != nil {
		why := whyOf(*r.Result.Authority)
		out.Authority = &why
	}
	for _, choice := range r.Result.Choices {
		out.Choices = append(out.Choices, courtChoice{choice.Rule, whyOf(choice)})
	}
	for _, other := range r.Result.Venue.Others {
		out.Others = append(out.Others, courtChoice{other.Rule, whyOf(other)})
	}
	return out, nil
}

func issueOf(p form.Problem, read bool) issue {
	m := mistakeOf(p)
	i := issue{ID: p.ID, Fact: m.Fact, Slot: m.Slot, Reason: m.Reason, Message: m.Message, Level: "warn", Read: read, Law: nonNil(p.Law), Instead: p.Instead}
	if p.Stop {
		i.Level = "stop"
	}
	return i
}

func whyOf(x form.Authority) authorityWhy {
	out := authorityWhy{
		Code: x.Code, Name: x.Name, Why: []string{}, Law: append(nonNil(x.Law), x.RuleLaw...),
		Entry: x.Entry, Decided: append(append([]form.Deciding{}, x.Facts...), x.RuleFacts...), Otherwise: []string{}, Against: x.Against,
	}
	for _, otherwise := range []string{x.Otherwise, x.RuleOtherwise} {
		if otherwise != "" {
			out.Otherwise = append(out.Otherwise, otherwise)
		}
	}
	for _, why := range []string{x.Because, x.RuleBecause} {
		if why != "" {
			out.Why = append(out.Why, why)
		}
	}
	return out
}

// explain adds to a refusal what has to be mended first, piece by piece.
func (a *API) explain(c *call, id string, err error) error {
	if !errors.Is(err, filing.ErrIncomplete) && !errors.Is(err, filing.ErrUnread) {
		return err
	}
	r, again := a.Filings.Review(c.ctx(), c.who, id, c.loc)
	if again != nil {
		return again
	}
	list := []mistake{}
	for _, p := range append(r.Stops(), r.Unread()...) {
		list = append(list, mistakeOf(p))
	}
	return explained{err, list}
}
