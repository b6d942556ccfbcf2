package catalog_test

import (
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/catalogs"
	"github.com/tarazu-justice/tarazu/internal/catalog"
)

// A mistake in the events of life, or in which words are one matter, is told with its place.
func TestMistakesInEventsAndWords(t *testing.T) {
	for _, tc := range []struct{ name, file, old, new, want string }{
		{"a title that is none", "rules/events.yaml", "title: PET-MAHR,", "title: PET-MEHR,", `event family names "PET-MEHR", which is no title; did you mean "PET-MAHR"?`},
		{"danger and nobody to call", "rules/events.yaml", `    calls: ["123", "110", "1480"]`, "", "event family speaks of danger and names nobody to call"},
		{"a number that is none", "rules/events.yaml", `calls: ["115", "110", "125"]`, `calls: ["115", "111"]`, `number "111" does not stand under calls`},
		{"nothing to do first", "rules/events.yaml", "    first:\n      - اگر کارگر کارگاه هستید، راه شما ادارهٔ کار است، نه دادگاه.\n      - قرارداد، فیش و پیام‌های کارفرما را نگه دارید.\n      - حادثهٔ کار را همان روز به کارفرما و بیمه بگویید.\n", "", "events.work: missing first"},
		{"an unknown picture", "rules/events.yaml", "icon: car", "icon: cart", `unknown icon "cart"; did you mean "car"?`},
		{"a long sentence", "rules/events.yaml", "when: مهریه را می‌خواهید", "when: " + strings.Repeat("مهریه ", 21), "a sentence of 21 words"},
		{"no English", "rules/events.en.yaml", `"You want the dower"`, `{}`, "missing events.family.titles.1"},
		{"an unknown event on the first page", "rules/home.yaml", "events: [danger,", "events: [dangre,", `the first page names event "dangre"`},
		{"a word twice", "rules/alike.yaml", "[طلاق, جدایی,", "[طلاق, طلاق,", `"طلاق" stands twice in its row`},
		{"a word alone", "rules/alike.yaml", "[طفل, بچه, فرزند, کودک, نوزاد]", "[طفل]", "alike.30: at least 2 are needed"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			files := copied(t, catalogs.Iran())
			plant(t, files, tc.file, edit{tc.old, tc.new})
			if _, err := catalog.Load(files); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("want %s\ngot  %v", tc.want, err)
			}
		})
	}
}
