// Package port holds one client for each outside service: civil registry, ownership of
// mobile numbers, text messages, payment. docs/ports.md is the contract that a service
// speaks; package simulator speaks the same one on loopback for demo and tests.
//
// A client waits a bounded time, reads a bounded answer, follows no redirect, puts no
// personal data in an address, and answers every failure with ErrUnavailable: a port that
// fails opens no door.
package port
