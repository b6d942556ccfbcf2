package lang

import "strings"

const (
	isolateFirst = "\u2068"
	isolateLTR   = "\u2066"
	isolateEnd   = "\u2069"
)

// Isolate keeps s from reordering its neighbours, whatever its own direction is.
func Isolate(s string) string { return isolateFirst + s + isolateEnd }

// IsolateLTR is Isolate for codes, numbers with signs and Latin words: read left to right.
func IsolateLTR(s string) string { return isolateLTR + s + isolateEnd }

var isolates = strings.NewReplacer(isolateFirst, "", isolateLTR, "", isolateEnd, "", "\u2067", "")

// StripIsolates takes the isolates out again, to compare texts.
func StripIsolates(s string) string { return isolates.Replace(s) }
