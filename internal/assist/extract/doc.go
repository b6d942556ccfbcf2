// Package extract reads from a person's own story what a form would ask: sums, days, spans
// of time, counts, places, people by their role, and the numbers of papers.
//
// It reads Persian as it is written, spoken or misspelt, and Persian in Latin letters. It is
// a pure function of the text, the day and the names of places: no network, no model, no
// clock, nothing kept. What may be read in two ways says so, and names the other reading.
// Nothing here is an answer: it is shown to the person, who says yes or no. Names of people
// are never read.
package extract
