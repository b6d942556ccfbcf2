package court

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// maxFound bounds what a search gives: more than a screen is no help.
const maxFound = 12

// ranks are words that people put before the name of a place.
var ranks = []string{"شهرستان ", "کلان شهر ", "کلانشهر ", "بخش ", "شهر "}

// squeeze is what two spellings of a place have in common.
func squeeze(name string) string {
	folded := strings.TrimPrefix(lang.Fold(name), "شهرستان ")
	return strings.ReplaceAll(folded, " ", "")
}

// alike turns letters that sound the same in Persian into one, so that «اسفحان» is Isfahan
// and «تبریظ» is Tabriz.
var alike = strings.NewReplacer("ث", "س", "ص", "س", "ذ", "ز", "ض", "ز", "ظ", "ز", "ط", "ت", "ح", "ه", "ق", "غ", "ع", "ا", "ء", "", "ّ", "")

func (b *Book) call(county string, names ...string) {
	for _, name := range names {
		key := squeeze(name)
		if key != "" && !slices.Contains(b.names[key], county) {
			b.names[key] = append(b.names[key], county)
		}
	}
}

// Find gives the counties that text may mean: those of exactly this name (of the county,
// its seat, a city, an old name), else those that sound so, else those that begin so, else
// those one slip away.
func (b *Book) Find(text string) []County {
	key := squeeze(text)
	if key == "" {
		return nil
	}
	if codes := b.names[key]; len(codes) > 0 {
		return b.resolve(codes)
	}
	for _, rank := range ranks { // «شهر کرج»; «شهر بابک» was found above
		if rest, ok := strings.CutPrefix(lang.Fold(text), rank); ok && len(b.names[squeeze(rest)]) > 0 {
			return b.resolve(b.names[squeeze(rest)])
		}
	}
	if codes := b.matching(func(name string) bool {
		return utf8.RuneCountInString(key) >= 3 && alike.Replace(name) == alike.Replace(key)
	}); len(codes) > 0 {
		return b.resolve(codes)
	}
	if codes := b.matching(func(name string) bool { return utf8.RuneCountInString(key) >= 2 && strings.HasPrefix(name, key) }); len(codes) > 0 {
		return b.resolve(codes)
	}
	return b.resolve(b.matching(func(name string) bool {
		return utf8.RuneCountInString(key) >= 4 && oneSlip(alike.Replace(key), alike.Replace(name))
	}))
}

func (b *Book) matching(fits func(string) bool) (codes []string) {
	for name, counties := range b.names {
		if fits(name) {
			for _, code := range counties {
				if !slices.Contains(codes, code) {
					codes = append(codes, code)
				}
			}
		}
	}
	return codes
}

// resolve keeps the order of the table, so that the same question has the same answer.
func (b *Book) resolve(codes []string) (found []County) {
	for _, c := range b.order {
		if slices.Contains(codes, c.Code) && len(found) < maxFound {
			found = append(found, c)
		}
	}
	return found
}

// oneSlip says whether one letter more, less, other or swapped parts the two.
func oneSlip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(x) < len(y) {
		return slices.Equal(x[i:], y[i+1:])
	}
	if i == len(x) || slices.Equal(x[i+1:], y[i+1:]) {
		return true
	}
	return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:])
}
