package filing

import (
	"context"
	"fmt"
	"time"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// ReceiptKind names the payload in a sealed receipt.
const ReceiptKind = "tarazu.receipt.v1"

// Receipt proves that a filing was taken: what, when, by whom, for whom.
type Receipt struct {
	Tracking      string   `json:"tracking"`
	Link          string   `json:"link"`
	Filing        string   `json:"filing"`
	Title         string   `json:"title"`
	TitleVersion  int      `json:"title_version"`
	TitleName     string   `json:"title_name"`
	FamilyName    string   `json:"family_name"`
	Ends          string   `json:"ends"` // what acceptance will mean: opens, joins or delivers
	Filers        []string `json:"filers"`
	FiledBy       string   `json:"filed_by"`
	Standing      string   `json:"standing"`
	Authority     string   `json:"authority"`
	AuthorityName string   `json:"authority_name"`
	ReceivedAt    string   `json:"received_at"` // RFC 3339, the legal instant
	CorrectedAt   string   `json:"corrected_at,omitempty"`
	ContentNumber int      `json:"content_number"`
	ContentHash   string   `json:"content_sha256"`
	Files         int      `json:"files"`
	Pages         int      `json:"pages"`
	FeeTotal      int64    `json:"fee_total_rials"`
	FeePaid       int64    `json:"fee_paid_rials"`
	FeeWaiver     bool     `json:"fee_waiver_asked"`
}

// Stamp prints an instant for receipts: RFC 3339 in Tehran's time, to the millisecond.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(lang.Tehran).Format("2006-01-02T15:04:05.000Z07:00")
}

func receiptFor(f *Filing, c *Content, at time.Time) (Receipt, error) {
	hash, err := c.Hash()
	if err != nil {
		return Receipt{}, fmt.Errorf("hash the content: %w", err)
	}
	r := Receipt{
		Tracking: f.Tracking, Link: f.Link, Filing: f.ID, Title: c.Title, TitleVersion: c.TitleVersion, TitleName: c.TitleName,
		FamilyName: c.FamilyName, Ends: c.Ends, FiledBy: f.OwnerName, Standing: c.Standing, Authority: c.Authority.Code, AuthorityName: c.Authority.Name,
		ReceivedAt: Stamp(at), ContentNumber: c.Number, ContentHash: hash, Files: len(c.Attachments), FeeTotal: c.Fee.Total, FeePaid: c.Fee.Paid, FeeWaiver: c.Fee.Waived,
	}
	if !f.ReceivedAt.IsZero() { // a correction keeps the first instant
		r.ReceivedAt, r.CorrectedAt = Stamp(f.ReceivedAt), Stamp(at)
	}
	for _, s := range c.Signers {
		r.Filers = append(r.Filers, s.Name)
	}
	for _, a := range c.Attachments {
		r.Pages += a.Pages
	}
	return r, nil
}

// Receipt gives the sealed receipt of the latest submission, byte for byte as first given.
func (d *Desk) Receipt(ctx context.Context, who identity.Who, id string) (*Stored, error) {
	if _, err := d.Mine(ctx, who, id); err != nil {
		return nil, err
	}
	return d.Store.Receipt(ctx, id)
}
