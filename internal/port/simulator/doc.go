// Package simulator plays every outside service for demo and tests, over the cast: civil
// registry, ownership of mobiles, a box that keeps text messages, and a bank with a page to
// pay on. It speaks the contract of docs/ports.md, so the real clients talk to it.
//
// It keeps everything in memory, bounded, and belongs on loopback: serve refuses it.
package simulator
