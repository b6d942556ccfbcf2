package api

import (
	"slices"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
)

// filingView is one filing, whole.
type filingView struct {
	filingRow
	Version     int64        `json:"version" doc:"Of this draft; the ETag names it"`
	Facts       form.Answers `json:"facts"`
	Next        *string      `json:"next" doc:"The fact to ask next; null when nothing is missing"`
	Editable    []string     `json:"editable,omitempty" doc:"In a returned filing: the facts that may be changed"`
	Attachments []attachment `json:"attachments"`
	Signers     []signer     `json:"signers"`
	Remarks     []remark     `json:"remarks" doc:"The court's open remarks"`
	History     []happening  `json:"history" doc:"Oldest first"`
}

type attachment struct {
	ID     string `json:"id"`
	Slot   string `json:"slot"`
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Mime   string `json:"mime"`
	Size   int64  `json:"size"`
	Pages  int    `json:"pages"`
}

func attachmentOf(a filing.Attachment) attachment {
	return attachment{a.ID, a.Slot, a.Name, a.Hash, a.Mime, a.Size, a.Pages}
}

type signer struct {
	Name     string `json:"name"`
	You      bool   `json:"you"`
	SignedAt string `json:"signed_at,omitempty" format:"date-time" doc:"Missing: not yet"`
}

func signers(c *call, f *filing.Filing) []signer {
	list := []signer{}
	for _, s := range f.Signers {
		list = append(list, signer{s.Name, s.NationalID == c.who.NationalID, stamp(s.SignedAt)})
	}
	return list
}

type remark struct {
	Fact   string `json:"fact,omitempty"`
	Slot   string `json:"slot,omitempty"`
	Reason string `json:"reason" doc:"See /reasons"`
	Text   string `json:"text"`
}

func remarks(list []filing.Remark) []remark {
	out := []remark{}
	for _, r := range list {
		out = append(out, remark{r.Fact, r.Slot, r.Reason, r.Text})
	}
	return out
}

type happening struct {
	Kind string `json:"kind"`
	At   string `json:"at" format:"date-time"`
}

// view reads a filing whole, tags the answer with its version and shows it.
func (a *API) view(c *call, id string) (filingView, error) {
	review, err := a.Filings.Ask(c.ctx(), c.who, id, c.loc)
	if err != nil {
		return filingView{}, err
	}
	f := review.Filing
	c.tag(f)
	out := filingView{
		filingRow: a.row(c, f), Version: f.Version, Facts: f.Answers, Next: next(review), Editable: a.Filings.Curable(f),
		Attachments: []attachment{}, Signers: signers(c, f), Remarks: remarks(f.OpenRemarks()), History: []happening{},
	}
	for _, at := range f.Attachments {
		out.Attachments = append(out.Attachments, attachmentOf(at))
	}
	events, err := a.Filings.Store.History(c.ctx(), id)
	for _, e := range events {
		if a.Messages.Has("event." + e.Kind) { // saves and views are no news
			out.History = append(out.History, happening{e.Kind, stamp(e.At)})
		}
	}
	return out, err
}

// next is the first fact that is missing and may be answered now.
func next(r *filing.Asked) *string {
	if !r.State.Editable() {
		return nil
	}
	for _, page := range r.Path.Pages {
		for _, q := range page.Questions {
			if slices.Contains(r.Path.Missing, q.Fact) {
				return &q.Fact
			}
		}
	}
	return nil
}
