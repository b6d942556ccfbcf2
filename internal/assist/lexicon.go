package assist

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// lexicon knows the words of the titles, and reads what people type as these words: in
// Persian or Latin letters, with slips, run together or torn apart.
type lexicon struct {
	uses      map[string]int      // folded words, and how often titles use them; common words too
	stems     map[string]bool     // of the words
	sounds    map[string][]string // by how they sound
	slips     map[string][]string // by how they sound without one letter
	skeletons map[string][]string // by their consonants in Latin letters
	heard     map[string][]rune   // a word as sounds
	alike     map[string][][]string
	matter    map[string]string // of a row's word or words, joined by spaces: the row's mark
	run       map[string]bool   // entries of several words, without spaces
}

// word is a word as it is compared. A mark of alike.yaml is a word too; it begins with «~».
type word struct {
	typed   string  // by the person, folded
	written string  // as the titles write it
	stem    string  // without endings
	sure    float64 // that this is what was meant, 0 to 1
}

// How sure a reading is.
const (
	asTyped    = 1.0
	asSounding = 0.95
	asFinglish = 0.9
	asParts    = 0.9
	asSlip     = 0.75
)

func newLexicon(k Knowledge) *lexicon {
	x := &lexicon{
		uses: map[string]int{}, stems: map[string]bool{}, sounds: map[string][]string{}, slips: map[string][]string{}, skeletons: map[string][]string{},
		heard: map[string][]rune{}, alike: map[string][][]string{}, matter: map[string]string{}, run: map[string]bool{},
	}
	for _, t := range k.Titles {
		for text := range texts(t) {
			x.learn(text)
		}
	}
	for _, row := range k.Alike {
		for _, entry := range row {
			x.learn(entry)
			x.join(entry, "~"+lang.Fold(row[0]))
		}
	}
	for _, d := range k.Dangers {
		for _, sign := range d.Signs {
			x.learn(sign)
		}
	}
	for said, written := range spoken {
		x.learn(said)
		x.learn(written)
	}
	if k.Stories != nil {
		for _, w := range k.Stories.Words {
			x.uses[w.Text] += w.Uses
			x.stems[stem(w.Text)] = true
		}
	}
	for _, w := range common {
		x.uses[w] += commonUses
	}
	for _, w := range sortedKeys(x.uses) {
		x.index(w)
	}
	return x
}

// commonUses makes a common word win where letters fit several: «pas» is «پس», not «پاس».
const commonUses = 1000

func (x *lexicon) learn(text string) {
	for _, w := range strings.Fields(lang.Fold(text)) {
		x.uses[w]++
		x.stems[stem(w)] = true
	}
	for _, w := range strings.Fields(strings.ReplaceAll(text, string(lang.ZWNJ), "")) { // «صاحب‌خانه» is also typed «صاحبخانه»
		if strings.Contains(text, string(lang.ZWNJ)) {
			x.uses[lang.Fold(w)]++
		}
	}
}

// join keeps that the words of an entry stand for a row of alike.yaml.
func (x *lexicon) join(entry, mark string) {
	parts := stemsOf(strings.Fields(lang.Fold(entry)))
	x.alike[parts[0]] = append(x.alike[parts[0]], parts)
	x.matter[strings.Join(parts, " ")] = mark
	if len(parts) > 1 { // run together too
		whole := strings.Join(strings.Fields(lang.Fold(entry)), "")
		x.run[whole] = x.uses[whole] == 0
		x.uses[whole]++
		x.alike[stem(whole)] = append(x.alike[stem(whole)], []string{stem(whole)})
		x.matter[stem(whole)] = mark
	}
}

func (x *lexicon) index(w string) {
	if utf8.RuneCountInString(w) < 2 || w[0] < 0x80 {
		return
	}
	said := sounding(w)
	x.sounds[said] = append(x.sounds[said], w)
	if utf8.RuneCountInString(said) >= leastSlipMatter && !slices.Contains(common, w) {
		for _, less := range lesser(said) {
			x.slips[less] = append(x.slips[less], w)
		}
	}
	if sounds := persian(w); sounds != nil {
		x.heard[w] = sounds
		for _, s := range skeletons(sounds) {
			x.skeletons[s] = append(x.skeletons[s], w)
		}
	}
}

// read gives the words of a text. With mend, words that no title knows are read as the
// nearest that one knows.
func (x *lexicon) read(text string, mend bool) []word {
	var typed, words []word
	for _, w := range strings.Fields(lang.Fold(apostrophes.Replace(text))) {
		typed = append(typed, word{w, w, "", asTyped})
	}
	for _, w := range x.whole(typed) {
		if !mend || x.knows(w.written) {
			words = append(words, w)
			continue
		}
		words = append(words, x.mend(w.typed)...)
	}
	if mend {
		words = x.whole(words)
	}
	for i, w := range words {
		if written, ok := spoken[w.written]; ok {
			words[i].written = written
		}
		words[i].stem = stem(words[i].written)
	}
	return words
}

// apostrophes part syllables in Finglish, not words.
var apostrophes = strings.NewReplacer("'", "", "’", "", "‘", "")

func (x *lexicon) knows(w string) bool { return x.uses[w] > 0 }

// longest is the length up to which a word is looked into; what is longer was not meant as one.
const longest = 40

// mend reads an unknown word: by its sound, by its letters in Latin, as the stem of a known
// word, as words run together, as a slip. What is none of these stays.
func (x *lexicon) mend(typed string) []word {
	if utf8.RuneCountInString(typed) > longest {
		return []word{{typed, typed, "", asTyped}}
	}
	if typed[0] < 0x80 {
		if w, ok := x.finglish(typed); ok {
			return []word{{typed, w, "", asFinglish}}
		}
		return []word{{typed, typed, "", asTyped}}
	}
	if w, ok := x.best(x.sounds[sounding(typed)]); ok {
		return []word{{typed, w, "", asSounding}}
	}
	if x.stems[stem(typed)] {
		return []word{{typed, typed, "", asTyped}}
	}
	if parts := x.parts(typed); parts != nil {
		return parts
	}
	if w, ok := x.slip(typed); ok {
		return []word{{typed, w, "", asSlip}}
	}
	return []word{{typed, typed, "", asTyped}}
}

// best is the word that titles use most.
func (x *lexicon) best(words []string) (string, bool) {
	if len(words) == 0 {
		return "", false
	}
	return slices.MaxFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(x.uses[a], x.uses[b]), cmp.Compare(b, a)) }), true
}

// Lengths from which a word is mended by a letter: in shorter ones every letter makes another
// word. A word of alike.yaml is worth it sooner.
const (
	leastSlip       = 5
	leastSlipMatter = 3
)

func (x *lexicon) slip(typed string) (string, bool) {
	said := sounding(typed)
	short := utf8.RuneCountInString(said) < leastSlip
	var near []string
	for _, less := range lesser(said) {
		for _, w := range x.slips[less] {
			if oneSlip(said, sounding(w)) && (!short || x.matter[stem(w)] != "" && utf8.RuneCountInString(w) > leastSlipMatter) {
				near = append(near, w)
			}
		}
	}
	return x.best(near)
}

// leastPart is the shortest part of words that were run together; common words may be shorter.
const leastPart = 3

// parts reads a word as known words without spaces: «خیانتدرامانت». The fewest win.
func (x *lexicon) parts(typed string) []word {
	letters := []rune(typed)
	if len(letters) < 2*leastPart {
		return nil
	}
	best := make([][]word, len(letters)+1)
	best[0] = []word{}
	for end := 1; end <= len(letters); end++ {
		for start := range end {
			part := string(letters[start:end])
			if best[start] == nil || !x.knows(part) || end-start < leastPart && !slices.Contains(common, part) && x.matter[part] == "" {
				continue
			}
			if best[end] == nil || len(best[start])+1 < len(best[end]) {
				best[end] = append(slices.Clone(best[start]), word{typed, part, "", asParts})
			}
		}
	}
	return best[len(letters)]
}

// whole joins neighbours that are one word torn apart: «توا فقی», «کلاه برداری».
func (x *lexicon) whole(words []word) (list []word) {
	for i := 0; i < len(words); i++ {
		list = append(list, words[i])
		if i+1 == len(words) {
			break
		}
		one := words[i].written + words[i+1].written
		if utf8.RuneCountInString(one) >= 2*leastPart-1 && x.knows(one) && !x.run[one] {
			list[len(list)-1] = word{words[i].typed + " " + words[i+1].typed, one, "", min(words[i].sure, words[i+1].sure)}
			i++
		}
	}
	return list
}

// favour is how much dearer a word may be than a rarer one in Latin letters: «talagh» could
// also be «تعلق».
func (x *lexicon) favour(w string) float64 { return 0.02 * math.Log2(float64(min(x.uses[w], 32))) }

// finglish finds the word that a word in Latin letters is nearest to, endings cut or not.
func (x *lexicon) finglish(typed string) (string, bool) {
	best, least := "", furthest
	try := func(letters string, extra float64) {
		for _, sounds := range variants(letters) {
			for _, w := range x.skeletons[skeleton(sounds)] {
				cost := extra + fits(sounds, x.heard[w])
				if cost <= furthest && cost-x.favour(w) < least {
					best, least = w, cost-x.favour(w)
				}
			}
		}
	}
	try(typed, 0)
	for _, e := range endings {
		if rest, ok := strings.CutSuffix(typed, e); ok && len(rest) >= 3 {
			try(rest, 0.15)
		}
	}
	return best, best != ""
}
