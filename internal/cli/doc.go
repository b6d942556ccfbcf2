// Package cli is the command line, and the one place that knows every part and joins them.
//
// Exit status: 0 done, 1 not possible (the reason on standard error says what to do), 2 the
// command was called wrongly.
package cli
