package lang

import (
	"strings"
	"unicode"
)

// LatinDigits turns Persian and Arabic digits into ASCII ones and leaves the rest alone.
func LatinDigits(s string) string { return strings.Map(latinDigit, s) }

// PersianDigits turns ASCII and Arabic digits into Persian ones and leaves the rest alone.
func PersianDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if d := latinDigit(r); d >= '0' && d <= '9' {
			return '۰' + d - '0'
		}
		return r
	}, s)
}

// CodeDigits writes a number that stands for a thing in Persian digits. A code that has letters
// too, a fingerprint or the number of an account, stays: it is compared with what other
// programs print.
func CodeDigits(s string) string {
	if strings.ContainsFunc(s, unicode.IsLetter) {
		return s
	}
	return PersianDigits(s)
}

func latinDigit(r rune) rune {
	switch {
	case r >= '۰' && r <= '۹':
		return '0' + r - '۰'
	case r >= '٠' && r <= '٩':
		return '0' + r - '٠'
	}
	return r
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func allDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !isDigit(r) }) < 0
}
