package api

import (
	"maps"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/filing"
)

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

func (a *API) counterDocument(c *call, in filingRequest) (file, error) {
	p, err := a.Registry.Open(c.ctx(), c.who, in.ID)
	if err != nil {
		return file{}, err
	}
	pdf, err := a.Papers.Document(p.Content, p.Filing)
	return file{name: "tarazu-" + p.Filing.Title + ".pdf", kind: "application/pdf", data: pdf}, err
}

func (a *API) counterFile(c *call, in fileRequest) (file, error) {
	e, body, err := a.Registry.File(c.ctx(), c.who, in.ID, in.File)
	return file{name: e.Name, kind: e.Mime, body: body}, err
}

func (a *API) claim(c *call, in filingRequest) (counterView, error) {
	if err := a.Registry.Claim(c.ctx(), c.who, in.ID); err != nil {
		return counterView{}, err
	}
	return a.atCounter(c, in)
}

type returnRequest struct {
	ID      string        `path:"id"`
	Remarks []remarkGiven `json:"remarks"`
	Seen    int           `json:"seen,omitempty" doc:"Number of the content that was looked at; another one is answered registry.old_view"`
}

type remarkGiven struct {
	Fact   string `json:"fact,omitempty" doc:"The answer it is pinned to, or"`
	Slot   string `json:"slot,omitempty" doc:"the attachment"`
	Reason string `json:"reason" doc:"Code of the one list, see /reasons"`
	Text   string `json:"text" doc:"A sentence that the filer can act on"`
}

type stateNow struct {
	State  string `json:"state"`
	CureBy string `json:"cure_by,omitempty" format:"date" doc:"Last day to mend"`
}

func (a *API) giveBack(c *call, in returnRequest) (stateNow, error) {
	list := []filing.Remark{}
	for _, r := range in.Remarks {
		list = append(list, filing.Remark{Fact: r.Fact, Slot: r.Slot, Reason: r.Reason, Text: r.Text})
	}
	if err := a.Registry.Return(c.ctx(), c.who, in.ID, in.Seen, list); err != nil {
		return stateNow{}, err
	}
	p, err := a.Registry.Open(c.ctx(), c.who, in.ID)
	if err != nil {
		return stateNow{}, err
	}
	return stateNow{string(p.State), p.CureBy.ISO()}, nil
}

type acceptRequest struct {
	ID     string `path:"id"`
	Branch string `json:"branch,omitempty" doc:"Number or name of the branch; only where acceptance opens a case"`
	Seen   int    `json:"seen,omitempty" doc:"Number of the content that was looked at; another one is answered registry.old_view"`
}

type accepted struct {
	Case   string `json:"case_number" doc:"Of the case that was opened or joined; empty for a declaration, which has none"`
	Branch string `json:"branch"`
	Ends   string `json:"ends" enum:"opens,joins,delivers" doc:"What acceptance meant for its family"`
}

func (a *API) accept(c *call, in acceptRequest) (accepted, error) {
	number, err := a.Registry.Accept(c.ctx(), c.who, in.ID, in.Seen, in.Branch)
	if err != nil {
		return accepted{}, err
	}
	p, err := a.Registry.Open(c.ctx(), c.who, in.ID)
	if err != nil {
		return accepted{}, err
	}
	return accepted{number, p.Branch, p.Content.Ends}, nil
}

type transferRequest struct {
	ID        string `path:"id"`
	Authority string `json:"authority" doc:"Code, see /authorities"`
	Reason    string `json:"reason" doc:"Why that one is competent"`
}

func (a *API) transfer(c *call, in transferRequest) (stateNow, error) {
	err := a.Registry.Transfer(c.ctx(), c.who, in.ID, in.Authority, in.Reason)
	return stateNow{State: string(filing.Transferred)}, err
}

func (a *API) reject(c *call, in filingRequest) (stateNow, error) {
	err := a.Registry.Reject(c.ctx(), c.who, in.ID)
	return stateNow{State: string(filing.Rejected)}, err
}
