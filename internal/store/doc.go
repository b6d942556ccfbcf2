// Package store keeps everything in one SQL database: SQLite by default.
//
// It satisfies the small store interfaces that the subjects declare. All writes pass one
// door, commit, where a single writer gathers the updates that wait and puts them on disk
// together (group commit); each caller is answered after its commit is on disk. A refused
// or panicking update leaves no trace and spoils nobody else's.
//
// SQL here is the common tongue of SQLite and PostgreSQL: $1 in ascending order, times as
// bigint microseconds UTC, ids made in Go, the present moment an argument.
package store
