package assist

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// word is a word of a story with the form that is compared.
type word struct{ typed, stem string }

// common words carry the sentence, not the matter.
var common = strings.Fields(`
	و در به از که این ان را با است برای تا هم من ما او یک شد شده کرد کرده کردم بود بودم هستم هست هستیم دارم داریم دارد داشتم می نمی ام ای اند
	ولی اما هر چه چی چند پس بعد پیش باید باشد شود نشد نه یا اگر خود خودم خودش مرا منو رو تو بر دیگر هیچ خیلی همین همه چون حالا الان است. میخواهم خواهم میخوام کنم کند
	لطفا سلام روز سال ماه های ها تر بی گفت گفته میگوید گوید دو سه یکی کسی کس the a an of to my i is and in for`)

// suffixes are cut from the end of longer words, longest first.
var suffixes = []string{"هایمان", "هایشان", "هایم", "هایش", "هایی", "های", "یدن", "ها", "امو", "یمو", "مو", "شو", "مان", "شان", "تان", "ام", "اش", "ات", "یم", "ند", "ید", "م", "ش", "ت", "ی", "ه", "و"}

// spoken are words as they are said, and as they are written.
var spoken = map[string]string{
	"تموم": "تمام", "خونه": "خانه", "خونم": "خانه", "خونمون": "خانه", "صابخونه": "صاحبخانه", "صاحبخونه": "صاحبخانه", "پولپیش": "ودیعه", "اومد": "آمد", "میدون": "میدان", "خیابون": "خیابان",
	"جون": "جان", "زندون": "زندان", "دیوونه": "دیوانه", "همسایمون": "همسایه", "شیطون": "شیطان", "بچمو": "بچه", "بچم": "بچه",
}

func split(text string) (words []word) {
	for _, typed := range strings.Fields(lang.Fold(text)) {
		w := typed
		if written, ok := spoken[w]; ok {
			w = written
		}
		if utf8.RuneCountInString(w) < 2 || slices.Contains(common, w) {
			continue
		}
		words = append(words, word{typed, stem(w)})
	}
	return words
}

// stem cuts endings: «گوشیم», «گوشی‌ام» and «گوشی» are one matter.
func stem(w string) string {
	w = strings.TrimPrefix(strings.TrimPrefix(w, "نمی"), "می")
	for _, s := range suffixes {
		if rest, ok := strings.CutSuffix(w, s); ok && utf8.RuneCountInString(rest) >= 3 {
			return rest
		}
	}
	return w
}

// gramSize is the length of the letter groups that forgive slips and lost spaces.
const gramSize = 4

// grams are groups of letters over word boundaries: «پول پیش» and «پولپیش» share them.
func grams(text string) (list []string) {
	var kept []string
	for _, w := range strings.Fields(lang.Fold(text)) {
		if !slices.Contains(common, w) || w == "پیش" {
			kept = append(kept, w)
		}
	}
	letters := []rune(strings.Join(kept, ""))
	for i := 0; i+gramSize <= len(letters); i++ {
		list = append(list, string(letters[i:i+gramSize]))
	}
	return list
}
