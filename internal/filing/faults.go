package filing

import "github.com/tarazu-justice/tarazu/internal/fault"

// Faults of filing. ErrUnknown also answers for what belongs to somebody else.
var (
	ErrUnknown       = fault.New(fault.NotFound, "filing.unknown")
	ErrNoTitle       = fault.New(fault.NotFound, "filing.no_title")
	ErrHeldTitle     = fault.New(fault.Conflict, "filing.title_held") // a draft waits until its title opens again
	ErrClosedTitle   = fault.New(fault.Forbidden, "filing.title_closed")
	ErrNotEditable   = fault.New(fault.Conflict, "filing.not_editable")
	ErrNotOwner      = fault.New(fault.Forbidden, "filing.not_owner")
	ErrOtherTab      = fault.New(fault.Conflict, "filing.other_tab")
	ErrStale         = fault.New(fault.Conflict, "filing.stale")
	ErrIncomplete    = fault.New(fault.Invalid, "filing.incomplete")
	ErrUnread        = fault.New(fault.Invalid, "filing.warning_unread")
	ErrSignerUnknown = fault.New(fault.Invalid, "filing.signer_unknown")
	ErrNotSigner     = fault.New(fault.Forbidden, "filing.not_signer")
	ErrUnsigned      = fault.New(fault.Conflict, "filing.unsigned")
	ErrFeeUnpaid     = fault.New(fault.Conflict, "filing.fee_unpaid")
	ErrSubmitted     = fault.New(fault.Conflict, "filing.submitted")
	ErrKeyReused     = fault.New(fault.Conflict, "filing.key_reused")
	ErrNoKey         = fault.New(fault.Invalid, "filing.no_key")
	ErrChanged       = fault.New(fault.Conflict, "filing.changed")
	ErrCureOver      = fault.New(fault.Conflict, "filing.cure_over")
	ErrOnlyRemarked  = fault.New(fault.Conflict, "filing.only_remarked")
	ErrTooManyFiles  = fault.New(fault.TooLarge, "filing.too_many_files")
	ErrTotalSize     = fault.New(fault.TooLarge, "filing.total_size")
	ErrNoSlot        = fault.New(fault.NotFound, "filing.no_slot")
	ErrNotWithCourt  = fault.New(fault.Conflict, "filing.not_with_court")
	ErrMoved         = fault.New(fault.Conflict, "filing.moved")    // court or fee are others than the filer confirmed
	ErrOutdated      = fault.New(fault.Conflict, "filing.outdated") // its title has a newer version
	ErrState         = fault.New(fault.Conflict, "filing.state")
)
