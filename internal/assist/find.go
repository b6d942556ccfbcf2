package assist

import (
	"math"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Limits of a search, found with the tuned half of testdata/queries.tsv.
const (
	fewWords    = 3    // a story of so many words is a search
	leastNamed  = 0.45 // alone
	leastBoth   = 0.3  // by a row of alike.yaml, where the stories of the title speak too
	namedShare  = 0.6  // of the score; the rest is what a story would score
	typedPower  = 0.7  // what of the typed is covered counts more than what of the name is
	partShare   = 0.3  // of a row's entry, for one of its words
	noticeShare = 0.95 // a formal notice is meant less often than the court, where both fit
	leastFound  = 0.4  // of the best, for the others
	mostFound   = 20
)

// Find orders the titles by how well a few words name them. What a story needs more of, such
// as a second word, a search does without: here a title's own names speak.
func (a *Assistant) Find(words string, loc lang.Locale) []Hit {
	return best(a.find(a.lex.listen(words, true), loc), leastFound, mostFound)
}

func (a *Assistant) find(t told, loc lang.Locale) (hits []Hit) {
	if len(t.words) == 0 {
		return nil
	}
	near, grams := a.nearest(t), a.rare(t.grams)
	for i, title := range a.titles {
		if near[i] == 0 {
			continue
		}
		named, marked := a.named(a.docs[i], t)
		story, spoke, sure := a.fit(a.docs[i], t, grams, near[i])
		asStory := story >= leastScore && (len(spoke) > 1 || sure || marked && named >= leastBoth || story >= leastAlone)
		if named < leastNamed && !asStory {
			continue
		}
		score := namedShare*named + (1-namedShare)*story
		if title.Family == "declaration" {
			score *= noticeShare
		}
		hits = append(hits, Hit{title.Code, title.Family, title.Name(loc), math.Round(score*1000) / 1000, spoke})
	}
	return hits
}

// named is how well what was typed and the nearest name of a title cover each other, 0 to 1;
// marked tells that a row of alike.yaml joins both.
func (a *Assistant) named(d document, t told) (best float64, marked bool) {
	for _, label := range d.labels {
		if !slices.ContainsFunc(label.words, func(w word) bool { return slices.ContainsFunc(t.words, func(v word) bool { return v.stem == w.stem }) }) {
			continue
		}
		typed, name := a.cover(t, label), a.cover(label, t)
		best = max(best, math.Pow(typed, typedPower)*math.Pow(name, 1-typedPower))
		marked = marked || slices.ContainsFunc(label.words, func(w word) bool {
			return isMark(w) && slices.ContainsFunc(t.words, func(v word) bool { return v.stem == w.stem })
		})
	}
	return best, marked
}

// cover is the share of the weight of a text that another one has. What was typed together,
// as a word and the mark of its row are, counts once, by the heaviest.
func (a *Assistant) cover(text, by told) float64 {
	known, all := 0.0, 0.0
	weight, said := 0.0, 0.0
	for i, w := range text.words {
		rare := a.rarity(w.stem)
		weight = max(weight, rare)
		worth := rare * w.sure
		if !isMark(w) && strings.Contains(w.typed, " ") {
			worth *= partShare
		}
		for _, other := range by.words {
			if other.stem == w.stem {
				said = max(said, worth*other.sure)
			}
		}
		if i+1 == len(text.words) || text.words[i+1].typed != w.typed {
			known, all, weight, said = known+said, all+weight, 0, 0
		}
	}
	if all == 0 {
		return 0
	}
	return known / all
}

// rarity weighs a word; one that no title uses weighs as if one did.
func (a *Assistant) rarity(stem string) float64 {
	if rare, ok := a.words[stem]; ok {
		return rare
	}
	return a.unheard / unheardShare
}

// plain counts the words of a text, without marks.
func plain(t told) (n int) {
	for _, w := range t.words {
		if !isMark(w) {
			n++
		}
	}
	return n
}

func isMark(w word) bool { return w.stem[0] == '~' }

// Knows says whether the catalogue has a title.
func (a *Assistant) Knows(code string) bool {
	return slices.ContainsFunc(a.titles, func(t *form.Title) bool { return t.Code == code })
}
