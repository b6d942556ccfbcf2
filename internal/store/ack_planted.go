//go:build planted_ack

package store

const ackBeforeCommit = true
