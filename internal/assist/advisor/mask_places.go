package advisor

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// street finds the way to a door: from the street to the number on it.
var street = regexp.MustCompile(`(?:خیابان|خیابون|بلوار|کوچه|میدان|بن\s?\x{200c}?بست|شهرک|کوی|بزرگراه|جاده)[^\n؟!؛⟦]{1,90}?(?:پلاک|واحد)\s*` + digit + `+(?:[،,\s]*(?:واحد|طبقه|زنگ|بلوک)[ۀهٔ]?\s*(?:` + digit + `+|\p{L}+))*`)

func streets(part string) (list []span) {
	for _, at := range street.FindAllStringIndex(part, -1) {
		list = append(list, span{at[0], at[1], "ADDRESS", squash(part[at[0]:at[1]])})
	}
	return list
}

// placesOf cuts an address that was told into pieces by which a story may name it. A piece
// of one word is a town, and courts are found by it.
func placesOf(address string) (list [][]string) {
	pieces := strings.FieldsFunc(plain(address), func(r rune) bool { return strings.ContainsRune("،,؛;\n-–", r) })
	for _, piece := range pieces {
		if tokens := pieceTokens(piece); len(tokens) >= 2 {
			list = append(list, spelled(tokens))
		}
	}
	return list
}

var aToken = regexp.MustCompile(`[\p{L}\p{M}\x{200c}]+|` + digit + `+`)

func pieceTokens(text string) (list []word) {
	for _, at := range aToken.FindAllStringIndex(text, -1) {
		list = append(list, word{at[0], at[1], squash(text[at[0]:at[1]])})
	}
	return list
}

func spelled(tokens []word) (list []string) {
	for _, t := range tokens {
		list = append(list, t.squashed)
	}
	return list
}

// toldPlaces finds the pieces of addresses that were told.
func (m *Mask) toldPlaces(part string) (list []span) {
	all := pieceTokens(part)
	said := spelled(all)
	for i := 0; i < len(all); i++ {
		for _, piece := range m.places {
			if len(said)-i >= len(piece) && slices.Equal(said[i:i+len(piece)], piece) {
				list = append(list, span{all[i].from, all[i+len(piece)-1].to, "ADDRESS", strings.Join(piece, " ")})
				i += len(piece) - 1
				break
			}
		}
	}
	return list
}

// dictated finds mobile numbers in words, «صفر نهصد و دوازده …»: a zero and what follows,
// and other chains of at least seven number words.
func dictated(part string) (list []span) {
	all := words(part)
	for i := 0; i < len(all); i++ {
		n, counted := chain(part, all[i:])
		zero := all[i].squashed == "صفر" && counted >= 4
		if zero || counted >= 7 {
			list = append(list, span{all[i].from, all[i+n-1].to, "NUMBER", squash(part[all[i].from:all[i+n-1].to])})
		}
		i += max(n-1, 0)
	}
	return list
}

// chain is how many words at the beginning are numbers and «و», and how many are numbers.
// A scale such as «میلیون» ends it: that is a sum.
func chain(text string, all []word) (n, counted int) {
	for i, w := range all {
		if i > 0 && strings.IndexFunc(text[all[i-1].to:w.from], func(r rune) bool { return !unicode.IsSpace(r) && !strings.ContainsRune("،,-", r) }) >= 0 {
			break
		}
		if _, scale := scaleWord(w.squashed); scale && utf8.RuneCountInString(w.squashed) > 3 {
			return 0, 0
		}
		if _, ok := numberWord(w.squashed); ok {
			counted++
			n = i + 1
		} else if w.squashed != "و" || i == 0 {
			break
		}
	}
	return n, counted
}
