// Package public is what everybody may see without signing in: where a filing stands, by
// its number or the code of its receipt; whether a receipt is genuine; help; whether the
// service is up.
package public

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"time"

	"github.com/tarazu-justice/tarazu/internal/access"
	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/web"
)

//go:embed pages
var pages embed.FS

// Pages are the desk's templates.
func Pages() fs.FS { return pages }

// Faults of tracking and verifying.
var (
	errTracking = fault.New(fault.NotFound, "public.tracking_unknown") // wrong number or wrong digits: never which
	errLast4    = fault.New(fault.Invalid, "public.last4")
	errFile     = fault.New(fault.Invalid, "public.file")
)

// Filings finds a filing for tracking.
type Filings interface {
	ByTracking(ctx context.Context, number string) (*filing.Filing, error)
	ByLink(ctx context.Context, link string) (*filing.Filing, error)
}

// Limiter holds guessing back: it fails when an address asked too often.
type Limiter interface {
	Allow(ctx context.Context, what, key string) error
}

// Desk is the public desk.
type Desk struct {
	Site    *web.Site
	Filings Filings
	Limiter Limiter
	Keys    seal.Keys
	Ready   func(ctx context.Context) error
}

// Routes lists the doors of the desk.
func (d *Desk) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Pattern: "/track", Right: access.Anyone, Handler: d.askTrack},
		{Method: "POST", Pattern: "/track", Right: access.Anyone, Handler: d.track},
		{Method: "GET", Pattern: "/r/{link}", Right: access.Anyone, Handler: d.link},
		{Method: "GET", Pattern: "/verify", Right: access.Anyone, Handler: d.askVerify},
		{Method: "POST", Pattern: "/verify", Right: access.Anyone, Handler: d.verify},
		{Method: "GET", Pattern: "/verify/keys.json", Right: access.Anyone, Handler: d.keys},
		{Method: "GET", Pattern: "/help", Right: access.Anyone, Handler: d.help},
		{Method: "GET", Pattern: "/status", Right: access.Anyone, Handler: d.status},
		{Method: "POST", Pattern: "/language", Right: access.Anyone, Handler: d.language},
		{Method: "GET", Pattern: "/healthz", Right: access.Anyone, Handler: d.healthz},
		{Method: "GET", Pattern: "/readyz", Right: access.Anyone, Handler: d.readyz},
	}
}

type trackPage struct {
	web.Page
	Number, Last4 string
	Asks          bool // the number is known; the last digits are still asked
	Found         *filing.Filing
	State, Next   string
}

func (d *Desk) askTrack(w http.ResponseWriter, r *http.Request) error {
	p := trackPage{Page: d.Site.Page(r, "track.title")}
	p.Back = "/"
	return d.Site.Render(w, r, "track", p)
}

// track shows the state only, to whoever knows the number and the last four digits of a
// filer's national id. A wrong number and wrong digits get the same answer.
func (d *Desk) track(w http.ResponseWriter, r *http.Request) error {
	p := trackPage{Page: d.Site.Page(r, "track.title"), Number: r.PostFormValue("number"), Last4: r.PostFormValue("id4")}
	p.Back = "/"
	number, err := filing.ParseTracking(p.Number)
	last4 := lang.CleanCode(p.Last4)
	switch {
	case err != nil:
		p.WithError("number", err)
	case last4 == "" && !r.PostForm.Has("id4"): // came from the home page's short form
		p.Asks = true
		return d.Site.Render(w, r, "track", p)
	case len(last4) != 4:
		err = errLast4
		p.WithError("id4", err)
	default:
		p.Found, err = d.lookUp(r, number, last4)
		if err != nil {
			p.WithError("number", err)
		}
	}
	if err != nil {
		if kind := fault.KindOf(err); kind == fault.Internal {
			return err
		}
		return d.Site.RenderStatus(w, r, err, "track", p)
	}
	p.state()
	return d.Site.Render(w, r, "track", p)
}

func (d *Desk) lookUp(r *http.Request, number, last4 string) (*filing.Filing, error) {
	if err := d.limit(r, number); err != nil {
		return nil, err
	}
	f, err := d.Filings.ByTracking(r.Context(), number)
	if errors.Is(err, filing.ErrUnknown) {
		return nil, errTracking
	}
	if err != nil {
		return nil, err
	}
	for _, s := range f.Signers {
		if len(s.NationalID) == 10 && s.NationalID[6:] == last4 {
			return f, nil
		}
	}
	return nil, errTracking
}

// limit holds guesses back, by address and by number.
func (d *Desk) limit(r *http.Request, number string) error {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	if err := d.Limiter.Allow(r.Context(), "track.address", host); err != nil {
		return err
	}
	return d.Limiter.Allow(r.Context(), "track.number", number)
}

func (p *trackPage) state() {
	p.State, p.Next = p.T("state."+string(p.Found.State)), p.T("next."+string(p.Found.State))
}

// link answers the 128-bit code of a receipt: the state and the fingerprint, no names.
func (d *Desk) link(w http.ResponseWriter, r *http.Request) error {
	f, err := d.Filings.ByLink(r.Context(), r.PathValue("link"))
	if err != nil {
		return err
	}
	p := trackPage{Page: d.Site.Page(r, "track.title"), Found: f}
	p.Back = "/"
	p.state()
	return d.Site.Render(w, r, "track", p)
}

type verifyPage struct {
	web.Page
	Checked bool
	Good    bool
	Finding seal.Finding
	Receipt filing.Receipt
}

func (d *Desk) askVerify(w http.ResponseWriter, r *http.Request) error {
	p := verifyPage{Page: d.Site.Page(r, "verify.title")}
	p.Back = "/"
	return d.Site.Render(w, r, "verify", p)
}

// maxVerify bounds the file that is checked; receipts are some kilobytes.
const maxVerify = 5 << 20

func (d *Desk) verify(w http.ResponseWriter, r *http.Request) error {
	p := verifyPage{Page: d.Site.Page(r, "verify.title"), Checked: true}
	p.Back = "/verify"
	data, err := readUpload(w, r)
	if err == nil {
		p.Finding, err = seal.Verify(data, d.Keys)
	}
	if err == nil {
		p.Receipt, err = filing.ReceiptIn(p.Finding)
	}
	if err != nil {
		if fault.KindOf(err) == fault.Internal {
			err = errFile.Because(err)
		}
		p.WithError("file", err)
		return d.Site.RenderStatus(w, r, err, "verify", p)
	}
	p.Good = true
	return d.Site.Render(w, r, "verify", p)
}

func readUpload(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxVerify)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, errFile.Because(err)
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return nil, errFile.Because(err)
		}
		if part.FormName() == "file" {
			data, err := io.ReadAll(part)
			if err != nil || len(data) == 0 {
				return nil, errFile.Because(err)
			}
			return data, nil
		}
	}
}

func (d *Desk) keys(w http.ResponseWriter, _ *http.Request) error {
	data, err := json.Marshal(d.Keys)
	if err != nil {
		return err
	}
	return web.ServeOwn(w, "tarazu-keys.json", "application/json", data)
}

type plainPage struct {
	web.Page
	Up bool
	At time.Time
}

func (d *Desk) help(w http.ResponseWriter, r *http.Request) error {
	p := plainPage{Page: d.Site.Page(r, "help.title")}
	p.Back = "/"
	return d.Site.Render(w, r, "help", p)
}

func (d *Desk) status(w http.ResponseWriter, r *http.Request) error {
	p := plainPage{Page: d.Site.Page(r, "status.title"), Up: d.Ready(r.Context()) == nil, At: d.Site.Now()}
	p.Back = "/"
	return d.Site.Render(w, r, "status", p)
}

// language keeps the reader's choice on this device for a year.
func (d *Desk) language(w http.ResponseWriter, r *http.Request) error {
	d.Site.SetCookie(w, "lang", string(lang.ParseLocale(r.PostFormValue("lang"))), 365*24*time.Hour)
	return web.Redirect(w, r, web.Local(r.PostFormValue("back")))
}

// healthz says that the process lives; readyz that it can serve.
func (d *Desk) healthz(w http.ResponseWriter, _ *http.Request) error {
	return plain(w, http.StatusOK, "ok\n")
}

func (d *Desk) readyz(w http.ResponseWriter, r *http.Request) error {
	if d.Ready(r.Context()) != nil {
		return plain(w, http.StatusServiceUnavailable, "not ready\n")
	}
	return plain(w, http.StatusOK, "ready\n")
}

func plain(w http.ResponseWriter, status int, text string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, err := io.WriteString(w, text)
	return err
}
