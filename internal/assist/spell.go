package assist

import "strings"

// sounding writes a folded word with one letter for all that sound alike: س, ص and ث are
// one, so are ز, ذ, ض and ظ, ت and ط, ه and ح, ق and غ, ا and ع; doubled letters are one.
func sounding(word string) string {
	var b strings.Builder
	var last rune
	for _, r := range word {
		switch r {
		case 'ص', 'ث':
			r = 'س'
		case 'ذ', 'ض', 'ظ':
			r = 'ز'
		case 'ط':
			r = 'ت'
		case 'ح':
			r = 'ه'
		case 'غ':
			r = 'ق'
		case 'ع':
			r = 'ا'
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// lesser are a word and all that is left of it without one letter. Two words of one slip
// share one of them.
func lesser(word string) []string {
	letters := []rune(word)
	all := []string{word}
	for i := range letters {
		all = append(all, string(letters[:i])+string(letters[i+1:]))
	}
	return all
}

// oneSlip says whether two words differ by one letter more, less or other, or by two
// neighbours that changed places.
func oneSlip(one, other string) bool {
	a, b := []rune(one), []rune(other)
	if len(a) > len(b) {
		a, b = b, a
	}
	start := 0
	for start < len(a) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	restA, restB := a[start:len(a)-end], b[start:len(b)-end]
	switch {
	case len(restA) == 0:
		return len(restB) <= 1
	case len(restA) == 1:
		return len(restB) == 1
	}
	return len(restA) == 2 && len(restB) == 2 && restA[0] == restB[1] && restA[1] == restB[0]
}
