package lang

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ZWNJ is the half-space of Persian: it parts letters without a gap (می‌شود).
const ZWNJ = '\u200c'

// Fold gives the form of s in which search and comparison work: one letter for each of
// the spellings that people mix (ي/ی, ك/ک, ة/ۀ/ه, آ/أ/إ/ا, ئ/ی, ؤ/و), ASCII digits, no
// vowel marks or tatweel, half-space and punctuation as one space, lower case.
func Fold(s string) string {
	var b strings.Builder
	space := true // drop leading spaces
	for _, r := range norm.NFKC.String(s) {
		r = foldLetter(latinDigit(r))
		switch {
		case r == 0:
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
			space = false
		case !space:
			b.WriteByte(' ')
			space = true
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// foldLetter maps a letter to its folded twin; 0 means that it vanishes.
func foldLetter(r rune) rune {
	switch r {
	case 'ي', 'ى', 'ئ', 'ې':
		return 'ی'
	case 'ك', 'ڪ':
		return 'ک'
	case 'ة', 'ۀ', 'ۂ', 'ە', 'ھ':
		return 'ه'
	case 'آ', 'أ', 'إ', 'ٱ':
		return 'ا'
	case 'ؤ':
		return 'و'
	case 'ء', '\u0640', '\u0654', '\u0655':
		return 0
	}
	if unicode.Is(unicode.Mn, r) || isMark(r) {
		return 0
	}
	return r
}

// isMark says whether r is an invisible direction mark or joiner without a width; the
// half-space is not one of them, for it parts words.
func isMark(r rune) bool {
	switch {
	case r == '\u200d', r == '\u200e', r == '\u200f', r == '\u061c', r == '\ufeff', r == '\u00ad':
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return false
}

// Clean gives the form of s that is kept: NFC, the Persian ی and ک, no direction marks or
// control characters, at most one blank line together, trimmed. The half-space stays.
func Clean(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ").Replace(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case r == 'ي' || r == 'ى':
			return 'ی'
		case r == 'ك':
			return 'ک'
		case r == '\n':
			return r
		case isMark(r) || unicode.IsControl(r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, norm.NFC.String(s))
	for strings.Contains(s, "\n\n\n") {
		s = strings.ReplaceAll(s, "\n\n\n", "\n\n")
	}
	return strings.Trim(s, " \n\u200c\u00a0")
}

// Line is Clean for a field of one line: line ends become spaces, runs of spaces one.
func Line(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }

// CleanCode gives an identity number, code or amount as typed by anyone: ASCII digits, no
// spaces, dashes, separators or invisible marks, Latin letters in capitals.
func CleanCode(s string) string {
	return strings.Map(func(r rune) rune {
		r = latinDigit(r)
		if isDigit(r) || unicode.IsLetter(r) {
			return unicode.ToUpper(r)
		}
		if unicode.IsSpace(r) || unicode.IsControl(r) || isMark(r) || r == ZWNJ || strings.ContainsRune("-–—−_.,،٬٫/\\'’`", r) {
			return -1
		}
		return r
	}, s)
}
