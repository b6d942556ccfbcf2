// Package assist finds the titles that a person's own story may be about.
//
// It compares the folded words and letter groups of the story with the everyday phrases,
// sample stories and heard words of the catalogue: small, deterministic, without a network
// or a trained model. It says which words spoke for a title, abstains when nothing fits,
// stores nothing and changes nothing. The person chooses, not the program.
package assist
