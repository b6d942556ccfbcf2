package assist

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// common words carry the sentence, not the matter.
var common = strings.Fields(`
	و در به از که این ان را با است برای تا هم من ما او یک شد شده کرد کرده کردم بود بودم هستم هست هستیم دارم داریم دارد داشتم می نمی ام ای اند
	ولی اما هر چه چی چند پس بعد پیش باید باشد شود نشد نه یا اگر خود خودم خودش مرا منو رو تو بر دیگر هیچ خیلی همین همه چون حالا الان امروز دیروز دیشب فردا میخواهم خواهم میخوام کنم کند
	لطفا سلام روز سال ماه های ها تر بی گفت گفته میگوید گوید دو سه یکی کسی کس the a an of to my i is and in for`)

// suffixes are cut from the end of longer words, longest first.
var suffixes = []string{"هایمان", "هایشان", "هایم", "هایش", "هایی", "های", "یدن", "ها", "امو", "یمو", "مو", "شو", "مان", "شان", "تان", "ام", "اش", "ات", "یم", "ند", "ید", "م", "ش", "ت", "ی", "ه", "و"}

// spoken are words as they are said, and as they are written.
var spoken = map[string]string{
	"تموم": "تمام", "خونه": "خانه", "خونم": "خانه", "خونمون": "خانه", "صابخونه": "صاحبخانه", "صاحبخونه": "صاحبخانه", "پولپیش": "ودیعه", "اومد": "آمد", "میدون": "میدان", "خیابون": "خیابان",
	"جون": "جان", "زندون": "زندان", "دیوونه": "دیوانه", "همسایمون": "همسایه", "شیطون": "شیطان", "بچمو": "بچه", "بچم": "بچه",
}

// told is a text as it is compared.
type told struct {
	words []word // that tell the matter, marks of alike.yaml with them
	grams []string
}

// listen reads a text.
func (x *lexicon) listen(text string, mend bool) told { return x.tell(x.read(text, mend)) }

// tell keeps of the words of a text those that are not common, what they stand for, and the
// letter groups.
func (x *lexicon) tell(all []word) told {
	t := told{grams: grams(all)}
	marks := x.marks(all)
	for i, w := range all {
		if utf8.RuneCountInString(w.written) >= 2 && !slices.Contains(common, w.written) {
			t.words = append(t.words, w)
		}
		if mark := marks[i]; mark != "" && !slices.ContainsFunc(t.words, func(w word) bool { return w.stem == mark }) {
			t.words = append(t.words, word{w.typed, mark, mark, w.sure})
		}
	}
	return t
}

// marks finds what words stand for, each at its first word. The words of an entry count as
// one from then on: they are typed together.
func (x *lexicon) marks(words []word) []string {
	marks, taken := make([]string, len(words)), 0
	for i := range words {
		mark, n := x.mark(words[i:])
		if n == 0 || i+n <= taken {
			continue
		}
		marks[i], taken = mark, i+n
		together := words[i].typed
		for _, w := range words[i+1 : i+n] {
			together += " " + w.typed
		}
		for j := range words[i : i+n] {
			words[i+j].typed = together
		}
	}
	return marks
}

// mark finds the longest entry of alike.yaml that words begin with.
func (x *lexicon) mark(words []word) (mark string, n int) {
	for _, parts := range x.alike[words[0].stem] {
		if len(parts) > n && len(parts) <= len(words) && slices.EqualFunc(parts, words[:len(parts)], func(part string, w word) bool { return part == w.stem }) {
			mark, n = x.matter[strings.Join(parts, " ")], len(parts)
		}
	}
	return mark, n
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
func grams(words []word) (list []string) {
	var kept strings.Builder
	for _, w := range words {
		if !slices.Contains(common, w.written) || w.written == "پیش" {
			kept.WriteString(w.written)
		}
	}
	letters := []rune(kept.String())
	for i := 0; i+gramSize <= len(letters); i++ {
		list = append(list, string(letters[i:i+gramSize]))
	}
	return list
}

func stemsOf(words []string) (list []string) {
	for _, w := range words {
		if written, ok := spoken[w]; ok {
			w = written
		}
		list = append(list, stem(w))
	}
	return list
}

// texts are all that a title is called by, and what it asks.
func texts(t *form.Title) iter.Seq[string] {
	return func(yield func(string) bool) {
		all := append([]string{t.Name(lang.FA), t.Name(lang.EN)}, t.Everyday...)
		all = append(all, t.Says...)
		for _, f := range t.Facts() {
			all = append(append(all, f.Ask.FA), f.Hears...)
		}
		for _, text := range all {
			if !yield(text) {
				return
			}
		}
	}
}

func sortedKeys(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }
