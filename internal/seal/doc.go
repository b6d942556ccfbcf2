// Package seal proves that a file comes from an instance of Tarazu and was not changed.
//
// A sealed JSON is a canonical envelope signed with Ed25519; a sealed PDF ends in one comment
// line that signs every byte before it (docs/decisions/0005-pdf-seal.md says why). Verify
// accepts only the exact bytes that were made: one byte more, less or other is refused.
// Whose keys count is the caller's decision, given as Keys. The public log of seals and
// time-stamps of others are not this package's concern.
package seal
