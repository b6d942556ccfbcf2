package advisor

import "strings"

// numberWords are the numbers that words say, as squash writes them; speech with them.
var numberWords = map[string]int64{
	"صفر": 0, "یک": 1, "یه": 1, "یکی": 1, "دو": 2, "سه": 3, "چهار": 4, "چار": 4, "پنج": 5, "شش": 6, "شیش": 6, "هفت": 7, "هشت": 8, "نه": 9, "ده": 10, "یازده": 11, "دوازده": 12, "سیزده": 13, "چهارده": 14,
	"پانزده": 15, "پونزده": 15, "شانزده": 16, "شونزده": 16, "هفده": 17, "هیفده": 17, "هجده": 18, "هیجده": 18, "هژده": 18, "نوزده": 19, "بیست": 20, "سی": 30, "چهل": 40, "پنجاه": 50, "شصت": 60, "هفتاد": 70, "هشتاد": 80, "نود": 90,
	"صد": 100, "یکصد": 100, "دویست": 200, "سیصد": 300, "چهارصد": 400, "چارصد": 400, "پانصد": 500, "پونصد": 500, "ششصد": 600, "شیشصد": 600, "هفتصد": 700, "هفصد": 700, "هشتصد": 800, "هشصد": 800, "نهصد": 900,
}

// ordinals whose number is not their beginning.
var ordinals = map[string]int64{"اول": 1, "نخست": 1, "یکم": 1, "دوم": 2, "سوم": 3, "سیام": 30}

// numberWord reads a word for a number below a thousand, ordinals with it.
func numberWord(w string) (int64, bool) {
	if n, ok := numberWords[w]; ok {
		return n, true
	}
	if n, ok := ordinals[w]; ok {
		return n, true
	}
	for _, end := range []string{"مین", "م", "تا", "ام"} {
		if base, ok := strings.CutSuffix(w, end); ok {
			if n, ok := numberWords[base]; ok && n > 2 {
				return n, true
			}
		}
	}
	return 0, false
}

// scaleWord reads هزار, میلیون and میلیارد with their endings.
func scaleWord(w string) (int64, bool) {
	for _, s := range []struct {
		word  string
		times int64
	}{{"یکهزار", 1e3}, {"هزار", 1e3}, {"میلیون", 1e6}, {"ملیون", 1e6}, {"میلیارد", 1e9}, {"ملیارد", 1e9}, {"بیلیون", 1e9}} {
		if rest, ok := strings.CutPrefix(w, s.word); ok && (rest == "" || rest == "ی" || rest == "تا") {
			return s.times, true
		}
	}
	return 0, false
}

// moneyWord gives how many rials a unit is.
func moneyWord(w string) (int64, bool) {
	switch {
	case strings.HasPrefix(w, "تومان"), strings.HasPrefix(w, "تومن"), w == "ت":
		return 10, true
	case strings.HasPrefix(w, "ریال"):
		return 1, true
	}
	return 0, false
}

var monthNames = []string{"", "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "ابان", "اذر", "دی", "بهمن", "اسفند"}

func monthWord(w string) (int64, bool) {
	for i, name := range monthNames {
		if i > 0 && (w == name || w == name+"ماه" || i == 5 && w == "امرداد") {
			return int64(i), true
		}
	}
	return 0, false
}
