package advisor

import (
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// kindOf names a number by the words before it, or by its looks. A model reads the name; what
// a number is hidden for does not depend on it.
func kindOf(digits, called string) string {
	for _, k := range []struct{ word, kind string }{
		{"کلاسه", "CASE"},
		{"پرونده", "CASE"},
		{"دادنامه", "CASE"},
		{"بایگانی", "CASE"},
		{"چک", "CHEQUE"},
		{"صیاد", "CHEQUE"},
		{"حساب", "ACCOUNT"},
		{"کارت", "CARD"},
		{"پستی", "POSTAL"},
		{"تلفن", "PHONE"},
	} {
		if strings.Contains(called, k.word) {
			return k.kind
		}
	}
	if _, err := lang.Mobile(digits); err == nil {
		return "MOBILE"
	}
	if _, err := lang.NationalID(digits); err == nil && len(digits) == 10 {
		return "NATIONALID"
	}
	switch n := len(digits); {
	case n == 16 && luhn(digits):
		return "CARD"
	case n == 16 || n == 18:
		return "CASE"
	case n == 24:
		return "IBAN"
	case n == 11 && digits[0] == '0':
		return "PHONE"
	}
	return "NUMBER"
}

// luhn is the check of card numbers (ISO/IEC 7812).
func luhn(digits string) bool {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			d = d*2 - 9*(d/5)
		}
		sum += d
	}
	return sum%10 == 0
}
