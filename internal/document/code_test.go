package document

import (
	"strings"
	"testing"
)

// TestALongCodeStaysOnItsPaper: a fingerprint takes as many rows as it needs, in the digits
// that other programs print; a number to be read aloud stands in one row.
func TestALongCodeStaysOnItsPaper(t *testing.T) {
	f := newFlow(press(t), Paper{})
	for _, tc := range []struct {
		value  string
		groups []int
		rows   int
	}{
		{"23140508814726", []int{2, 4, 4, 4}, 1},
		{strings.Repeat("9c9089b9921d3c72", 4), []int{16, 16, 16, 16}, 2},
	} {
		rows := f.codeRows(Code{Value: tc.value, Groups: tc.groups})
		if len(rows) != tc.rows {
			t.Errorf("%s takes %d rows, want %d", tc.value, len(rows), tc.rows)
		}
		for _, r := range rows {
			if r.width > measure-2*codeSide {
				t.Errorf("%s is %.0f points wide, of %.0f", tc.value, r.width, float64(measure))
			}
		}
	}
}

// TestAClosingNeverBeginsAPage: wherever the page ends, the name stands below a line of the text.
func TestAClosingNeverBeginsAPage(t *testing.T) {
	for words := range 20 {
		for above := range 40 {
			f := newFlow(press(t), Paper{})
			f.y -= float64(above) * textStyle.leading
			Para{Text: strings.Repeat("مورد استدعاست ", 1+4*words), Keeps: true}.put(f)
			pages := len(f.pages)
			closing := Para{Text: "با تجدید احترام"}
			if closing.put(f); len(f.pages) > pages {
				t.Fatalf("after %d words on line %d the closing begins page %d", 2+8*words, above, len(f.pages))
			}
		}
	}
}
