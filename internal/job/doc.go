// Package job carries out the work that a change leaves behind, after its commit.
//
// Jobs are written by record.Effects in the transaction of the change, so none is lost and
// none runs for a change that was not made. A job runs at least once: handlers have to bear
// a repetition. A failing job waits longer each time and is buried after its last attempt,
// where the operator finds it. Payloads may hold codes: they are never logged, and are
// emptied when the work is done.
package job
