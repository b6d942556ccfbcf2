// Package storetest gives tests both engines of the store: a fresh SQLite file, or a fresh
// database of a private PostgreSQL in a temporary folder, reached by a Unix socket alone,
// with every setting that a real one must have (fsync too).
//
// A test binary has one cluster. Its folder lies in memory where the system offers that,
// except for clusters that are to show real times. When PostgreSQL is not installed, tests
// say so and are skipped; make test installs it first.
package storetest
