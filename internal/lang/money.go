package lang

import (
	"math"
	"strconv"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// Faults of an amount.
var (
	ErrAmount    = fault.New(fault.Invalid, "lang.amount")
	ErrAmountBig = fault.New(fault.Invalid, "lang.amount_big")
)

// MaxAmount is the largest sum that JSON numbers carry without loss (RFC 8259 section 6).
const MaxAmount = 1<<53 - 1

// Group prints n in Persian digits, threes parted by ٬ (U+066C).
func Group(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteRune('٬')
		}
		b.WriteRune(r)
	}
	return sign + PersianDigits(b.String())
}

// Rials prints an amount of rials: «۸۰۰٬۰۰۰٬۰۰۰ ریال».
func Rials(n int64) string { return Group(n) + " ریال" }

// Toman prints an amount of rials as toman, ten rials each: «۸۰٬۰۰۰٬۰۰۰ تومان».
func Toman(n int64) string {
	if n%10 == 0 {
		return Group(n/10) + " تومان"
	}
	return Group(n/10) + "٫" + PersianDigits(strconv.FormatInt(abs(n%10), 10)) + " تومان"
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// scales are the words that people put after a number: «۷۰۰ میلیون».
var scales = []struct {
	word  string
	times int64
}{{"میلیارد", 1e9}, {"میلیون", 1e6}, {"ملیون", 1e6}, {"ملیارد", 1e9}, {"هزار", 1e3}}

// ParseAmount reads a whole amount as people type it: digits of any script, any separator,
// «۸۵ میلیون», «۱٫۲ میلیارد», number words («هشتاد و پنج میلیون»). The unit is the caller's matter.
func ParseAmount(s string) (int64, error) {
	text := strings.NewReplacer("تومان", "", "تومن", "", "ریال", "", "٫", ".").Replace(LatinDigits(Line(s)))
	total, rest := int64(0), text
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		part, times, after := cutScale(rest)
		n, err := parsePart(part, times)
		if err != nil {
			return 0, err
		}
		if total += n; total > MaxAmount {
			return 0, ErrAmountBig
		}
		rest = strings.TrimPrefix(strings.TrimSpace(after), "و ")
	}
	if text == "" || strings.TrimSpace(text) == "" {
		return 0, ErrAmount
	}
	return total, nil
}

// cutScale parts «۱ میلیارد و ۲۰۰ میلیون» at its first scale word.
func cutScale(s string) (part string, times int64, after string) {
	at, found := len(s), 0
	times = 1
	for _, scale := range scales {
		if i := strings.Index(s, scale.word); i >= 0 && i < at {
			at, found, times = i, len(scale.word), scale.times
		}
	}
	return s[:at], times, s[at+found:]
}

func parsePart(part string, times int64) (int64, error) {
	part = strings.TrimSpace(part)
	if part == "" && times > 1 { // «میلیون» alone is one million
		return times, nil
	}
	if times > 1 && strings.Count(part, ".") == 1 {
		f, err := strconv.ParseFloat(part, 64)
		if err != nil || f < 0 || f*float64(times) > MaxAmount {
			return 0, ErrAmount
		}
		return int64(math.Round(f * float64(times))), nil
	}
	code := CleanCode(part)
	if !allDigits(code) {
		n, ok := parseWords(part)
		if !ok {
			return 0, ErrAmount
		}
		return n * times, nil
	}
	n, err := strconv.ParseInt(code, 10, 64)
	if err != nil || n > MaxAmount/times {
		return 0, ErrAmountBig
	}
	return n * times, nil
}
