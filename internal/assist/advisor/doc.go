// Package advisor lets a language model improve what the assistant found, and nothing else.
//
// A model may put found titles in another order, point at facts in a story with the words
// that say them, and write an account in formal Persian. It never decides: it has no tool,
// files nothing, changes no state and sees no case. What it is sent is data in the strings
// of one JSON object, with personal identifiers taken out (Mask). What it answers is held
// against a JSON Schema and against what it was given; a reply that adds a title, a law, a
// number or a sum is refused whole, and the caller does without. Law stands in a text only
// where the catalogue put it.
//
// Everything but the call itself is pure, so a kept Use can be replayed. The call is a
// Model, which package port provides; wiring, settings and pages are not this package's.
package advisor
