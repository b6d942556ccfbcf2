// Package assist finds the titles that a person's own story, or a few words, may be about.
//
// It reads what people type as the words of the catalogue, in Persian or Latin letters, with
// slips and lost spaces; then it compares words and letter groups with the names, everyday
// phrases, sample stories and heard words of the titles: small, deterministic, without a
// network or a trained model. It says which words spoke for a title, abstains when nothing
// fits, stores nothing and changes nothing. The person chooses, not the program.
package assist
