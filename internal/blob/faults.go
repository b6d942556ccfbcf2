package blob

import "github.com/tarazu-justice/tarazu/internal/fault"

// Faults of an upload; each has a sentence that says how to mend it.
var (
	ErrTooLarge  = fault.New(fault.TooLarge, "blob.too_large")
	ErrEmpty     = fault.New(fault.Invalid, "blob.empty")
	ErrType      = fault.New(fault.Invalid, "blob.type")      // neither PDF nor JPEG nor PNG
	ErrEncrypted = fault.New(fault.Invalid, "blob.encrypted") // a PDF with a password
	ErrBroken    = fault.New(fault.Invalid, "blob.broken")    // does not open
	ErrActive    = fault.New(fault.Invalid, "blob.active")    // a PDF with programs or files inside
	ErrPages     = fault.New(fault.Invalid, "blob.pages")
	ErrPixels    = fault.New(fault.Invalid, "blob.pixels")
	ErrSlow      = fault.New(fault.Invalid, "blob.slow")
	ErrUnknown   = fault.New(fault.NotFound, "blob.unknown")

	// The store itself, when it is not a folder.
	ErrStoreGone    = fault.New(fault.Unavailable, "blob.store_gone").With("seconds", 5)     // does not answer, or says that it cannot
	ErrStoreSlow    = fault.New(fault.Unavailable, "blob.store_slow").With("seconds", 5)     // does not answer in time
	ErrStoreRefused = fault.New(fault.Unavailable, "blob.store_refused").With("seconds", 60) // does not let us: key, bucket, rights
)
