package lang

import "strings"

var (
	ones     = []string{"صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "یازده", "دوازده", "سیزده", "چهارده", "پانزده", "شانزده", "هفده", "هجده", "نوزده"}
	tens     = []string{"", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"}
	hundreds = []string{"", "صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"}
	powers   = []struct {
		n    int64
		word string
	}{{1e15, "میلیون میلیارد"}, {1e12, "هزار میلیارد"}, {1e9, "میلیارد"}, {1e6, "میلیون"}, {1e3, "هزار"}}
)

// Words spells a whole number in Persian: «دویست و چهل و پنج میلیون».
func Words(n int64) string {
	if n < 0 {
		return "منفی " + Words(-n)
	}
	if n == 0 {
		return ones[0]
	}
	var parts []string
	for _, p := range powers {
		if n >= p.n {
			parts = append(parts, Words(n/p.n)+" "+p.word)
			n %= p.n
		}
	}
	if parts = append(parts, below1000(n)...); parts[0] == "یک هزار" && len(parts) == 1 {
		return "هزار"
	}
	return strings.Join(parts, " و ")
}

func below1000(n int64) (parts []string) {
	if n >= 100 {
		parts = append(parts, hundreds[n/100])
		n %= 100
	}
	if n >= 20 {
		parts = append(parts, tens[n/10])
		n %= 10
	}
	if n > 0 {
		parts = append(parts, ones[n])
	}
	return parts
}

// parseWords reads a number below a thousand in words: «هشتاد و پنج».
func parseWords(s string) (int64, bool) {
	total := int64(0)
	fields := strings.Fields(Fold(s))
	for _, word := range fields {
		if word == "و" {
			continue
		}
		n, ok := wordValue(word)
		if !ok {
			return 0, false
		}
		total += n
	}
	return total, len(fields) > 0 && total < 1000
}

func wordValue(word string) (int64, bool) {
	for _, list := range []struct {
		words []string
		times int64
	}{{ones, 1}, {tens, 10}, {hundreds, 100}} {
		for i, w := range list.words {
			if w != "" && Fold(w) == word {
				return int64(i) * list.times, true
			}
		}
	}
	return 0, false
}
