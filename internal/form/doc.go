// Package form runs a service title: what is asked, what is wrong, what it costs,
// where it goes and how the paper reads.
//
// A title comes as a Spec (package catalog reads it from YAML) and is compiled once:
// every expression is CEL, type-checked against the glossary. Compiled titles hold no
// state of a run, so many requests may Run one at the same time. A fact without an
// answer is unknown, never false; a condition fires only on true (LANGUAGE section 7).
//
// The package reads no files, keeps no clock and knows no court by name: a Library
// gives it the glossary, the legal tables and the courts.
package form
