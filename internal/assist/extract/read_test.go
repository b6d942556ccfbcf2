package extract_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/assist/extract"
)

func TestRead(t *testing.T) {
	r, _ := reader(t)
	for _, tc := range []struct {
		name, in string
		want     string // kind value, by semicolons
	}{
		{"a deposit in small toman", "پول پیش ۷۰۰ تومن دادم", "money 7000000000"},
		{"a toman and a half", "یه تومن و نیم کرایه", "money 15000000"},
		{"half a milliard", "نیم میلیارد", "money 5000000000"},
		{"what trails a scale", "۱۲ میلیون و ۵۰۰", "money 125000000"},
		{"a decimal slash", "۱/۵ میلیارد تومان", "money 15000000000"},
		{"thousands by slashes", "۸/۹۰۰/۰۰۰/۰۰۰ ریال", "money 8900000000"},
		{"run together", "صدهزار تومن", "money 1000000"},
		{"coins are no money", "۱۱۴ سکه", "count 114"},
		{"dollars are none that a form takes", "۵ هزار دلار", ""},
		{"two or three is no number", "دو سه میلیون", ""},
		{"fifty to sixty is no number", "۵۰ الی ۶۰ میلیون تومن", ""},
		{"a rial is a manner of speech", "یک ریال هم نداد", ""},
		{"a day in words", "بیست و پنجم آذر ۱۴۰۲", "date 1402/09/25"},
		{"of a day that is none the month", "۳۱ مهر ۱۴۰۲", "date 1402/07"},
		{"a leap day", "۳۰ اسفند ۱۴۰۳", "date 1403/12/30"},
		{"a weekday of last week", "هفته گذشته شنبه", "date 1405/08/23"},
		{"three months ago is a month", "سه ماه پیش", "date 1405/06"},
		{"a year before last", "پیرارسال", "date 1403"},
		{"bullets", "۵ تیر شلیک کرد", ""},
		{"a dower is no month", "از مهر من", ""},
		{"an age", "۳۵ سالمه", ""},
		{"an article", "ماده ۱۰ و ۲۲", ""},
		{"late is no county", "دادگاه دیر می‌کند", ""},
		{"a county with a cue", "در شهرستان بم", "place bam"},
		{"a name of somebody", "آقای شیراز", ""},
		{"the teller is no other side", "من مستأجرم", ""},
		{"a verb is no wife", "زنگ می‌زنم", ""},
		{"putting off", "امروز و فردا می‌کند", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, f := range r.Read(tc.in, day(t, "1405/09/04")) {
				got = append(got, string(f.Kind)+" "+shown(f))
			}
			if strings.Join(got, ";") != tc.want {
				t.Errorf("Read(%q) = %v, want %s", tc.in, got, tc.want)
			}
		})
	}
}

// What can be read in two ways keeps the other reading.
func TestOtherReading(t *testing.T) {
	r, _ := reader(t)
	for _, tc := range []struct {
		in           string
		value, other any
	}{
		{"رهن ۷۰۰ تومن", int64(7_000_000_000), int64(7_000_000)},
		{"سی میلیون", int64(300_000_000), int64(30_000_000)},
		{"۵ خرداد", "2026-05-26", "2027-05-26"},
	} {
		got := r.Read(tc.in, day(t, "1405/09/04"))
		if len(got) != 1 || got[0].Value != tc.value || got[0].Other != tc.other {
			t.Errorf("Read(%q) = %+v, want %v or %v", tc.in, got, tc.value, tc.other)
		}
	}
}

// A card number is never given away whole.
func TestCardIsMasked(t *testing.T) {
	r, _ := reader(t)
	got := r.Read("به کارت ۶۰۳۷۹۹۷۵۹۹۱۲۳۴۵۶ واریز کردم", day(t, "1405/09/04"))
	for _, f := range got {
		if f.Kind == extract.Card && !strings.Contains(f.Value.(string), "******") {
			t.Errorf("card %v", f.Value)
		}
	}
}

func FuzzRead(f *testing.F) {
	r, c := reader(f)
	for _, s := range lines[noted](f, "testdata/stories.jsonl") {
		f.Add(s.Text)
	}
	f.Add("۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹ میلیارد میلیارد سال پیش")
	f.Add("\u200c\u0640ﷺ۱\u064b۲/۳/\xff۴")
	today := day(f, "1405/09/04")
	title, _ := c.Title("PET-DEPOSIT")
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range r.Suggest(title, text, today) {
			if s.From < 0 || s.From >= s.To || s.To > len(text) || !edge(text, s.From) || !edge(text, s.To) {
				t.Errorf("%+v outside %q", s, text)
			}
		}
		for _, found := range r.Read(text, today) {
			if found.From < 0 || found.From >= found.To || found.To > len(text) {
				t.Fatalf("%+v outside %q", found, text)
			}
			if !edge(text, found.From) || !edge(text, found.To) {
				t.Errorf("%+v cuts a rune of %q", found, text)
			}
			if words := found.Words(text); strings.TrimSpace(words) == "" || found.Sure <= 0 || found.Sure > 1 {
				t.Errorf("%+v from %q", found, words)
			}
			if n, ok := found.Value.(int64); ok && (n < 0 || n > 1<<53) {
				t.Errorf("%+v is out of bounds", found)
			}
		}
	})
}

// edge says whether a rune begins at i: what is no UTF-8 counts byte by byte.
func edge(text string, i int) bool {
	if utf8.ValidString(text) {
		return i == len(text) || utf8.RuneStart(text[i])
	}
	return slices.Contains(starts(text), i)
}

func starts(text string) (at []int) {
	for i := range text {
		at = append(at, i)
	}
	return append(at, len(text))
}

func BenchmarkRead(b *testing.B) {
	r, c := reader(b)
	today := day(b, "1405/09/04")
	title, _ := c.Title("PET-DEPOSIT")
	for name, size := range map[string]int{"words=500": 500, "words=5000": 5000} {
		text := long(b, size)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Read(text, today)
			}
		})
		b.Run("suggest/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Suggest(title, text, today)
			}
		})
	}
}

// long is a story of so many words, put together from all stories.
func long(t testing.TB, size int) string {
	t.Helper()
	var all []string
	for len(all) < size {
		for _, s := range lines[noted](t, "testdata/stories.jsonl") {
			all = append(all, strings.Fields(s.Text)...)
		}
	}
	return strings.Join(all[:size], " ")
}
