package account

import "github.com/tarazu-justice/tarazu/internal/fault"

// Faults of the desk's own fields.
var (
	errWhichCounty = fault.New(fault.Invalid, "account.which_county") // several counties bear this name
	errNoCounty    = fault.New(fault.Invalid, "account.no_county")
)
