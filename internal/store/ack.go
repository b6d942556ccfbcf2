//go:build !planted_ack

package store

// ackBeforeCommit is the bug that the kill test must find; the build tag planted_ack plants it.
const ackBeforeCommit = false
