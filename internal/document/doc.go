// Package document prints papers as PDF: A4, Persian, right to left, set in Vazirmatn.
//
// It shapes with HarfBuzz (go-text), breaks and justifies lines, breaks tables over pages
// with their heads repeated, and writes the file itself, so that every letter can be copied
// out again and the same paper gives the same bytes. Data can be attached to the file.
// What a paper says is decided elsewhere; sealing is internal/seal's.
package document
