package filing

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/tarazu-justice/tarazu/internal/document"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

// Papers prints filings and receipts as PDF. Courts read Persian, so the papers are Persian.
type Papers struct {
	Press    *document.Press
	Key      *seal.Key
	Messages *lang.Messages
	Base     string // address of the site, for the QR
}

func (p *Papers) t(key string, kv ...any) string {
	params := map[string]any{}
	for i := 0; i+1 < len(kv); i += 2 {
		params[kv[i].(string)] = kv[i+1]
	}
	return p.Messages.Text(lang.FA, key, params)
}

// Document prints a submitted paper from its kept content, which travels inside it, unless an
// address is to stay hidden: the paper is served on the other side, and a file in it would
// tell what its lines do not. The court reads the answers at its own desk.
func (p *Papers) Document(c *Content, f *Filing) ([]byte, error) {
	data, err := c.JSON()
	if err != nil {
		return nil, err
	}
	paper := document.Paper{
		Title: c.TitleName, Foot: c.TitleName + "، " + c.Authority.Name, QR: p.Base + "/r/" + f.Link, QRNote: p.t("paper.qr"),
		Created: f.ReceivedAt,
	}
	if !c.Hides() {
		paper.Attached = []document.Attached{{Name: "filing.json", Mime: "application/json", Data: data}}
	}
	paper.Blocks = append([]document.Block{
		document.Code{Label: p.t("track.number"), Value: f.Tracking, Groups: TrackingGroups},
		document.Pairs{Rows: [][2]string{{p.t("paper.received"), when(f.ReceivedAt)}}},
	}, blocks(c.Document)...)
	paper.Blocks = append(paper.Blocks, p.enclosed(c)...)
	paper.Blocks = append(paper.Blocks, p.signatures(c)...)
	return p.print(paper)
}

// Draft prints what a paper would say now, with the mark of a draft on every page.
func (p *Papers) Draft(r *Review) ([]byte, error) {
	return p.print(document.Paper{
		Title: r.Spec.Name(lang.FA), Foot: r.Spec.Name(lang.FA), Blocks: blocks(r.Result.Document), Created: r.SavedAt, Mark: p.t("state.draft"),
	})
}

func blocks(paras []form.Para) (list []document.Block) {
	for i, para := range paras {
		switch para.Kind {
		case "heading":
			list = append(list, document.Heading{Text: para.Text, Level: 2})
		default:
			list = append(list, document.Para{Text: para.Text, Number: para.Number, Keeps: i == len(paras)-2})
		}
	}
	return list
}

// enclosed is the manifest of documents, and the fee, as tables.
func (p *Papers) enclosed(c *Content) (list []document.Block) {
	if len(c.Attachments) > 0 {
		table := document.Table{Head: []string{p.t("paper.document"), p.t("paper.file"), p.t("paper.pages")}, Widths: []float64{3, 4, 1}}
		for _, a := range c.Attachments {
			table.Rows = append(table.Rows, []string{a.KindName, a.Name, lang.Group(int64(a.Pages))})
		}
		list = append(list, document.Heading{Text: p.t("paper.documents"), Level: 2}, table)
	}
	table := document.Table{Head: []string{p.t("check.fee_for"), p.t("question.rial")}, Widths: []float64{4, 2}}
	for _, l := range c.Fee.Lines {
		name := l.Name
		if !l.Verified {
			name += " " + p.t("check.unverified")
		}
		if l.Waived {
			name += "، " + p.t("check.fee_waived")
		}
		table.Rows = append(table.Rows, []string{name, lang.Group(l.Amount)})
	}
	table.Rows = append(table.Rows, []string{p.t("paper.total"), lang.Group(c.Fee.Total)})
	return append(list, document.Heading{Text: p.t("check.fee"), Level: 2}, table)
}

func (p *Papers) signatures(c *Content) []document.Block {
	table := document.Table{Head: []string{p.t("paper.signer"), p.t("paper.signed_at")}, Widths: []float64{3, 3}}
	for _, s := range c.Signers {
		at, err := time.Parse(time.RFC3339, s.SignedAt)
		if err != nil {
			continue
		}
		table.Rows = append(table.Rows, []string{s.Name, when(at)})
	}
	return []document.Block{document.Heading{Text: p.t("paper.signatures"), Level: 2}, table}
}

// Receipt prints a receipt on one sheet, with the sealed proof inside, and seals the PDF.
func (p *Papers) Receipt(s *Stored) ([]byte, error) {
	finding, err := seal.Verify(s.JSON, seal.Keys{Keys: []seal.Trusted{p.Key.Trust("")}}.WithDemo())
	if err != nil {
		return nil, fmt.Errorf("our own receipt does not hold: %w", err)
	}
	var r Receipt
	if err := json.Unmarshal(finding.Payload, &r); err != nil {
		return nil, err
	}
	pdf, err := p.print(p.receiptPaper(r, s))
	if err != nil {
		return nil, err
	}
	return p.Key.At(s.At).SignPDF(pdf), nil
}

func (p *Papers) receiptPaper(r Receipt, s *Stored) document.Paper {
	title := p.t("receipt.done", "family", r.FamilyName)
	rows := [][2]string{
		{p.t("receipt.when"), stamped(r.ReceivedAt)},
		{p.t("paper.what"), r.FamilyName + " «" + r.TitleName + "»"},
		{p.t("paper.filers"), join(r.Filers)},
		{p.t("title.court"), r.AuthorityName},
		{p.t("paper.documents"), lang.Group(int64(r.Files)) + "، " + p.Messages.Text(lang.FA, "attach.pages", map[string]any{"n": r.Pages})},
		{p.t("receipt.fee"), lang.Rials(r.FeePaid)},
	}
	if r.CorrectedAt != "" {
		rows = append(rows, [2]string{p.t("paper.corrected"), stamped(r.CorrectedAt)})
	}
	if r.FeeWaiver {
		rows = append(rows, [2]string{p.t("check.fee"), p.t("receipt.waiver")})
	}
	return document.Paper{
		Title: title, Foot: p.t("receipt.title"), QR: p.Base + "/r/" + r.Link, QRNote: p.t("receipt.qr_note"), Created: s.At,
		Attached: []document.Attached{{Name: "receipt.json", Mime: "application/json", Data: s.JSON}},
		Blocks: []document.Block{
			document.Code{Label: p.t("track.number"), Value: r.Tracking, Groups: TrackingGroups},
			document.Pairs{Rows: rows},
			document.Code{Label: p.t("verify.hash"), Value: r.ContentHash, Groups: []int{16, 16, 16, 16}},
			document.Heading{Text: p.t("receipt.next"), Level: 2},
			document.Para{Number: 1, Text: p.t("receipt.next_1."+r.Ends) + ". " + p.t("receipt.how_1."+r.Ends)},
			document.Para{Number: 2, Text: p.t("receipt.next_2."+r.Ends) + ". " + p.t("receipt.how_2."+r.Ends)},
			document.Para{Number: 3, Text: p.t("receipt.next_3."+r.Ends) + ". " + p.t("receipt.how_3."+r.Ends)},
			document.Para{Text: p.t("paper.offline")},
		},
	}
}

func (p *Papers) print(paper document.Paper) ([]byte, error) {
	var out bytes.Buffer
	if err := p.Press.Print(&out, paper); err != nil {
		return nil, fmt.Errorf("print %s: %w", paper.Title, err)
	}
	return out.Bytes(), nil
}

func when(t time.Time) string {
	local := t.In(lang.Tehran)
	return lang.DateAt(t).Long() + "، ساعت " + lang.PersianDigits(local.Format("15:04:05"))
}

func stamped(stamp string) string {
	t, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return stamp
	}
	return when(t)
}

func join(names []string) string {
	text := ""
	for i, name := range names {
		if i > 0 {
			text += "، "
		}
		text += name
	}
	return text
}
