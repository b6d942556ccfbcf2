package filing

import (
	"encoding/json"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

// Content is what was submitted, whole: the answers and what the rules of that day made of
// them. It is kept for every version and never evaluated again.
type Content struct {
	Filing       string       `json:"filing"`
	Number       int          `json:"number"`
	Title        string       `json:"title"`
	TitleVersion int          `json:"title_version"`
	TitleName    string       `json:"title_name"`
	FamilyName   string       `json:"family_name"`
	Ends         string       `json:"ends"` // what acceptance means for this family: opens, joins or delivers
	Standing     string       `json:"standing"`
	Channel      string       `json:"channel"`
	Answers      form.Answers `json:"answers"`
	Attachments  []Enclosed   `json:"attachments"`
	Signers      []Signature  `json:"signers"`
	Authority    Place        `json:"authority"`
	Claim        *int64       `json:"claim"`
	Fee          Fee          `json:"fee"`
	Document     []form.Para  `json:"document"`
	Readback     []string     `json:"readback"`
	Warnings     []PassedBy   `json:"warnings"`
	Help         []Helped     `json:"help,omitempty"` // of a language model, where the filer asked for it
	Day          string       `json:"day"`

	canonical []byte // of JSON
}

// Enclosed is an attachment as the manifest of a submission lists it.
type Enclosed struct {
	ID       string `json:"id"`
	Slot     string `json:"slot"`
	KindName string `json:"kind_name"`
	Name     string `json:"name"`
	Hash     string `json:"hash"`
	Mime     string `json:"mime"`
	Size     int64  `json:"size"`
	Pages    int    `json:"pages"`
}

// Signature is who signed these words, and when.
type Signature struct {
	NationalID string `json:"national_id"`
	Name       string `json:"name"`
	SignedAt   string `json:"signed_at"`
}

// Place is the authority and the reasons that led there: the rule, the facts that decided,
// and what the rules had proposed, which a filer may pass by knowingly.
type Place struct {
	Code     string          `json:"code"`
	Name     string          `json:"name"`
	Because  string          `json:"because"`
	Rule     string          `json:"rule"`
	Law      []string        `json:"law"`
	Entry    string          `json:"entry,omitempty"`
	Facts    []form.Deciding `json:"facts,omitempty"`
	Proposed *Proposal       `json:"proposed,omitempty"`
	Against  bool            `json:"against,omitempty"` // chosen against the rules
}

// Proposal is where the rules would have sent it.
type Proposal struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	Because string `json:"because"`
	Entry   string `json:"entry"`
	Rule    string `json:"rule"`
}

// Fee is what the submission cost and how it was settled, in rials.
type Fee struct {
	Lines      []form.FeeLine `json:"lines"`
	Total      int64          `json:"total"`
	Paid       int64          `json:"paid"`
	References []string       `json:"references"`
	Waived     bool           `json:"waived"`
	Unverified bool           `json:"unverified"`
}

// PassedBy is a warning that the filer read and passed knowingly.
type PassedBy struct {
	Problem string `json:"problem"`
	Reason  string `json:"reason"`
}

// Opens says whether acceptance opens a case of its own.
func (c *Content) Opens() bool { return c.Ends == "opens" }

// Hides says whether the filer asked that the other side does not learn an address.
func (c *Content) Hides() bool { return c.Answers["safety.hide"] == true }

// Hash is the SHA-256 of the content's canonical JSON, hex.
func (c *Content) Hash() (string, error) {
	b, err := c.JSON()
	return seal.Hash(b), err
}

// JSON is the content as it is attached to its PDF and hashed: canonical, byte for byte. It
// is made once: what is kept is what was hashed, and the writer of the store does not make
// it again. A content does not change after it was hashed.
func (c *Content) JSON() (b []byte, err error) {
	if c.canonical == nil {
		c.canonical, err = seal.Canonical(c)
	}
	return c.canonical, err
}

// content fixes what the review says now as version number of the filing's content.
func (d *Desk) content(r *Review) *Content {
	f := r.Filing
	c := &Content{
		Filing: f.ID, Number: f.ContentNumber + 1, Title: f.Title, TitleVersion: f.TitleVersion,
		TitleName: r.Spec.Name(lang.FA), FamilyName: r.Spec.FamilyName(lang.FA), Ends: r.Spec.Spec().Ends, Standing: f.Standing, Channel: f.Channel,
		Answers: f.Answers, Claim: claimOf(r), Document: r.Result.Document, Readback: r.Result.Readback,
		Authority: d.placeOf(r), Fee: feeOf(r), Day: lang.DateAt(d.Now()).ISO(),
	}
	for _, a := range f.Attachments {
		c.Attachments = append(c.Attachments, Enclosed{a.ID, a.Slot, slotName(r.Result.Slots, a.Slot), a.Name, a.Hash, a.Mime, a.Size, a.Pages})
	}
	for _, s := range f.Signers {
		c.Signers = append(c.Signers, Signature{s.NationalID, s.Name, Stamp(s.SignedAt)})
	}
	for _, h := range f.Heard.Help {
		c.Help = append(c.Help, h.seal())
	}
	for _, p := range r.Warnings() {
		c.Warnings = append(c.Warnings, PassedBy{p.ID, p.Reason})
	}
	return c
}

// placeOf keeps the first authority on a correction: a return never un-files, nor moves.
func (d *Desk) placeOf(r *Review) Place {
	a := r.Result.Authority
	p := Place{Code: a.Code, Name: a.Name, Because: a.Because, Rule: a.Rule, Law: a.Law, Entry: a.Entry, Facts: a.Decided(), Against: a.Against}
	if first := r.Result.Venue.Proposed(); first != nil {
		p.Proposed = &Proposal{Code: first.Code, Name: first.Name, Because: first.Because, Entry: first.Entry, Rule: first.Rule}
	}
	if r.State == Returned {
		p.Code, p.Name, p.Against = r.Authority, r.AuthorityName, a.Against && a.Code == r.Authority
	}
	return p
}

// feeOf tells what stays paid: what is too much becomes a credit as the paper is filed.
func feeOf(r *Review) Fee {
	kept := slices.Clone(r.Ledger)
	kept.Release(r.Result.Fee.Total)
	fee := Fee{Lines: r.Result.Fee.Lines, Total: r.Result.Fee.Total, Paid: kept.Paid(), Waived: r.Result.Fee.Waived, Unverified: r.Result.Fee.Unverified, References: []string{}}
	for _, p := range r.Ledger {
		if p.State == "paid" && !p.FromCredit() {
			fee.References = append(fee.References, p.Reference)
		}
	}
	return fee
}

func slotName(slots []form.Slot, id string) string {
	for _, s := range slots {
		if s.ID == id {
			return s.Name
		}
	}
	return id
}

func claimOf(r *Review) *int64 {
	if !r.Result.Claim.Known {
		return nil
	}
	return &r.Result.Claim.Value
}

// DecodeContent reads a kept content back; answers get their canonical types again.
func DecodeContent(data []byte) (*Content, error) {
	var c Content
	raw := struct {
		*plainContent
		Answers json.RawMessage `json:"answers"`
	}{plainContent: (*plainContent)(&c)}
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, err
	}
	var err error
	c.Answers, err = form.DecodeAnswers(raw.Answers)
	return &c, err
}

type plainContent Content
