// Package lang is everything Tarazu knows of Persian as text: digits, folding for search,
// cleaning for keeping, Jalali dates, sums in words, direction isolates, the identity
// numbers that people type, and the message catalogue in Persian and English.
//
// It knows nothing of courts or filings. Storage keeps ISO dates, ASCII digits and integer
// rials; Jalali dates, Persian digits and toman are a matter of input and print.
package lang
