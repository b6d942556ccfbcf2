package api

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

func (a *API) submitRoutes() []Route {
	return []Route{
		route("POST", "/filings/{id}/signature", writes, "askToSign", "Ask for the code that signs exactly these words", a.askToSign).with(http.StatusAccepted),
		route("PUT", "/filings/{id}/signature", writes, "sign", "Sign with the code", a.sign),
		route("POST", "/filings/{id}/payment", writes, "pay", "Open a payment of what is due; send the payer to its address", a.pay).with(http.StatusCreated),
		route("GET", "/filings/{id}/payment", reads, "showPayment", "How the latest payment stands at the bank", a.payment),
		route("POST", "/filings/{id}/submit", writes, "submit", "File the paper. The same key again gives the same receipt, byte for byte", a.submit),
	}
}

func (a *API) askToSign(c *call, in filingRequest) (codeSent, error) {
	if err := a.Filings.AskToSign(c.ctx(), c.who, in.ID); err != nil {
		return codeSent{}, a.explain(c, in.ID, err)
	}
	return a.codeSent(c)
}

type signRequest struct {
	ID   string `path:"id"`
	Code string `json:"code" doc:"Six digits"`
}

type signed struct {
	Signers []signer `json:"signers"`
	Missing int      `json:"missing" doc:"How many have still to sign"`
}

func (a *API) sign(c *call, in signRequest) (signed, error) {
	if err := a.Filings.Sign(c.ctx(), c.who, in.ID, in.Code); err != nil {
		return signed{}, err
	}
	f, err := a.Filings.Mine(c.ctx(), c.who, in.ID)
	if err != nil {
		return signed{}, err
	}
	c.tag(f)
	return signed{signers(c, f), len(f.Unsigned())}, nil
}

type payRequest struct {
	ID  string `path:"id"`
	Key string `header:"Idempotency-Key" doc:"The same key again: the same answer"`
}

type payment struct {
	State     string `json:"state" enum:"opened,paid,declined,expired,refunded,mistaken"`
	Amount    int64  `json:"amount" doc:"Rials"`
	URL       string `json:"payment_url" doc:"Where the payer pays"`
	Reference string `json:"reference,omitempty" doc:"The bank's number of the transaction"`
}

func (a *API) paymentOf(p *fee.Payment) payment {
	out := payment{State: string(p.State), Amount: p.Amount, URL: p.PayURL, Reference: p.Reference}
	if strings.HasPrefix(out.URL, "/") { // a gateway of our own, as in the demonstration
		out.URL = a.Base + out.URL
	}
	return out
}

func (a *API) pay(c *call, in payRequest) (payment, error) {
	return once(a, c, in.Key, func() string { return "" }, func() (payment, error) {
		if _, err := a.Filings.Pay(c.ctx(), c.who, in.ID, a.Base+"/filings/"+in.ID+"/payment"); err != nil {
			return payment{}, a.explain(c, in.ID, err)
		}
		f, err := a.Filings.Mine(c.ctx(), c.who, in.ID)
		if err != nil {
			return payment{}, err
		}
		if open, ok := f.Ledger.Open(); ok {
			return a.paymentOf(open), nil
		}
		return a.payment(c, filingRequest{in.ID}) // settled meanwhile
	})
}

func (a *API) payment(c *call, in filingRequest) (payment, error) {
	p, err := a.Filings.Payment(c.ctx(), c.who, in.ID)
	if err != nil {
		return payment{}, err
	}
	return a.paymentOf(p), nil
}

type submitRequest struct {
	ID  string `path:"id"`
	Key string `header:"Idempotency-Key" doc:"Yours, new for each paper, such as a UUID" required:"true"`
}

type submitted struct {
	Tracking   string          `json:"tracking_number"`
	ReceivedAt string          `json:"received_at" format:"date-time" doc:"The legal instant; a correction keeps the first"`
	Receipt    json.RawMessage `json:"receipt" doc:"Sealed; byte for byte what /receipt.json gives"`
}

func (a *API) submit(c *call, in submitRequest) (submitted, error) {
	switch {
	case in.Key == "":
		return submitted{}, errNoKey
	case !keyShape.MatchString(in.Key):
		return submitted{}, errKeyShape
	}
	stored, err := a.Filings.Submit(c.ctx(), c.who, in.ID, filing.Submission{Key: in.Key, ReceivedAt: c.at})
	if err != nil {
		return submitted{}, a.explain(c, in.ID, err)
	}
	finding, err := seal.Verify(stored.JSON, a.Keys)
	if err != nil {
		return submitted{}, err
	}
	r, err := filing.ReceiptIn(finding)
	return submitted{r.Tracking, r.ReceivedAt, stored.JSON}, err
}
