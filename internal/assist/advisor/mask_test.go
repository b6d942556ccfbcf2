package advisor

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func rows(t testing.TB, file string, columns int) (list [][]string) {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimRight(line, "\n"); line == "" || line[0] == '#' {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != columns {
			t.Fatalf("%s: %d columns in %q", file, len(row), line)
		}
		list = append(list, row)
	}
	return list
}

func TestIdentifiersAreHidden(t *testing.T) {
	for _, row := range rows(t, "hidden.tsv", 2) {
		hidden, put := Hide(row[0], Told{})
		if hidden != row[1] {
			t.Errorf("%s\n got %s\nwant %s", row[0], hidden, row[1])
		}
		if back := put(hidden); back != plain(row[0]) {
			t.Errorf("%s\ncame back as %s", row[0], back)
		}
	}
}

// TestWhatAnswersToldIsHidden: names in part, joined, apart and with endings; addresses piece by piece.
func TestWhatAnswersToldIsHidden(t *testing.T) {
	told := Told{Names: []string{"زهرا امینی", "علیرضا صفاری‌نژاد", "خانم Sara Moosavi"}, Addresses: []string{"شهر ری، خیابان دیلمان، پلاک ۴۰، واحد ۲"}}
	for text, want := range map[string]string{
		"زهرا امینی و زهرا آمدند":         "⟦PERSON1⟧ و ⟦PERSON1B⟧ آمدند",
		"امينيها به علی رضا گفتند":        "⟦PERSON1⟧ به علی رضا گفتند",
		"علی رضا صفاری نژاد رفت":          "⟦PERSON1⟧ رفت",
		"زهرام گفت علیرضا رو دیده":        "⟦PERSON1⟧ گفت ⟦PERSON2⟧ رو دیده",
		"sara moosavi did":                "⟦PERSON1⟧ did",
		"خانه در خيابان ديلمان پلاک 40":   "خانه در ⟦ADDRESS1⟧ ⟦ADDRESS2⟧",
		"توی شهر ری، واحد ۲، دیلمان است":  "توی ⟦ADDRESS1⟧، ⟦ADDRESS2⟧، دیلمان است",
		"زهراسادات کسی دیگر است":          "زهراسادات کسی دیگر است",
		"ز\u200bهرا ا\u202eمینی پنهان شد": "⟦PERSON1⟧ پنهان شد",
	} {
		hidden, put := Hide(text, told)
		if hidden != want || put(hidden) != plain(text) {
			t.Errorf("%s\n got %s\nwant %s\nback %s", text, hidden, want, put(hidden))
		}
	}
}

// TestNothingOfAPersonLeaves writes every number of every person of the cast in many ways.
func TestNothingOfAPersonLeaves(t *testing.T) {
	c, err := cast.Load()
	if err != nil {
		t.Fatal(err)
	}
	written := 0
	for i, p := range c.People[:12] {
		numbers := []string{p.NationalID, p.Mobile, p.PostalCode}
		if i == 0 {
			numbers = append(numbers, "IR820540102680020817909002", "6037997912345678", "140268920000123456", "02188776655")
		}
		for _, number := range numbers {
			for _, as := range spellingsOf(number) {
				for _, around := range []string{"%s", "شماره‌اش %s بود", "و%sرا دادم", "(%s)", "%s تومان نبود", "۵۰۰ میلیون تومان به %s دادم", "۱۴۰۲/۰۳/۱۵ %s"} {
					if strings.Contains(around, "تومان نبود") && strings.HasSuffix(number, "000") {
						continue // nobody can tell it from a sum
					}
					written++
					text := fmt.Sprintf(around, as)
					if hidden, put := Hide(text, Told{}); leaks(hidden, number) || put(hidden) != plain(text) {
						t.Fatalf("%q left as %q", text, hidden)
					}
				}
			}
		}
		if hidden, _ := Hide("من "+p.First+" "+p.Last+" ساکن "+p.Address+" هستم، "+p.Last+" منم", Told{[]string{p.First + " " + p.Last}, []string{p.Address}}); strings.Contains(hidden, p.Last) || strings.Contains(hidden, "پلاک") {
			t.Errorf("left: %s", hidden)
		}
	}
	t.Logf("MASK %d spellings of identifiers, 0 left", written)
}

func spellingsOf(number string) []string {
	apart := func(by string, n int) string {
		var parts []string
		rest := number
		for len(rest) > n {
			parts, rest = append(parts, rest[:n]), rest[n:]
		}
		return strings.Join(append(parts, rest), by)
	}
	list := []string{number, lang.PersianDigits(number), strings.NewReplacer("0", "٠", "1", "١", "2", "٢", "3", "٣", "4", "٤", "5", "٥", "6", "٦", "7", "٧", "8", "٨", "9", "٩").Replace(number)}
	for _, by := range []string{" ", "-", ".", "/", "\u200c", "\u200b", "\u00a0", "، ", " - ", "_", "\u0336", "\u2060", "\n"} {
		list = append(list, apart(by, 4), lang.PersianDigits(apart(by, 3)), apart(by, 1))
	}
	return list
}

// leaks says whether six digits of a number in a row stand in a text, whatever is between them.
func leaks(text, number string) bool {
	return leaked(digitsOf(strings.Map(func(r rune) rune {
		if r == markOpen {
			return -1
		}
		return r
	}, anyMark.ReplaceAllString(text, "x"))), digitsOf(number))
}

func leaked(shown, number string) bool {
	for i := 0; i+6 <= len(number); i++ {
		if strings.Contains(shown, number[i:i+6]) {
			return true
		}
	}
	return false
}

func FuzzHide(f *testing.F) {
	for _, row := range rows(f, "hidden.tsv", 2) {
		f.Add(row[0])
	}
	f.Fuzz(func(t *testing.T, text string) {
		hidden, put := Hide(text, Told{Names: []string{"زهرا امینی"}})
		if back := put(hidden); back != plain(text) {
			t.Errorf("%q came back as %q", plain(text), back)
		}
		if strings.Contains(hidden, "09120004471") {
			t.Errorf("%q left as %q", text, hidden)
		}
	})
}
