// Package measure tells how well an assistant leads stories to titles: the first, the first
// three, the family, what was refused, and whether its confidence is worth its number.
//
// A case is a story with every title that a careful lawyer would accept; «no matter of
// courts» and «too vague to tell» are answers like the others.
package measure
