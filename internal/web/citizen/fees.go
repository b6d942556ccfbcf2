package citizen

import (
	"net/http"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type feesPage struct {
	web.Page
	Balance int64
	Credits []creditRow // newest first
	Papers  []paidPaper
}

type creditRow struct {
	fee.Credit
	Name string // of the paper that it was paid for
}

type paidPaper struct {
	*filing.Filing
	Name string
	Tag  tag
}

// fees is a person's ledger: what was paid, what was too much, what became of it.
func (d *Desk) fees(w http.ResponseWriter, r *http.Request) error {
	who := web.Who(r)
	p := feesPage{Page: d.Site.Page(r, "fees.title")}
	p.Back = "/filings"
	papers, err := d.Filings.Store.Paid(r.Context(), who.Account)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, f := range papers {
		names[f.ID] = d.name(f, p.Page)
		p.Papers = append(p.Papers, paidPaper{f, names[f.ID], tagOf(f)})
	}
	credits, err := d.Filings.Credits(r.Context(), who)
	if err != nil {
		return err
	}
	p.Balance = fee.Balance(credits)
	for _, c := range slices.Backward(credits) {
		p.Credits = append(p.Credits, creditRow{c, names[c.Filing]})
	}
	return d.Site.Render(w, r, "fees", p)
}

// takeBack asks for what remains of the caller's credits to go back to the cards.
func (d *Desk) takeBack(w http.ResponseWriter, r *http.Request) error {
	if err := d.Filings.TakeBack(r.Context(), web.Who(r)); err != nil {
		return err
	}
	return web.Redirect(w, r, "/fees")
}

type slipPage struct {
	web.Page
	*filing.Filing
	Name    string
	Payment fee.Payment
	Content *filing.Content // that it was paid for, once submitted
}

// slip is the receipt of one payment: of money, not of filing.
func (d *Desk) slip(w http.ResponseWriter, r *http.Request) error {
	who := web.Who(r)
	f, err := d.Filings.Mine(r.Context(), who, r.PathValue("id"))
	if err != nil {
		return err
	}
	p, ok := f.Ledger.ByID(r.PathValue("payment"))
	if !ok || f.Owner != who.Account || p.State == fee.Opened || p.State == fee.Declined || p.State == fee.Expired {
		return filing.ErrUnknown
	}
	page := slipPage{Page: d.Site.Page(r, "slip.title"), Filing: f, Payment: *p}
	page.Name, page.Back = d.name(f, page.Page), "/fees"
	if f.ContentNumber > 0 {
		if page.Content, err = d.Filings.Store.Content(r.Context(), f.ID, f.ContentNumber); err != nil {
			return err
		}
	}
	return d.Site.Render(w, r, "slip", page)
}
