package assist

import (
	"strings"
	"unicode"
)

// latin reads a word of Persian in Latin letters as sounds: one rune a sound, capitals for
// what takes two letters («sh» S, «ch» C, «zh» J), x for «kh», q for «gh».
func latin(word string) []rune {
	word = digraphs.Replace(word)
	var sounds []rune
	for _, r := range word {
		switch r {
		case 'y':
			r = 'i'
		case 'c':
			r = 'k'
		}
		if n := len(sounds); n > 0 && sounds[n-1] == r {
			continue // «sekke» and «seke» are one word
		}
		sounds = append(sounds, r)
	}
	return sounds
}

var digraphs = strings.NewReplacer("kh", "x", "gh", "q", "sh", "S", "ch", "C", "zh", "J", "ck", "k", "ph", "f", "oo", "u", "ou", "u", "ee", "i", "aa", "a", "w", "v")

// variants are the readings of a word in Latin letters: «zh» is one letter in «mozhde», two in
// «ezharname».
func variants(word string) [][]rune {
	all := [][]rune{latin(word)}
	if before, after, found := strings.Cut(word, "zh"); found {
		all = append(all, append(latin(before+"z"), latin("h"+after)...))
	}
	return all
}

// persian reads a folded Persian word as sounds. Letters that may be vowels are capitals:
// A (ا), W (و), Y (ی), E (ه at the end), 3 (ع).
func persian(word string) []rune {
	letters := []rune(word)
	var sounds []rune
	for i, r := range letters {
		s, ok := sound[r]
		switch {
		case !ok:
			return nil // digits and Latin letters have no Finglish
		case r == 'ه' && i == len(letters)-1 && i > 0:
			s = 'E'
		case r == 'و' && i == 0:
			s = 'v'
		}
		if n := len(sounds); n > 0 && sounds[n-1] == s {
			continue
		}
		sounds = append(sounds, s)
	}
	return sounds
}

var sound = map[rune]rune{
	'ب': 'b', 'پ': 'p', 'ت': 't', 'ط': 't', 'ث': 's', 'س': 's', 'ص': 's', 'ج': 'j', 'چ': 'C', 'ح': 'h', 'ه': 'h', 'خ': 'x', 'د': 'd', 'ذ': 'z', 'ز': 'z', 'ض': 'z', 'ظ': 'z',
	'ر': 'r', 'ژ': 'J', 'ش': 'S', 'غ': 'q', 'ق': 'q', 'ف': 'f', 'ک': 'k', 'گ': 'g', 'ل': 'l', 'م': 'm', 'ن': 'n', 'و': 'W', 'ی': 'Y', 'ا': 'A', 'ع': '3',
}

func vowel(r rune) bool { return strings.ContainsRune("aeiou", r) }

// skeleton is the consonants of a word in Latin letters.
func skeleton(sounds []rune) string {
	var b strings.Builder
	for i, r := range sounds {
		if vowel(r) || r == 'h' && i == len(sounds)-1 && i > 0 && vowel(sounds[i-1]) {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// skeletons are the consonants of a Persian word, each «و» once as a vowel, once as «v».
func skeletons(sounds []rune) []string {
	all := []string{""}
	for _, r := range sounds {
		switch {
		case r == 'W':
			for _, s := range all[:min(len(all), 4)] {
				all = append(all, s+"v")
			}
		case unicode.IsUpper(r) && !strings.ContainsRune("SCJ", r), r == '3':
		default:
			for i := range all {
				all[i] += string(r)
			}
		}
	}
	return all
}

// Costs of reading a sound as a letter, found with the tuned half of the queries.
const (
	noCost   = 0.0
	strange  = 1.2  // another consonant
	furthest = 0.75 // a reading above it is none
)

// fits is how far the sounds of a word in Latin letters are from a Persian word: 0 is as
// one would write it. Short vowels are not written, long ones may be missed.
func fits(typed, word []rune) float64 {
	above := make([]float64, len(word)+1)
	for j, p := range word {
		above[j+1] = above[j] + unsaid(p)
	}
	for i, l := range typed {
		row := make([]float64, len(word)+1)
		row[0] = above[0] + unwritten(typed, i)
		for j, p := range word {
			row[j+1] = min(above[j]+heard(l, p), above[j+1]+unwritten(typed, i), row[j]+unsaid(p))
		}
		above = row
	}
	return above[len(word)]
}

// heard is the cost of a Latin letter standing for a Persian one.
func heard(l, p rune) float64 {
	if l == p {
		return noCost
	}
	if costs, ok := vowels[p]; ok {
		if at := strings.IndexRune("aeiouvh", l); at >= 0 {
			return costs[at]
		}
	}
	return strange
}

// vowels gives the cost of a, e, i, o, u, v and h for the letters that may be vowels.
var vowels = map[rune][7]float64{
	'A': {.06, .4, .7, .2, .25, strange, strange},
	'W': {.6, .6, .9, 0, 0, 0, strange},
	'Y': {.4, .2, 0, .8, .9, strange, strange},
	'E': {.1, 0, .5, .6, .8, strange, .1},
	'3': {.05, .05, .1, .05, .3, strange, strange},
}

// unsaid is the cost of a Persian letter that nothing in Latin stands for.
func unsaid(p rune) float64 {
	switch p {
	case 'A', 'W':
		return 0.4
	case 'Y', 'E':
		return 0.35
	case '3':
		return 0.15
	}
	return 1.1
}

// unwritten is the cost of a Latin letter that Persian does not write.
func unwritten(typed []rune, i int) float64 {
	switch r := typed[i]; {
	case r == 'h' && i == len(typed)-1:
		return 0.1
	case r == 'a', r == 'e':
		return 0.06
	case r == 'o':
		return 0.12
	case r == 'i', r == 'u':
		return 0.35
	}
	return 1.1
}

// endings are what follows a noun or verb in Finglish: «pulamo», «khoone ro», «sekkehaye».
var endings = []string{"hamoono", "haro", "haye", "hamo", "amoon", "emoon", "emun", "amun", "esho", "amo", "eto", "mo", "sho", "ha", "am", "em", "et", "esh", "an", "and", "im", "id", "e", "i", "o", "ye"}
