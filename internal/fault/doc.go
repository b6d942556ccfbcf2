// Package fault is the one error type for everything a person may be told.
//
// A fault has a kind (what a page or an API answers), a stable code that is never
// reused, and parameters for its sentence. The words live in the message catalogue
// under MessageKey, in every language; the cause is for the log only. Any other error
// is internal: people see a short apology and a reference number.
package fault
