package lang

import (
	"strings"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// Faults of identity numbers. Each says in its sentence where the right number is found.
var (
	ErrNationalID = fault.New(fault.Invalid, "lang.national_id")
	ErrLegalID    = fault.New(fault.Invalid, "lang.legal_id")
	ErrMobile     = fault.New(fault.Invalid, "lang.mobile")
	ErrPostalCode = fault.New(fault.Invalid, "lang.postal_code")
	ErrIBAN       = fault.New(fault.Invalid, "lang.iban")
	ErrCaseNumber = fault.New(fault.Invalid, "lang.case_number")
)

// NationalID gives the ten digits of a person's national id, or ErrNationalID. The last
// digit checks the others: sum of digit[i]×(10-i) modulo 11, and 11 minus that from 2 on.
// Eight and nine digits are padded: old cards were printed without the leading zeros.
func NationalID(s string) (string, error) {
	id := CleanCode(s)
	if n := len(id); n == 8 || n == 9 {
		id = strings.Repeat("0", 10-n) + id
	}
	if len(id) != 10 || !allDigits(id) || strings.Count(id, id[:1]) == 10 {
		return "", ErrNationalID
	}
	sum := 0
	for i := range 9 {
		sum += int(id[i]-'0') * (10 - i)
	}
	check := sum % 11
	if check >= 2 {
		check = 11 - check
	}
	if int(id[9]-'0') != check {
		return "", ErrNationalID
	}
	return id, nil
}

// LegalID gives the eleven digits of a legal person's id, or ErrLegalID.
func LegalID(s string) (string, error) {
	id := CleanCode(s)
	if len(id) != 11 || !allDigits(id) || strings.Count(id, id[:1]) == 11 {
		return "", ErrLegalID
	}
	plus, sum := int(id[9]-'0')+2, 0
	for i, w := range []int{29, 27, 23, 19, 17, 29, 27, 23, 19, 17} {
		sum += (int(id[i]-'0') + plus) * w
	}
	if int(id[10]-'0') != sum%11%10 {
		return "", ErrLegalID
	}
	return id, nil
}

// Mobile gives an Iranian mobile number as 09 and nine digits; +98, 0098, 98 and a lone 9 are understood.
func Mobile(s string) (string, error) {
	n := strings.TrimPrefix(CleanCode(s), "+")
	for _, prefix := range []string{"0098", "98", "0"} {
		if rest, ok := strings.CutPrefix(n, prefix); ok && len(rest) == 10 {
			n = rest
			break
		}
	}
	if len(n) != 10 || !allDigits(n) || n[0] != '9' {
		return "", ErrMobile
	}
	return "0" + n, nil
}

// PostalCode gives the ten digits of a postal code. Finer rules are unverified, so none is enforced.
func PostalCode(s string) (string, error) {
	code := CleanCode(s)
	if len(code) != 10 || !allDigits(code) || code[0] == '0' {
		return "", ErrPostalCode
	}
	return code, nil
}

// IBAN gives a Sheba number: IR and 24 digits whose remainder by 97 is 1 (ISO 13616).
func IBAN(s string) (string, error) {
	code := CleanCode(s)
	if len(code) == 24 && allDigits(code) {
		code = "IR" + code
	}
	if len(code) != 26 || code[:2] != "IR" || !allDigits(code[2:]) {
		return "", ErrIBAN
	}
	rest := 0
	for _, d := range code[4:] + "1827" + code[2:4] { // I is 18, R is 27
		rest = (rest*10 + int(d-'0')) % 97
	}
	if rest != 1 {
		return "", ErrIBAN
	}
	return code, nil
}

// CaseNumber gives a case number: 18 digits from 1400 on, 16 before.
func CaseNumber(s string) (string, error) {
	n := CleanCode(s)
	if !allDigits(n) || len(n) != 16 && len(n) != 18 {
		return "", ErrCaseNumber
	}
	return n, nil
}
