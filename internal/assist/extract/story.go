package extract

import (
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// story is a text while it is read.
type story struct {
	text  string
	today lang.Date
	toks  []token
	taken []bool // tokens that a reader has used, or that are numbers of nothing asked
	found []Found
	spots []spot // of what was found
}

func newStory(text string, today lang.Date) *story {
	toks := tokens(text)
	return &story{text: text, today: today, toks: toks, taken: make([]bool, len(toks))}
}

// at is the folded word of a token; "" beyond the ends.
func (s *story) at(i int) string {
	if i < 0 || i >= len(s.toks) {
		return ""
	}
	return s.toks[i].word
}

// gap is what stands before a token.
func (s *story) gap(i int) string {
	if i <= 0 || i >= len(s.toks) {
		return "\n"
	}
	return s.text[s.toks[i-1].to:s.toks[i].from]
}

// next is the word at i if it follows the one before it in the same sentence; else "".
func (s *story) next(i int) string {
	if parts(s.gap(i)) {
		return ""
	}
	return s.at(i)
}

// parts says whether a gap ends what was being said.
func parts(gap string) bool { return strings.ContainsAny(gap, ".،,;؛:!?؟\n()«»\"") }

// free says whether nobody has taken the tokens from i up to j.
func (s *story) free(i, j int) bool {
	if i < 0 || j > len(s.toks) {
		return false
	}
	for ; i < j; i++ {
		if s.taken[i] {
			return false
		}
	}
	return true
}

// take keeps what was found in the tokens from i up to j.
func (s *story) take(i, j int, f Found) {
	f.From, f.To = s.toks[i].from, s.toks[j-1].to
	s.found = append(s.found, f)
	for k := i; k < j; k++ {
		s.toks[k].kind = f.Kind
	}
	s.block(i, j)
}

func (s *story) block(i, j int) {
	for ; i < j && i < len(s.taken); i++ {
		s.taken[i] = true
	}
}

// near says whether one of the words stands at most back tokens before i or ahead after it,
// in any of its forms.
func (s *story) near(i, back, ahead int, words set) bool {
	for j := max(0, i-back); j <= i+ahead && j < len(s.toks); j++ {
		if words.has(s.at(j)) {
			return true
		}
	}
	return false
}

// set is a set of folded words.
type set map[string]bool

func words(list string) set {
	m := set{}
	for _, w := range strings.Fields(list) {
		m[lang.Fold(w)] = true
	}
	return m
}

// clitics are what is said together with a noun: «تومنه», «خونمو», «ماهی».
var clitics = strings.Fields("شونو مونو هایم هایش مون شون تون مان شان تان های هام هاش ایم یم مو شو رو ها ام اش ات ای ا ه ی م ش ت و ن e i o ro am emo")

// has says whether a word or what it is without clitics is in the set.
func (m set) has(word string) bool {
	if word == "" || m[word] {
		return word != ""
	}
	for _, c := range clitics {
		if rest, ok := strings.CutSuffix(word, c); ok && len(rest) > 3 && m[rest] {
			return true
		}
	}
	return false
}
