package blob

import "time"

// Limits are what one upload and one filing may hold. The courts' own limits are not
// verified; these are ours, and the manual prints them from here.
type Limits struct {
	FileBytes   int64         // one file
	FilingBytes int64         // all files of one filing
	Pages       int           // of one PDF
	Side        int           // longer side of a picture, in pixels
	Pixels      int           // of one picture
	Time        time.Duration // to look at one file
}

// Standard limits.
const (
	MaxFileBytes   = 20 << 20
	MaxFilingBytes = 100 << 20
	MaxPages       = 500
	MaxSide        = 20_000
	MaxPixels      = 120_000_000
	MaxTime        = 5 * time.Second
)

// Standard gives the limits in one value, for the manual.
func Standard() Limits {
	return Limits{FileBytes: MaxFileBytes, FilingBytes: MaxFilingBytes, Pages: MaxPages, Side: MaxSide, Pixels: MaxPixels, Time: MaxTime}
}
