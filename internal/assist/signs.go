package assist

import (
	"slices"

	"github.com/tarazu-justice/tarazu/internal/assist/model"
)

// Kinds of signs. What stood last is a sign of its own: of a dispute in which a judgment
// arrived, the judgment decides what comes next.
const (
	aStem     = 'w'
	aWord     = 'f' // with its ending
	aMark     = 'm' // row of alike.yaml
	aPair     = 'b' // of neighbours
	aTelling  = 'c' // pair of neighbours without the common words between
	aGram     = 'g'
	aLast     = 't' // stem among the last words of a longer story
	aLastMark = 'u'
)

const (
	longStory = 25 // words, from which on the last ones are looked at apart
	lastWords = 16
)

// How much a sign of a kind counts beside a word.
const (
	wordShare = 0.7
	lastShare = 0.7
	gramShare = 0.6
)

// signs lists what the words of a text show.
func (x *lexicon) signs(words []word) (list []model.Sign) {
	marks := x.marks(slices.Clone(words))
	put := func(kind byte, value float64, parts ...string) {
		list = append(list, model.Sign{Key: model.Key(kind, parts...), Value: float32(value)})
	}
	before, telling := "", ""
	for i, w := range words {
		last := len(words) > longStory && i >= len(words)-lastWords
		put(aStem, w.sure, w.stem)
		if w.written != w.stem {
			put(aWord, wordShare*w.sure, w.written)
		}
		if last {
			put(aLast, lastShare, w.stem)
		}
		if mark := marks[i]; mark != "" {
			if put(aMark, 1, mark); last {
				put(aLastMark, 1, mark)
			}
		}
		if before != "" {
			put(aPair, 1, before, w.stem)
		}
		before = w.stem
		if slices.Contains(common, w.written) {
			continue
		}
		if telling != "" {
			put(aTelling, 1, telling, w.stem)
		}
		telling = w.stem
	}
	for _, g := range grams(words) {
		put(aGram, gramShare, g)
	}
	return list
}
