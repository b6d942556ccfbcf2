package api

import (
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/filing"
)

// Faults of a request itself.
var (
	errMedia        = fault.New(fault.Invalid, "api.media_type")
	errJSON         = fault.New(fault.Invalid, "api.json")          // no JSON text, or more than one
	errUTF8         = fault.New(fault.Invalid, "api.utf8")          // bytes that are no letters
	errDeep         = fault.New(fault.Invalid, "api.deep")          // nested without end
	errUnknownKey   = fault.New(fault.Invalid, "api.unknown_key")   // key
	errDuplicateKey = fault.New(fault.Invalid, "api.duplicate_key") // key
	errMissingKey   = fault.New(fault.Invalid, "api.missing_key")   // key
	errWrongType    = fault.New(fault.Invalid, "api.wrong_type")    // key
	errTooLarge     = fault.New(fault.TooLarge, "api.too_large")
	errSlow         = fault.New(fault.Invalid, "api.slow")      // the body stopped arriving
	errParameter    = fault.New(fault.Invalid, "api.parameter") // key
	errCursor       = fault.New(fault.Invalid, "api.cursor")
	errIfMatch      = fault.New(fault.Invalid, "api.if_match")       // which version was seen
	errETag         = fault.New(fault.Invalid, "api.etag")           // not a version of ours
	errNoKey        = fault.New(fault.Invalid, "api.no_key")         // submission without Idempotency-Key
	errKeyShape     = fault.New(fault.Invalid, "api.key_shape")      // too long, or signs that no header should hold
	errKeyReused    = fault.New(fault.Invalid, "api.key_reused")     // for another request
	errKeyBusy      = fault.New(fault.Conflict, "api.key_busy")      // its request is under way
	errBearer       = fault.New(fault.SignIn, "api.bearer")          // an Authorization that is no bearer's
	errScope        = fault.New(fault.Forbidden, "api.scope")        // scope
	errSessionOnly  = fault.New(fault.Forbidden, "api.session_only") // no personal token may
	errTooMany      = fault.New(fault.TooMany, "api.too_many")       // seconds
	errNoRoute      = fault.New(fault.NotFound, "api.no_route")
	errMethod       = fault.New(fault.Invalid, "api.method")
	errUpload       = fault.New(fault.Invalid, "api.upload") // no file arrived, or not whole
	errTracking     = fault.New(fault.NotFound, "api.tracking_unknown")
	errLast4        = fault.New(fault.Invalid, "api.last4")
	errProof        = fault.New(fault.Invalid, "api.proof") // a file that is no receipt
)

// statuses are those that HTTP has a name of its own for; all others follow their kind.
var statuses = map[string]int{
	errMedia.Code: http.StatusUnsupportedMediaType, errJSON.Code: http.StatusBadRequest, errUTF8.Code: http.StatusBadRequest,
	errDeep.Code: http.StatusBadRequest, errDuplicateKey.Code: http.StatusBadRequest, errParameter.Code: http.StatusBadRequest,
	errCursor.Code: http.StatusBadRequest, errETag.Code: http.StatusBadRequest, errNoKey.Code: http.StatusBadRequest,
	errKeyShape.Code: http.StatusBadRequest, errIfMatch.Code: http.StatusPreconditionRequired,
	filing.ErrStale.Code: http.StatusPreconditionFailed, errMethod.Code: http.StatusMethodNotAllowed,
	errSlow.Code: http.StatusRequestTimeout,
}

// statusOf is the HTTP status of an error.
func statusOf(err error) int {
	if f, ok := fault.As(err); ok {
		if status := statuses[f.Code]; status != 0 {
			return status
		}
	}
	return fault.KindOf(err).Status()
}
