package api

import (
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// problem is the answer to what could not be done, as RFC 9457 has it.
type problem struct {
	Type      string    `json:"type" doc:"Page that lists the codes"`
	Title     string    `json:"title" doc:"The kind of problem, in the asked language"`
	Status    int       `json:"status"`
	Detail    string    `json:"detail" doc:"What is wrong and how to mend it, in the asked language"`
	Code      string    `json:"code" doc:"Stable code; never reused"`
	Reference string    `json:"reference,omitempty" doc:"Finds the event in our log; only where the fault is ours"`
	Errors    []mistake `json:"errors,omitempty" doc:"What has to be mended, piece by piece"`
}

// mistake is one thing to mend.
type mistake struct {
	Fact    string `json:"fact,omitempty" doc:"The answer it is about"`
	Slot    string `json:"slot,omitempty" doc:"The place for an attachment it is about"`
	Pointer string `json:"pointer,omitempty" doc:"Place in the request's JSON (RFC 6901)"`
	Reason  string `json:"reason,omitempty" doc:"Code of the one list of reasons, see /reasons"`
	Code    string `json:"code,omitempty" doc:"Stable code of the fault"`
	Message string `json:"message"`
}

// explained is a fault together with the pieces that have to be mended.
type explained struct {
	error
	mistakes []mistake
}

func (e explained) Unwrap() error { return e.error }

// kinds name the titles of problems; the sentences are those of the error page.
var kinds = map[fault.Kind]string{
	fault.Internal: "internal", fault.Invalid: "invalid", fault.SignIn: "sign_in", fault.Forbidden: "forbidden", fault.NotFound: "not_found",
	fault.Conflict: "conflict", fault.TooMany: "too_many", fault.TooLarge: "too_large", fault.Unavailable: "unavailable",
}

// fail is the one place where an error becomes an answer.
func (a *API) fail(c *call, err error) {
	kind, code := fault.KindOf(err), "internal"
	if f, ok := fault.As(err); ok {
		code = f.Code
	}
	p := problem{
		Type: Root + "/#" + code, Title: a.Messages.Text(c.loc, "site.error."+kinds[kind], nil), Status: statusOf(err),
		Detail: a.Messages.Error(c.loc, err), Code: code,
	}
	if list := (explained{}); errors.As(err, &list) {
		for _, m := range list.mistakes {
			if m.Message == "" {
				m.Message = p.Detail
			}
			p.Errors = append(p.Errors, m)
		}
	}
	if kind == fault.Internal || kind == fault.Unavailable {
		p.Reference = c.id
		a.Log.LogAttrs(c.r.Context(), slog.LevelError, "API request failed",
			slog.String("request", c.id), slog.String("method", c.r.Method), slog.String("pattern", c.r.Pattern), slog.Any("error", err))
	}
	hints(c.w.Header(), err, p.Status)
	_ = writeJSON(c.w, p.Status, "application/problem+json", p) // a problem is made of text and numbers
}

// hints are the headers that tell a program what to do next.
func hints(h http.Header, err error, status int) {
	f, _ := fault.As(err)
	switch status {
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="tarazu"`)
	case http.StatusForbidden:
		if scope, ok := param(f, "scope").(string); ok {
			h.Set("WWW-Authenticate", `Bearer realm="tarazu", error="insufficient_scope", scope="`+scope+`"`)
		}
	case http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusConflict:
		if wait := waiting(f, status); wait > 0 {
			h.Set("Retry-After", strconv.FormatInt(wait, 10))
		}
	}
}

// waiting is after how many seconds another try makes sense; 0 is unknown.
func waiting(f *fault.Fault, status int) int64 {
	if n := whole(param(f, "seconds")); n > 0 {
		return n
	}
	if n := whole(param(f, "minutes")); n > 0 {
		return n * 60
	}
	if status == http.StatusConflict {
		return 0
	}
	return 5
}

func param(f *fault.Fault, name string) any {
	if f == nil {
		return nil
	}
	return f.Params[name]
}

func whole(v any) int64 {
	switch n := v.(type) {
	case int:
		return int64(n)
	case int64:
		return n
	}
	return 0
}
