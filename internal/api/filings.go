package api

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
)

func (a *API) filingRoutes() []Route {
	return []Route{
		route("GET", "/filings", reads, "listFilings", "What you drafted, filed or have to sign; newest begun first", a.listFilings),
		route("POST", "/filings", writes, "beginFiling", "Open a draft; what your account knows is answered already", a.beginFiling).with(http.StatusCreated, "ETag", "Location"),
		route("GET", "/filings/{id}", reads, "showFiling", "One filing, with its answers and its way so far", a.showFiling).with(http.StatusOK, "ETag"),
		route("PATCH", "/filings/{id}", writes, "answer", "Set and empty answers. What cannot be taken is told at its fact; the others are kept", a.patch).with(http.StatusOK, "ETag"),
		route("DELETE", "/filings/{id}", writes, "discardFiling", "Throw a draft away; what was paid for it goes back", a.discard),
		upload("PUT", "/filings/{id}/attachments/{slot}", writes, "attach", "Send a file: as the body, or as the part file of a multipart form", a.attach).with(http.StatusOK, "ETag"),
		route("GET", "/filings/{id}/attachments/{file}", reads, "showAttachment", "The bytes of an attachment", a.attachment).giving("application/pdf", "image/png", "image/jpeg"),
		route("DELETE", "/filings/{id}/attachments/{file}", writes, "detach", "Take an attachment out again", a.detach),
		route("GET", "/filings/{id}/review", reads, "review", "What the rules say of it today: problems, fee, authority", a.review).with(http.StatusOK, "ETag"),
		route("PUT", "/filings/{id}/warnings", writes, "acknowledge", "Say that warnings, court and fee of the review were read; you go on knowingly", a.acknowledge).with(http.StatusOK, "ETag"),
		route("PUT", "/filings/{id}/court", writes, "chooseCourt", "Choose among the places that the law gives", a.chooseCourt).with(http.StatusOK, "ETag"),
		route("GET", "/filings/{id}/document.pdf", reads, "documentPDF", "The paper: as submitted, or with the draft's mark", a.document).giving("application/pdf"),
		route("GET", "/filings/{id}/receipt.pdf", reads, "receiptPDF", "The sealed receipt on a sheet", a.receiptPDF).giving("application/pdf"),
		route("GET", "/filings/{id}/receipt.json", reads, "receiptJSON", "The sealed receipt, byte for byte as first given", a.receiptJSON).giving("application/json"),
		route("POST", "/filings/{id}/withdraw", writes, "withdrawFiling", "Take a filing back before the court accepted it", a.withdraw),
	}
}

// filingRow is a filing in a list.
type filingRow struct {
	ID         string `json:"id"`
	Service    string `json:"service"`
	Title      string `json:"title"`
	Family     string `json:"family"`
	State      string `json:"state" enum:"draft,discarded,submitted,returned,transferred,accepted,rejected,withdrawn"`
	Standing   string `json:"standing" doc:"Capacity in which it is filed"`
	Owner      bool   `json:"owner" doc:"You began it; else you have to sign it"`
	Tracking   string `json:"tracking_number,omitempty"`
	Case       string `json:"case_number,omitempty"`
	Branch     string `json:"branch,omitempty"`
	Authority  *Named `json:"authority,omitempty" doc:"Where it is, once submitted"`
	CreatedAt  string `json:"created_at" format:"date-time"`
	SavedAt    string `json:"saved_at" format:"date-time"`
	ReceivedAt string `json:"received_at,omitempty" format:"date-time" doc:"The legal instant"`
	CureBy     string `json:"cure_by,omitempty" format:"date" doc:"Last day to mend a return"`
}

func (a *API) row(c *call, f *filing.Filing) filingRow {
	row := filingRow{
		ID: f.ID, Service: f.Title, Title: f.Title, Family: f.Family, State: string(f.State), Standing: f.Standing, Owner: f.Owner == c.who.Account,
		Tracking: f.Tracking, Case: f.Case, Branch: f.Branch, CreatedAt: stamp(f.CreatedAt), SavedAt: stamp(f.SavedAt), ReceivedAt: stamp(f.ReceivedAt),
	}
	if t, ok := a.Catalogue.Title(f.Title); ok {
		row.Title = t.Name(c.loc)
	}
	if f.Authority != "" {
		row.Authority = &Named{f.Authority, f.AuthorityName}
	}
	if f.State == filing.Returned && !f.CureBy.IsZero() {
		row.CureBy = f.CureBy.ISO()
	}
	return row
}

type filingList struct {
	Filings []filingRow `json:"filings"`
	Next    *string     `json:"next" doc:"cursor of the next piece; null at the end"`
}

func (a *API) listFilings(c *call, in paging) (filingList, error) {
	after, limit, err := in.read()
	if err != nil {
		return filingList{}, err
	}
	list, err := a.Filings.Page(c.ctx(), c.who, after, limit+1)
	list, next := cut(list, limit, func(f *filing.Filing) time.Time { return f.CreatedAt })
	out := filingList{Filings: []filingRow{}, Next: next}
	for _, f := range list {
		out.Filings = append(out.Filings, a.row(c, f))
	}
	return out, err
}

type beginRequest struct {
	Service string `json:"service" doc:"Code of a title"`
}

func (a *API) beginFiling(c *call, in beginRequest) (filingView, error) {
	known, err := a.Profiles.Known(c.ctx(), c.who)
	if err != nil {
		return filingView{}, err
	}
	f, err := a.Filings.Begin(c.ctx(), c.who, in.Service, known, filing.Heard{})
	if err != nil {
		return filingView{}, err
	}
	c.w.Header().Set("Location", Root+"/filings/"+f.ID)
	return a.view(c, f.ID)
}

type filingRequest struct {
	ID string `path:"id"`
}

func (a *API) showFiling(c *call, in filingRequest) (filingView, error) { return a.view(c, in.ID) }

func (a *API) discard(c *call, in filingRequest) (none, error) {
	return none{}, a.Filings.Discard(c.ctx(), c.who, in.ID)
}

func (a *API) withdraw(c *call, in filingRequest) (none, error) {
	return none{}, a.Filings.Withdraw(c.ctx(), c.who, in.ID)
}

// tag names the version of a filing that an answer shows.
func (c *call) tag(f *filing.Filing) {
	c.w.Header().Set("ETag", `"`+strconv.FormatInt(f.Version, 10)+`"`)
}

// seen reads the version that a change was made from. A change without one could undo what
// another tab or program wrote; * says that this is meant.
func seen(header string) (int64, error) {
	switch header {
	case "":
		return 0, errIfMatch
	case "*":
		return 0, nil
	}
	text, ok := strings.CutPrefix(header, `"`)
	text, closed := strings.CutSuffix(text, `"`)
	version, err := strconv.ParseInt(text, 10, 64)
	if !ok || !closed || err != nil || version < 1 {
		return 0, errETag
	}
	return version, nil
}
