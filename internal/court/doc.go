// Package court knows the places and the authorities of the country, as dated data.
//
// A Book is built once from the catalogue's tables and then only read. It finds a county
// by whatever a person types (old names, cities, spelling variants, no spaces) and the
// unit of a kind that serves a county on a day. Which kind is competent, and why, is
// decided by the catalogue's rules, not here; the table of decisions under testdata, written
// from the law, holds those rules to it.
package court
