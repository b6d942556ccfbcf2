package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// token is a run of letters or of digits.
type token struct {
	from, to int
	word     string // folded; digits in ASCII
	digits   bool
	kind     Kind // of what was found in it
}

// most bounds what is read of a text: five thousand words and some.
const most = 6000

// tokens parts a text into runs of letters and runs of digits. Whatever else is there, the
// half-space too, is a gap.
func tokens(text string) (list []token) {
	start, was := -1, gapRune
	end := func(at int) {
		if start >= 0 {
			list = append(list, split(text, start, at, was == digitRune)...)
		}
		start = -1
	}
	for i, r := range text {
		now := kindOf(r)
		if now == markRune { // vowel marks and joiners belong to the word they are in
			continue
		}
		if now != was || start < 0 {
			if end(i); len(list) >= most {
				return list
			}
			if now != gapRune {
				start = i
			}
			was = now
		}
	}
	end(len(text))
	return list
}

type runeKind int

const (
	gapRune runeKind = iota
	letterRune
	digitRune
	markRune
)

func kindOf(r rune) runeKind {
	switch {
	case r >= '0' && r <= '9', r >= '۰' && r <= '۹', r >= '٠' && r <= '٩':
		return digitRune
	case r == lang.ZWNJ:
		return gapRune
	case r == '\u0640', unicode.Is(unicode.Mn, r), r == '\u200d':
		return markRune
	case unicode.IsLetter(r):
		return letterRune
	}
	return gapRune
}

// split makes the tokens of a run: one, or several where a number was typed together with
// what follows it («صدهزار», «دوتا», «سیصدوپنجاه»).
func split(text string, from, to int, digits bool) []token {
	raw := text[from:to]
	if digits {
		return []token{{from: from, to: to, word: lang.LatinDigits(strings.Map(digitsOnly, raw)), digits: true}}
	}
	word := lang.Fold(raw)
	if word == "" {
		return nil
	}
	one := []token{{from: from, to: to, word: word}}
	letters := utf8.RuneCountInString(word)
	if known(word) || letters > longestRun || letters != utf8.RuneCountInString(raw) {
		return one
	}
	cuts := parted(word)
	if rest, ok := strings.CutPrefix(word, "و"); ok && cuts == nil && numerals[rest] > 0 { // «شصت‌وپنج»
		cuts = []string{"و", rest}
	}
	if cuts == nil {
		return one
	}
	return cutAt(raw, from, cuts)
}

// longestRun is the length up to which a word is looked into.
const longestRun = 24

func digitsOnly(r rune) rune {
	if kindOf(r) != digitRune {
		return -1
	}
	return r
}

// cutAt maps the parts of a folded word back to the letters as typed, one for one.
func cutAt(raw string, from int, parts []string) (list []token) {
	for _, p := range parts {
		size := 0
		for range utf8.RuneCountInString(p) {
			_, n := utf8.DecodeRuneInString(raw[size:])
			size += n
		}
		list = append(list, token{from: from, to: from + size, word: p})
		raw, from = raw[size:], from+size
	}
	return list
}

// parted reads a word that begins with a number as a number and known words after it.
func parted(word string) []string {
	for at := range word {
		head, tail := word[:at], word[at:]
		if _, ok := numerals[head]; !ok || at == 0 {
			continue
		}
		if rest := followers(tail); rest != nil {
			return append([]string{head}, rest...)
		}
	}
	return nil
}

// followers reads what is left behind a number: «هزار», «تا», «وپنجاه».
func followers(tail string) []string {
	if known(tail) && tail != "م" && tail != "o" { // «سهم» is no number
		return []string{tail}
	}
	if rest, ok := strings.CutPrefix(tail, "و"); ok {
		if _, ok := numerals[rest]; ok {
			return []string{"و", rest}
		}
		if list := parted(rest); list != nil {
			return append([]string{"و"}, list...)
		}
	}
	for at := range tail {
		head := tail[:at]
		if _, ok := scales[head]; ok && at > 0 {
			if rest := followers(tail[at:]); rest != nil {
				return append([]string{head}, rest...)
			}
		}
	}
	return nil
}
