package fault

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// Kind says how a fault is answered.
type Kind int

// The kinds, from the person's side of the counter.
const (
	Internal    Kind = iota // ours: apology and reference number
	Invalid                 // something typed has to be mended
	SignIn                  // sign in first
	Forbidden               // not with this standing
	NotFound                // not there, or not yours: the two look alike
	Conflict                // the thing is in another state now
	TooMany                 // slow down, with a time to come back
	TooLarge                // a file or a body over its limit
	Unavailable             // an outside service or we ourselves cannot serve now
)

// Status is the HTTP status that a kind is answered with.
func (k Kind) Status() int {
	switch k {
	case Invalid:
		return http.StatusUnprocessableEntity
	case SignIn:
		return http.StatusUnauthorized
	case Forbidden:
		return http.StatusForbidden
	case NotFound:
		return http.StatusNotFound
	case Conflict:
		return http.StatusConflict
	case TooMany:
		return http.StatusTooManyRequests
	case TooLarge:
		return http.StatusRequestEntityTooLarge
	case Unavailable:
		return http.StatusServiceUnavailable
	case Internal:
	}
	return http.StatusInternalServerError
}

// Fault is an error with a stable code. Two faults are the same when their codes are.
type Fault struct {
	Kind   Kind
	Code   string
	Params map[string]any
	cause  error
}

// New declares a fault; do it once, in a package variable named ErrX.
func New(kind Kind, code string) *Fault { return &Fault{Kind: kind, Code: code} }

// With returns a copy that carries a parameter of its sentence.
func (f *Fault) With(key string, value any) *Fault {
	g := *f
	g.Params = maps.Clone(f.Params)
	if g.Params == nil {
		g.Params = map[string]any{}
	}
	g.Params[key] = value
	return &g
}

// Because returns a copy that remembers its cause, for the log.
func (f *Fault) Because(err error) *Fault {
	g := *f
	g.cause = err
	return &g
}

// Error is for the log. Parameters are named but not printed: they may be personal.
func (f *Fault) Error() string {
	text := f.Code
	if len(f.Params) > 0 {
		text += " (" + strings.Join(slices.Sorted(maps.Keys(f.Params)), ", ") + ")"
	}
	if f.cause != nil {
		return fmt.Sprintf("%s: %v", text, f.cause)
	}
	return text
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.cause }

// Is compares codes, so that With and Because keep a fault's identity.
func (f *Fault) Is(target error) bool {
	g, ok := target.(*Fault)
	return ok && g.Code == f.Code
}

// MessageKey names the sentence that a person is shown.
func (f *Fault) MessageKey() string { return "error." + f.Code }

// As finds the fault in err.
func As(err error) (*Fault, bool) {
	var f *Fault
	ok := errors.As(err, &f)
	return f, ok
}

// Is says whether err is a fault of that kind; any other error is Internal.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// KindOf gives the kind of err; an error that is no fault, and none, is Internal.
func KindOf(err error) Kind {
	if f, ok := As(err); ok {
		return f.Kind
	}
	return Internal
}
