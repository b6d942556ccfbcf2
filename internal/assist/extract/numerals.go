package extract

import (
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// values reads «word=value …» into a table; the words are folded, several may share a value.
func values[V any](of func(string) V, list ...string) map[string]V {
	m := map[string]V{}
	for _, line := range list {
		value, names, _ := strings.Cut(line, ":")
		for _, name := range strings.Fields(names) {
			m[lang.Fold(name)] = of(value)
		}
	}
	return m
}

func whole(s string) float64 {
	n := 0.0
	for _, r := range s {
		n = n*10 + float64(r-'0')
	}
	return n
}

// numerals are the words below a thousand, as they are written, said, misspelt and typed in
// Latin letters.
var numerals = values(whole,
	"1:یک یه yek ye", "2:دو do", "3:سه se", "4:چهار چار chahar char chahaar", "5:پنج پنش پن panj pang", "6:شش شیش shesh shish", "7:هفت haft",
	"8:هشت hasht", "9:نه noh", "10:ده dah", "11:یازده yazdah", "12:دوازده davazdah", "13:سیزده sizdah", "14:چهارده چارده chahardah", "15:پانزده پونزده panzdah poonzdah punzdah",
	"16:شانزده شونزده shanzdah shoonzdah", "17:هفده هیفده hefdah hivdah", "18:هجده هیجده هژده hejdah hijdah", "19:نوزده noozdah nuzdah", "20:بیست بیس bist", "30:سی si", "40:چهل چل chehel chel",
	"50:پنجاه پنجا panjah panja", "60:شصت شست shast", "70:هفتاد haftad", "80:هشتاد هشتا hashtad", "90:نود navad", "100:صد sad", "200:دویست دیویست devist divist", "300:سیصد سصد sisad",
	"400:چهارصد چارصد charsad chaharsad", "500:پانصد پونصد پنصد پانسد punsad poonsad pansad", "600:ششصد شیشصد شصصد sheshsad shishsad", "700:هفتصد هفصد haftsad hafsad", "800:هشتصد هشصد hashtsad hashsad", "900:نهصد nohsad",
)

// scales are what multiplies the number before it.
var scales = values(whole,
	"1000:هزار هزارتا hezar hezaar", "1000000:میلیون ملیون میلون ملیوون میلیوون ملون میلیان میلیونی ملیونی million milion milyon milyoon melyoon melyon melion mil millions milioni melyuni milyun melyun milione millione melyoone میلیونه میلیونو میلیونم", //nolint:misspell // as people type it
	"1000000000:میلیارد ملیارد میلیار میلیاد ملیار میلیاردی ملیاردی milyard miliard milliard melyard billion milyardi milyarde میلیارده میلیاردو میلیاردم",
)

// currencies: rials in one of them.
var currencies = values(whole,
	"10:تومان تومن تمن تومنی تومانی تومنه تومانه تومنم تومنو تومنشو تومنمو toman tooman tuman tomen tumen tomani tomane tomano", "1:ریال ریالی ریاله rial riyal rials",
)

// tail looks a word up, also with what is said together with it: «میلیونش», «تومنشو».
func tail(table map[string]float64, word string) (float64, bool) {
	if n, ok := table[word]; ok || len(word) < 6 {
		return n, ok
	}
	for _, c := range ownEnds {
		if rest, ok := strings.CutSuffix(word, c); ok && len(rest) > 5 {
			if n, ok := table[rest]; ok {
				return n, true
			}
		}
	}
	return 0, false
}

var ownEnds = strings.Fields("شو شون شم مو ش م و ه ا esh o e am")

// half follows a number, its scale or its unit: «دو و نیم», «یه میلیارد و نیم».
var half = words("نیم nim")

// and joins the parts of a number.
var and = words("و o va")

// units are spans of time.
var units = values(strings.Clone,
	"hour:ساعت ساعته saat", "day:روز روزه روزی روزست rooz ruz rooze ruze", "week:هفته هفته‌ای hafte hafteh hafteye", "month:ماه ماهه ماهی ماهست ماهیه mah mahe maah", "year:سال ساله سالیه سالی سالست sal sale saal saleh",
)

// known says whether a word is one that readers of numbers look for.
func known(word string) bool {
	if word == "تا" || word == "ta" || word == "م" || half[word] || and[word] {
		return true
	}
	_, numeral := numerals[word]
	_, scale := scales[word]
	_, currency := currencies[word]
	_, unit := units[word]
	return numeral || scale || currency || unit
}
