package citizen

import (
	"net/http"

	"rsc.io/qr"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type receiptPage struct {
	web.Page
	*filing.Filing
	Name    string
	Content *filing.Content
	QR      qrCode
	Steps   []nextStep
}

// nextStep is one of the three things that happen after filing.
type nextStep struct{ What, How string }

func nextSteps(p web.Page, ends string) []nextStep {
	return []nextStep{
		{p.T("receipt.next_1." + ends), p.T("receipt.how_1." + ends)},
		{p.T("receipt.next_2." + ends), p.T("receipt.how_2." + ends)},
		{p.T("receipt.next_3." + ends), p.T("receipt.how_3." + ends)},
	}
}

func (d *Desk) receipt(w http.ResponseWriter, r *http.Request) error {
	f, err := d.Filings.Mine(r.Context(), web.Who(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	if f.ContentNumber == 0 {
		return web.Redirect(w, r, "/filings/"+f.ID)
	}
	p := receiptPage{Page: d.Site.Page(r, "receipt.title"), Filing: f}
	p.Name = d.name(f, p.Page)
	if p.Content, err = d.Filings.Store.Content(r.Context(), f.ID, f.ContentNumber); err != nil {
		return err
	}
	p.Steps = nextSteps(p.Page, p.Content.Ends)
	if p.QR, err = newQR(d.Base + "/r/" + f.Link); err != nil {
		return err
	}
	return d.Site.Render(w, r, "receipt", p)
}

// qrCode is a QR as one path of an inline picture.
type qrCode struct {
	Size int
	Path string
}

func newQR(text string) (qrCode, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return qrCode{}, err
	}
	return qrCode{code.Size, web.QRPath(code.Size, code.Black)}, nil
}

func (d *Desk) receiptJSON(w http.ResponseWriter, r *http.Request) error {
	stored, err := d.Filings.Receipt(r.Context(), web.Who(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	return web.ServeOwn(w, "tarazu-receipt.json", "application/json", stored.JSON)
}

func (d *Desk) receiptPDF(w http.ResponseWriter, r *http.Request) error {
	f, err := d.Filings.Mine(r.Context(), web.Who(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	stored, err := d.Filings.Store.Receipt(r.Context(), f.ID)
	if err != nil {
		return err
	}
	pdf, err := d.Papers.Receipt(stored)
	if err != nil {
		return err
	}
	return web.ServeOwn(w, "tarazu-receipt.pdf", "application/pdf", pdf)
}

// documentPDF is the paper: as submitted, or with the draft's mark.
func (d *Desk) documentPDF(w http.ResponseWriter, r *http.Request) error {
	review, err := d.reviewed(r)
	if err != nil {
		return err
	}
	var pdf []byte
	if review.ContentNumber > 0 && !review.State.Editable() {
		content, err := d.Filings.Store.Content(r.Context(), review.ID, review.ContentNumber)
		if err != nil {
			return err
		}
		pdf, err = d.Papers.Document(content, review.Filing)
		if err != nil {
			return err
		}
	} else if pdf, err = d.Papers.Draft(review); err != nil {
		return err
	}
	return web.ServeOwn(w, "tarazu-"+review.Title+".pdf", "application/pdf", pdf)
}

type withdrawPage struct {
	web.Page
	*filing.Filing
	Name string
	Paid int64 // rials that a draft's thrower may keep as a credit
}

// askWithdraw is the one interruption before a grave act.
func (d *Desk) askWithdraw(w http.ResponseWriter, r *http.Request) error {
	f, err := d.Filings.Mine(r.Context(), web.Who(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	p := withdrawPage{Page: d.Site.Page(r, "withdraw.title"), Filing: f}
	if f.State == filing.Draft {
		p.Page.Title = p.T("discard.title")
	}
	p.Name, p.Back = d.name(f, p.Page), "/filings/"+f.ID
	if f.State == filing.Draft {
		p.Paid = f.Ledger.Paid()
	}
	return d.Site.Render(w, r, "withdraw", p)
}

func (d *Desk) withdraw(w http.ResponseWriter, r *http.Request) error {
	who, id := web.Who(r), r.PathValue("id")
	f, err := d.Filings.Mine(r.Context(), who, id)
	if err != nil {
		return err
	}
	if f.State == filing.Draft {
		discard, next := d.Filings.Discard, "/filings"
		if r.PostFormValue("money") == "keep" {
			discard, next = d.Filings.DiscardKeeping, "/fees"
		}
		if err := discard(r.Context(), who, id); err != nil {
			return err
		}
		return web.Redirect(w, r, next)
	}
	if err := d.Filings.Withdraw(r.Context(), who, id); err != nil {
		return err
	}
	return web.Redirect(w, r, "/filings/"+id)
}
