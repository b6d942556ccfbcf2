package rollout

import "github.com/tarazu-justice/tarazu/internal/fault"

// Faults of the publisher's desk.
var (
	ErrNotPublisher = fault.New(fault.Forbidden, "rollout.not_publisher")
	ErrUnknown      = fault.New(fault.NotFound, "rollout.unknown")     // no such proposal
	ErrSamePerson   = fault.New(fault.Forbidden, "rollout.same")       // who proposed cannot release
	ErrDecided      = fault.New(fault.Conflict, "rollout.decided")     // released or dropped already
	ErrUndone       = fault.New(fault.Conflict, "rollout.undone")      // taken back already, or never released
	ErrNoTitles     = fault.New(fault.Invalid, "rollout.no_titles")    // none chosen, or one that is not there
	ErrNoStandings  = fault.New(fault.Invalid, "rollout.no_standings") // none chosen, or one that is not there
	ErrProvince     = fault.New(fault.Invalid, "rollout.province")     // one that is not there
	ErrDay          = fault.New(fault.Invalid, "rollout.day")          // before today, or over two years ahead
	ErrReason       = fault.New(fault.Invalid, "rollout.reason")       // too short to be understood later, or too long
	ErrAction       = fault.New(fault.Invalid, "rollout.action")       // neither open nor close
	ErrReviewer     = fault.New(fault.Invalid, "rollout.reviewer")     // no name or no licence
	ErrReviewDay    = fault.New(fault.Invalid, "rollout.review_day")   // none, or still to come
)
