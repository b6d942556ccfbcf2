package assist

import (
	"slices"
	"strings"
	"testing"
)

func TestSounding(t *testing.T) {
	for _, same := range []string{"صرقت سرقت ثرقت", "زرب ضرب ظرب ذرب", "طلاق تلاق طلاغ", "محریه مهریه", "عمانت امانت", "توافقی تواففی"} {
		words := strings.Fields(same)
		for _, w := range words[1:] {
			if sounding(w) != sounding(words[0]) && !oneSlip(sounding(w), sounding(words[0])) {
				t.Errorf("%s and %s sound apart: %q, %q", w, words[0], sounding(w), sounding(words[0]))
			}
		}
		if words[0] != "توافقی" && sounding(words[0]) != sounding(words[1]) {
			t.Errorf("%s and %s are one sound", words[0], words[1])
		}
	}
}

func TestOneSlip(t *testing.T) {
	for _, tc := range []struct {
		one, other string
		want       bool
	}{
		{"تخلیه", "تخلیه", true},
		{"تخلیه", "تخیله", true},
		{"تخلیه", "تخلبه", true},
		{"تخلیه", "تخله", true},
		{"تخلیه", "تتخلیه", true},
		{"تخلیه", "تبلغه", false},
		{"تخلیه", "هیلخت", false},
		{"", "ا", true},
		{"", "اب", false},
	} {
		if got := oneSlip(tc.one, tc.other); got != tc.want || got != oneSlip(tc.other, tc.one) {
			t.Errorf("oneSlip(%s, %s) = %v", tc.one, tc.other, got)
		}
	}
}

// A word in Latin letters is nearer to its own word than to its neighbours.
func TestFits(t *testing.T) {
	for _, tc := range []struct{ typed, word, other string }{
		{"mehrie", "مهریه", "مهر"},
		{"mehr", "مهر", "مهریه"},
		{"talagh", "طلاق", "تلقی"},
		{"takhlie", "تخلیه", "تخلف"},
		{"chek", "چک", "چاک"},
		{"vadie", "ودیعه", "وعده"},
		{"khune", "خانه", "خائن"},
		{"pool", "پول", "پل"},
		{"ezharname", "اظهارنامه", "زهر"},
	} {
		for _, variant := range variants(tc.typed) {
			own, other := fits(variant, persian(tc.word)), fits(variant, persian(tc.other))
			if own <= furthest && own < other {
				goto next
			}
		}
		t.Errorf("%s is not read as %s", tc.typed, tc.word)
	next:
	}
}

// FuzzListen: whatever is typed, reading it neither fails nor makes words of nothing.
func FuzzListen(f *testing.F) {
	x := newLexicon(Knowledge{Alike: [][]string{{"طلاق", "جدایی"}, {"ودیعه", "پول پیش"}}})
	for _, seed := range []string{"talagh tavafoghi", "پولپیش", "mas'ale zhzh", "‌‌", "خیانتدرامانت", "1234567890", "é ñ 漢字"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		heard := x.listen(text, true)
		if slices.ContainsFunc(heard.words, func(w word) bool { return w.stem == "" || w.sure <= 0 || w.sure > 1 }) {
			t.Errorf("%q: %+v", text, heard.words)
		}
	})
}
