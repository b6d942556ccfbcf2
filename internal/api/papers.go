package api

import "github.com/tarazu-justice/tarazu/internal/filing"

// document is the paper: as submitted, or with the draft's mark.
func (a *API) document(c *call, in filingRequest) (file, error) {
	review, err := a.Filings.Review(c.ctx(), c.who, in.ID, c.loc)
	if err != nil {
		return file{}, err
	}
	out := file{name: "tarazu-" + review.Title + ".pdf", kind: "application/pdf"}
	if review.ContentNumber == 0 || review.State.Editable() {
		out.data, err = a.Papers.Draft(review)
		return out, err
	}
	content, err := a.Filings.Store.Content(c.ctx(), review.ID, review.ContentNumber)
	if err != nil {
		return file{}, err
	}
	out.data, err = a.Papers.Document(content, review.Filing)
	return out, err
}

// receipt is the sealed receipt of the latest submission; a draft has none.
func (a *API) receipt(c *call, id string) (*filing.Stored, error) {
	f, err := a.Filings.Mine(c.ctx(), c.who, id)
	if err != nil {
		return nil, err
	}
	if f.ContentNumber == 0 {
		return nil, filing.ErrUnknown
	}
	return a.Filings.Receipt(c.ctx(), c.who, id)
}

func (a *API) receiptJSON(c *call, in filingRequest) (file, error) {
	stored, err := a.receipt(c, in.ID)
	if err != nil {
		return file{}, err
	}
	return file{name: "tarazu-receipt.json", kind: "application/json", data: stored.JSON}, nil
}

func (a *API) receiptPDF(c *call, in filingRequest) (file, error) {
	stored, err := a.receipt(c, in.ID)
	if err != nil {
		return file{}, err
	}
	pdf, err := a.Papers.Receipt(stored)
	return file{name: "tarazu-receipt.pdf", kind: "application/pdf", data: pdf}, err
}
