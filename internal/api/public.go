package api

import (
	"errors"
	"io"
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

func (a *API) publicRoutes() []Route {
	return []Route{
		route("GET", "/track/{number}", anyone, "track", "Where a filing stands, for whoever knows its number and a filer", a.track),
		route("GET", "/track/links/{link}", anyone, "trackLink", "Where a filing stands, by the code in its receipt's QR", a.trackLink),
		upload("POST", "/verify", anyone, "verify", "Whether a receipt, PDF or JSON, is genuine and untouched", a.verify),
		route("GET", "/verify/keys", anyone, "keys", "The public keys that count", a.keys),
		route("GET", "/openapi.json", anyone, "openapi", "This description", a.openapi).giving("application/json"),
		route("GET", "/{$}", anyone, "docs", "This description, for people", a.docs).giving("text/html"),
	}
}

type trackRequest struct {
	Number string `path:"number" doc:"Fourteen digits; spaces and dashes do not matter"`
	Last4  string `query:"id4" doc:"Last four digits of a filer's national id" required:"true"`
}

// tracked is the state only: no names and no contents.
type tracked struct {
	State      string `json:"state"`
	Says       string `json:"says" doc:"The state, in words"`
	Next       string `json:"next" doc:"What comes next, in words"`
	Authority  string `json:"authority"`
	ReceivedAt string `json:"received_at" format:"date-time"`
}

func (a *API) tracked(c *call, f *filing.Filing) tracked {
	return tracked{
		State: string(f.State), Says: a.Messages.Text(c.loc, "state."+string(f.State), nil), Next: a.Messages.Text(c.loc, "next."+string(f.State), nil),
		Authority: f.AuthorityName, ReceivedAt: stamp(f.ReceivedAt),
	}
}

// track gives a wrong number and wrong digits the same answer, and holds guesses back
// together with the pages.
func (a *API) track(c *call, in trackRequest) (tracked, error) {
	number, err := filing.ParseTracking(in.Number)
	if err != nil {
		return tracked{}, err
	}
	last4 := lang.CleanCode(in.Last4)
	if len(last4) != 4 {
		return tracked{}, errLast4
	}
	if err := a.Guesses.Allow(c.ctx(), "track.address", c.client()); err != nil {
		return tracked{}, err
	}
	if err := a.Guesses.Allow(c.ctx(), "track.number", number); err != nil {
		return tracked{}, err
	}
	f, err := a.Filings.Store.ByTracking(c.ctx(), number)
	if errors.Is(err, filing.ErrUnknown) {
		return tracked{}, errTracking
	}
	if err != nil {
		return tracked{}, err
	}
	for _, s := range f.Signers {
		if len(s.NationalID) == 10 && s.NationalID[6:] == last4 {
			return a.tracked(c, f), nil
		}
	}
	return tracked{}, errTracking
}

type linkRequest struct {
	Link string `path:"link"`
}

func (a *API) trackLink(c *call, in linkRequest) (tracked, error) {
	f, err := a.Filings.Store.ByLink(c.ctx(), in.Link)
	if err != nil {
		return tracked{}, err
	}
	return a.tracked(c, f), nil
}

// maxProof bounds the file that is checked; receipts are some kilobytes.
const maxProof = 5 << 20

type verified struct {
	Genuine bool           `json:"genuine"`
	Demo    bool           `json:"demo" doc:"Of a demonstration, without legal effect"`
	Key     string         `json:"key" doc:"Which key sealed it"`
	Receipt filing.Receipt `json:"receipt"`
}

func (a *API) verify(c *call, _ none) (verified, error) {
	data, err := io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, maxProof))
	if err != nil {
		return verified{}, broken(err)
	}
	finding, err := seal.Verify(data, a.Keys)
	if err != nil {
		return verified{}, untrusted(err)
	}
	receipt, err := filing.ReceiptIn(finding)
	return verified{err == nil, finding.Demo, finding.KeyID, receipt}, err
}

func untrusted(err error) error {
	if fault.KindOf(err) == fault.Internal {
		return errProof.Because(err)
	}
	return err
}

type keyList struct {
	Keys []seal.Trusted `json:"keys"`
}

func (a *API) keys(*call, none) (keyList, error) { return keyList{nonNil(a.Keys.Keys)}, nil }
