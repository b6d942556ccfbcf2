package citizen

import (
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type signPage struct {
	web.Page
	Filing  *filing.Review
	Mine    bool // the caller's signature is still missing
	Signed  bool // all have signed
	Owner   bool
	Asked   bool // a code was sent
	Key     string
	Paid    *fee.Payment
	PayWhy  string
	Pending bool
	Credit  int64 // rials of the owner's credits that this payment takes
}

// Rest is what is left to pay at the bank.
func (p signPage) Rest() int64 { return p.Filing.Due - p.Credit }

func (d *Desk) signPage(r *http.Request, review *filing.Review) signPage {
	who := web.Who(r)
	p := signPage{
		Page: d.Site.Page(r, "sign.title"), Filing: review, Mine: unsignedBy(review.Filing, who.NationalID),
		Signed: len(review.Unsigned()) == 0, Owner: review.Owner == who.Account, Key: record.NewID(),
	}
	p.Back = "/filings/" + review.ID + "/check"
	if !p.Owner {
		p.Back = "/filings"
	}
	return p
}

func (d *Desk) reviewed(r *http.Request) (*filing.Review, error) {
	return d.Filings.Review(r.Context(), web.Who(r), r.PathValue("id"), d.Site.Locale(r))
}

// showSignature shows what will be signed in plain words, who has signed, and what is left.
func (d *Desk) showSignature(w http.ResponseWriter, r *http.Request) error {
	review, err := d.reviewed(r)
	if err != nil {
		return err
	}
	if owner := review.Owner == web.Who(r).Account; owner && review.Outdated() {
		return web.Redirect(w, r, "/filings/"+review.ID+"/version")
	} else if !review.State.Editable() || owner && (review.Err() != nil || review.Moves().Any()) {
		return web.Redirect(w, r, "/filings/"+review.ID+map[bool]string{true: "/check"}[review.State.Editable()])
	}
	p := d.signPage(r, review)
	if p.Owner && review.Due > 0 {
		credits, err := d.Filings.Credits(r.Context(), web.Who(r))
		if err != nil {
			return err
		}
		p.Credit = min(fee.Balance(credits), review.Due)
	}
	return d.Site.Render(w, r, "signature", p)
}

// askCode sends the caller a code for exactly these words.
func (d *Desk) askCode(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if err := d.Filings.AskToSign(r.Context(), web.Who(r), id); err != nil {
		return d.signAgain(w, r, err, fault.Is(err, fault.TooMany))
	}
	review, err := d.reviewed(r)
	if err != nil {
		return err
	}
	p := d.signPage(r, review)
	p.Asked = true
	return d.Site.Render(w, r, "signature", p)
}

func (d *Desk) sign(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if err := d.Filings.Sign(r.Context(), web.Who(r), id, r.PostFormValue("code")); err != nil {
		if look := toLook(id, err); look != "" {
			return web.Redirect(w, r, look)
		}
		return d.signAgain(w, r, err, true)
	}
	return web.Redirect(w, r, "/filings/"+id+"/signature")
}

// signAgain shows what was wrong with the code at its field.
func (d *Desk) signAgain(w http.ResponseWriter, r *http.Request, cause error, asked bool) error {
	if kind := fault.KindOf(cause); kind != fault.Invalid && kind != fault.TooMany && kind != fault.Conflict {
		return cause
	}
	review, err := d.reviewed(r)
	if err != nil {
		return err
	}
	p := d.signPage(r, review)
	p.Asked = asked
	p.WithError("code", cause)
	return d.Site.RenderStatus(w, r, cause, "signature", p)
}

// pay sends the filer to the bank, if her credits do not pay all.
func (d *Desk) pay(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	url, err := d.Filings.Pay(r.Context(), web.Who(r), id, d.Base+"/filings/"+id+"/payment")
	if look := toLook(id, err); look != "" {
		return web.Redirect(w, r, look)
	}
	if err != nil {
		return err
	}
	if url == "" {
		return web.Redirect(w, r, "/filings/"+id+"/payment")
	}
	http.Redirect(w, r, url, http.StatusSeeOther) //nolint:gosec // the bank's address, from its port
	return nil
}

// showPayment is where the bank leads back to. It only looks; the button below it settles.
func (d *Desk) showPayment(w http.ResponseWriter, r *http.Request) error {
	review, err := d.reviewed(r)
	if err != nil {
		return err
	}
	if !review.State.Editable() {
		return web.Redirect(w, r, "/filings/"+review.ID)
	}
	p := d.signPage(r, review)
	p.Title = p.T("pay.title")
	p.Paid, err = d.Filings.Payment(r.Context(), web.Who(r), review.ID)
	if err != nil {
		return err
	}
	if why := p.Paid.Err(); why != nil {
		p.PayWhy, p.Pending = p.Error(why), p.Paid.State == fee.Opened
	}
	p.Back = ""
	return d.Site.Render(w, r, "payment", p)
}

// submit settles what the bank took and files the paper. It may be pressed a hundred times.
func (d *Desk) submit(w http.ResponseWriter, r *http.Request) error {
	who, id := web.Who(r), r.PathValue("id")
	_, err := d.Filings.Submit(r.Context(), who, id, filing.Submission{Key: r.PostFormValue("key"), ReceivedAt: web.ReceivedAt(r)})
	if look := toLook(id, err); look != "" {
		return web.Redirect(w, r, look)
	}
	if fault.KindOf(err) == fault.Invalid {
		return web.Redirect(w, r, "/filings/"+id+"/check")
	}
	if err != nil && !isSubmitted(err) {
		return err
	}
	return web.Redirect(w, r, "/filings/"+id+"/receipt")
}

// isSubmitted says that the paper is filed already: the receipt answers best.
func isSubmitted(err error) bool {
	f, ok := fault.As(err)
	return ok && f.Code == filing.ErrSubmitted.Code
}
