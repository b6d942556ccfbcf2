package extract

import (
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Cues of numbers that look like any other.
var (
	ofCase    = words("پرونده کلاسه parvande بایگانی")
	ofCheque  = words("چک سریال check chek")
	ofSayad   = words("صیاد صیادی صیادیش صیادش sayad sayyad")
	ofAccount = words("حساب hesab")
	ofPost    = words("پستی کدپستی posti")
	ofPerson  = words("ملی کدملی melli meli")
	ofCompany = words("شناسه شرکت")
	ofNumber  = words("شماره شمارهش شناسه شناسهش سریال کد shomare serial")
)

// codes finds the numbers of people, papers and accounts. What can be checked is checked.
func codes(s *story) {
	for i := 0; i < len(s.toks); i++ {
		if s.toks[i].digits || s.at(i) == "ir" {
			if next := s.code(i); next > i {
				i = next - 1
			}
		}
	}
}

// longestCode bounds the digits of a code; an IBAN has twenty-four.
const longestCode = 26

// code reads the longest run of digits from i that is a code.
func (s *story) code(i int) (next int) {
	digits, ends := s.run(i)
	for n := len(ends) - 1; n >= 0; n-- {
		f, ok := s.meant(i, digits[:ends[n].length])
		if !ok {
			continue
		}
		s.take(i, ends[n].next, f)
		return ends[n].next
	}
	return i
}

type runEnd struct{ length, next int }

// run joins the digits from i on, as people part them: by spaces, dashes, dots.
func (s *story) run(i int) (digits string, ends []runEnd) {
	for j := i; j < len(s.toks); j++ {
		if j > i && (!s.toks[j].digits || strings.Trim(s.gap(j), " -–_.\u200c") != "" || len(s.gap(j)) > 3) {
			break
		}
		digits += s.at(j)
		if len(digits) > longestCode {
			break
		}
		ends = append(ends, runEnd{len(digits), j + 1})
	}
	return digits, ends
}

// meant says what a run of digits is.
func (s *story) meant(i int, digits string) (Found, bool) {
	f := Found{Sure: 0.98}
	if strings.HasPrefix(digits, "ir") || len(digits) == 24 {
		iban, err := lang.IBAN(digits)
		f.Kind, f.Value = IBAN, iban
		return f, err == nil
	}
	switch n := len(digits); {
	case n == 16 && s.near(i, 6, 0, ofSayad):
		f.Kind, f.Value = Sayad, digits
	case (n == 16 || n == 18) && (s.near(i, 5, 0, ofCase) || n == 18 && digits[:2] == "14"):
		f.Kind, f.Value = Case, digits
	case n == 16 && luhn(digits) && digits[0] >= '2' && digits[0] <= '9':
		f.Kind, f.Value = Card, digits[:6]+"******"+digits[12:]
	case n >= 10 && n <= 14 && n != 11 || n == 11 && digits[:2] == "09":
		return s.person(i, digits)
	case n == 11 && s.near(i, 5, 0, ofCompany):
		id, err := lang.LegalID(digits)
		f.Kind, f.Value = LegalID, id
		return f, err == nil
	default:
		return s.ofPaper(i, digits)
	}
	return f, true
}

// person reads what is as long as the number of a person: mobile, national id, postal code.
func (s *story) person(i int, digits string) (Found, bool) {
	f := Found{Sure: 0.98}
	if mobile, err := lang.Mobile(digits); err == nil && (digits[0] == '0' || len(digits) == 12) {
		f.Kind, f.Value = Mobile, mobile
		return f, true
	}
	if len(digits) == 10 {
		if s.near(i, 5, 0, ofPost) {
			code, err := lang.PostalCode(digits)
			f.Kind, f.Value = PostalCode, code
			return f, err == nil
		}
		if id, err := lang.NationalID(digits); err == nil && !s.near(i, 4, 0, ofAccount) && s.near(i, 6, 0, ofPerson) {
			f.Kind, f.Value = NationalID, id
			return f, true
		}
	}
	return s.ofPaper(i, digits)
}

// ofPaper reads numbers that only their cue tells: of an account, of a cheque.
func (s *story) ofPaper(i int, digits string) (Found, bool) {
	f := Found{Sure: 0.9, Value: digits}
	n := len(digits)
	switch {
	case !s.near(i, 4, 0, ofNumber):
		return f, false
	case n >= 6 && n <= 18 && s.near(i, 3, 0, ofAccount):
		f.Kind = Account
	case n >= 4 && n <= 12 && s.near(i, 3, 0, ofCheque):
		f.Kind = Cheque
	default:
		return f, false
	}
	_, scale := tail(scales, s.next(i+1))
	_, currency := tail(currencies, s.next(i+1))
	return f, !scale && !currency && !s.dated(i+1)
}

// luhn checks the number of a bank card (ISO/IEC 7812).
func luhn(digits string) bool {
	sum := 0
	for i, r := range digits {
		n := int(r - '0')
		if i%2 == 0 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}
