package advisor

import (
	"encoding/json"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// plain gives a text in which nothing hides: compatibility forms resolved, Persian letters,
// no invisible characters but the half-space, no private ones, no strokes through digits,
// and none of the brackets that stand around marks of a Mask.
func plain(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(s)
	s = strings.Map(plainRune, norm.NFKC.String(s))
	return strings.TrimSpace(s)
}

func plainRune(r rune) rune {
	switch {
	case r == 'ي', r == 'ى':
		return 'ی'
	case r == 'ك':
		return 'ک'
	case r == '\n', r == lang.ZWNJ:
		return r
	case r == markOpen, r == markShut, r == '\u0640', r == unicode.ReplacementChar: // tatweel stretches words out of sight
		return -1
	case unicode.Is(unicode.Nd, r):
		return plainDigit(r)
	case unicode.Is(unicode.M, r) && (r < 0x0610 || r > 0x06ed), !unicode.IsGraphic(r), r == 0x115f, r == 0x1160, r == 0x2800: // fillers count as letters
		return -1
	}
	return r
}

// plainDigit leaves ASCII, Persian and Arabic digits and turns those of other scripts into
// ASCII: the blocks of digits begin at zero.
func plainDigit(r rune) rune {
	if r < 0x0700 {
		return r
	}
	for _, block := range unicode.Nd.R16 {
		if rune(block.Lo) <= r && r <= rune(block.Hi) {
			return '0' + (r-rune(block.Lo))%10
		}
	}
	for _, block := range unicode.Nd.R32 {
		if rune(block.Lo) <= r && r <= rune(block.Hi) {
			return '0' + (r-rune(block.Lo))%10
		}
	}
	return r
}

// datum is text of strangers inside a request. In JSON it shows none of the signs that chat
// templates, markup or JSON are made of: servers read <|im_start|> and [INST] in the text of
// a user as their own.
type datum string

var disarm = strings.NewReplacer("[", `\u005b`, "]", `\u005d`, "{", `\u007b`, "}", `\u007d`, "|", `\u007c`, "`", `\u0060`)

// MarshalJSON writes the text with those signs escaped; it reads back as it was.
func (d datum) MarshalJSON() ([]byte, error) {
	text, err := json.Marshal(string(d)) // escapes <, > and & too
	return []byte(disarm.Replace(string(text))), err
}

// squash is a word in the form that is compared: folded, without gaps.
func squash(s string) string { return strings.ReplaceAll(lang.Fold(s), " ", "") }
