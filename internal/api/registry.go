package api

import (
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/registry"
)

func (a *API) registryRoutes() []Route {
	return []Route{
		route("GET", "/registry/inbox", counter, "inbox", "What waits at your authority, longest first", a.inbox),
		route("GET", "/registry/filings/{id}", counter, "showAtCounter", "A filing as it was submitted", a.atCounter),
		route("GET", "/registry/filings/{id}/document.pdf", counter, "counterDocument", "The paper", a.counterDocument).giving("application/pdf"),
		route("GET", "/registry/filings/{id}/attachments/{file}", counter, "counterAttachment", "The bytes of an attachment", a.counterFile).giving("application/pdf", "image/png", "image/jpeg"),
		route("POST", "/registry/filings/{id}/claim", counter, "claim", "Put your name on it for half an hour", a.claim),
		route("POST", "/registry/filings/{id}/return", counter, "returnFiling", "Send it back with reasons pinned to answers or attachments", a.giveBack),
		route("POST", "/registry/filings/{id}/accept", counter, "accept", "Accept it: a case is opened or joined, or the declaration delivered", a.accept),
		route("POST", "/registry/filings/{id}/transfer", counter, "transfer", "Send it to the authority that is competent", a.transfer),
		route("POST", "/registry/filings/{id}/reject", counter, "reject", "End a return that was not mended in time", a.reject),
	}
}

type inboxQuery struct {
	paging
	Words   string `query:"q" doc:"Tracking number, case number or name"`
	State   string `query:"state" enum:"returned,accepted" doc:"Instead of what waits"`
	Service string `query:"service" doc:"Code of a title"`
}

type inboxRow struct {
	filingRow
	From    string `json:"from" doc:"Who filed it"`
	Claimed string `json:"claimed,omitempty" enum:"you,other"`
}

type inboxList struct {
	Filings []inboxRow `json:"filings"`
	Waiting int        `json:"waiting" doc:"All that wait"`
	Next    *string    `json:"next" doc:"cursor of the next piece; null at the end"`
}

func (a *API) inbox(c *call, in inboxQuery) (inboxList, error) {
	after, limit, err := in.read()
	if err != nil {
		return inboxList{}, err
	}
	q := registry.Query{Text: in.Words, Title: in.Service, State: filing.State(in.State), After: after, Limit: limit + 1}
	switch q.State {
	case "", filing.Returned, filing.Accepted:
	default:
		return inboxList{}, errParameter.With("key", "state")
	}
	list, err := a.Registry.Inbox(c.ctx(), c.who, q)
	if err != nil {
		return inboxList{}, err
	}
	list, next := cut(list, limit, func(f *filing.Filing) time.Time { return f.ReceivedAt })
	out := inboxList{Filings: []inboxRow{}, Next: next}
	for _, f := range list {
		out.Filings = append(out.Filings, a.inboxRow(c, f))
	}
	out.Waiting, err = a.Registry.Waiting(c.ctx(), c.who)
	return out, err
}

func (a *API) inboxRow(c *call, f *filing.Filing) inboxRow {
	row := inboxRow{filingRow: a.row(c, f), From: f.OwnerName}
	switch f.ClaimedBy {
	case "":
	case c.who.Account:
		row.Claimed = "you"
	default:
		row.Claimed = "other"
	}
	return row
}

type counterView struct {
	inboxRow
	Facts       form.Answers `json:"facts"`
	Changed     []string     `json:"changed" doc:"Facts that differ from the version before the return"`
	Attachments []enclosed   `json:"attachments"`
	Signers     []counterSig `json:"signers"`
	Fee         FeeSheet     `json:"fee"`
	Document    []string     `json:"document" doc:"The paper, paragraph by paragraph"`
	Remarks     []remark     `json:"remarks" doc:"Open remarks"`
	Content     int          `json:"content" doc:"Which version of the content this is"`
	Ends        string       `json:"ends" enum:"opens,joins,delivers" doc:"What acceptance will mean"`
}

type enclosed struct {
	attachment
	KindName string `json:"kind_name"`
	Present  bool   `json:"present" doc:"Its bytes are there, whole"`
}

type counterSig struct {
	Name       string `json:"name"`
	NationalID string `json:"national_id"`
	SignedAt   string `json:"signed_at" format:"date-time"`
}

func (a *API) atCounter(c *call, in filingRequest) (counterView, error) {
	p, err := a.Registry.Open(c.ctx(), c.who, in.ID)
	if err != nil {
		return counterView{}, err
	}
	content := p.Content
	out := counterView{
		inboxRow: a.inboxRow(c, p.Filing), Facts: content.Answers, Changed: changed(p), Attachments: []enclosed{}, Signers: []counterSig{}, Document: []string{},
		Fee:     FeeSheet{Items: FeeItems(form.Fee{Lines: content.Fee.Lines}), Total: content.Fee.Total, Unverified: content.Fee.Unverified},
		Remarks: remarks(p.OpenRemarks()), Content: content.Number, Ends: content.Ends,
	}
	missing := map[string]bool{}
	for _, m := range p.Missing {
		missing[m.ID] = true
	}
	for _, e := range content.Attachments {
		out.Attachments = append(out.Attachments, enclosed{attachment{e.ID, e.Slot, e.Name, e.Hash, e.Mime, e.Size, e.Pages}, e.KindName, !missing[e.ID]})
	}
	for _, s := range content.Signers {
		out.Signers = append(out.Signers, counterSig{s.Name, s.NationalID, s.SignedAt})
	}
	for _, para := range content.Document {
		out.Document = append(out.Document, para.Text)
	}
	return out, nil
}

// changed lists the facts that a correction changed, those taken back too.
func changed(p *registry.Paper) []string {
	list := []string{}
	if p.Previous == nil {
		return list
	}
	facts := map[string]bool{}
	for fact := range p.Previous.Answers {
		facts[fact] = true
	}
	for fact := range p.Content.Answers {
		facts[fact] = true
	}
	for _, fact := range sorted(facts) {
		if filing.Token(p.Previous.Answers, []string{fact}) != filing.Token(p.Content.Answers, []string{fact}) {
			list = append(list, fact)
		}
	}
	return list
}
