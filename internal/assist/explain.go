package assist

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// NoticeKind is a kind of paper that the judiciary sends, and how texts show it: words that
// stand near each other, in any order. A sign of Not speaks against it.
type NoticeKind struct {
	Code       string
	Signs, Not []string
}

// Notice is a kind of paper that a text may be.
type Notice struct {
	Kind  string
	Score float64  // 0 to 1: how much the text shows it
	Words []string // of the text, that spoke for it
}

// Sure says that a text shows its kind well, not only perhaps.
func (n Notice) Sure() bool { return n.Score >= sureNotice }

// Explainer tells what kind of paper a text is, or is a summary of. It is safe for concurrent
// use.
type Explainer struct {
	known *lexicon // words of the titles and of stories
	own   *lexicon // words of the signs: what is mended is mended to these first
	kinds []shownBy
	rare  map[string]float64 // how much a stem tells, by rarity among kinds
}

// shownBy is a kind with the stems of its signs.
type shownBy struct {
	code       string
	signs, not [][]string
}

// Limits of what is recognised, found with the tuned half of testdata/notices.jsonl.
const (
	leastNotice   = 0.30 // below, a text is no notice that we know
	sureNotice    = 0.5
	leastOfNotice = 0.5 // of the best, for the others
	mostNotices   = 4
	enoughShown   = 7.0 // of which the score is a half
	headWords     = 14  // a paper says first what it is
	headShare     = 1.5
	moreShare     = 0.35 // what a second sign of the same words adds
	nearInNotice  = 2    // other words between those of a sign
)

// Explainer learns the kinds.
func (a *Assistant) Explainer(kinds []NoticeKind) *Explainer {
	e := &Explainer{known: a.lex, rare: map[string]float64{}}
	words := Danger{}
	for _, k := range kinds {
		words.Signs = append(append(words.Signs, k.Signs...), k.Not...)
	}
	e.own = newLexicon(Knowledge{Dangers: []Danger{words}})
	users := map[string]int{}
	for _, k := range kinds {
		s := shownBy{code: k.Code, signs: e.stems(k.Signs), not: e.stems(k.Not)}
		e.kinds = append(e.kinds, s)
		used := map[string]bool{}
		for _, sign := range s.signs {
			for _, stem := range sign {
				used[stem] = true
			}
		}
		for stem := range used {
			users[stem]++
		}
	}
	for stem, n := range users {
		e.rare[stem] = math.Log(1 + float64(len(kinds))/float64(n))
		if slices.Contains(common, stem) {
			e.rare[stem] /= 4
		}
	}
	return e
}

func (e *Explainer) stems(signs []string) (list [][]string) {
	for _, sign := range signs {
		var stems []string
		for _, w := range e.own.read(sign, false) {
			stems = append(stems, root(w))
		}
		list = append(list, stems)
	}
	return list
}

// longestNotice bounds how many words of a text are read.
const longestNotice = 4000

// Explain orders the kinds that a text may be, the likeliest first. None: it is no notice that
// we know, or too little of one.
func (e *Explainer) Explain(text string) (list []Notice) {
	words := e.read(text)
	for _, k := range e.kinds {
		if slices.ContainsFunc(k.not, func(sign []string) bool { _, ok := standing(words, sign, nearInNotice); return ok }) {
			continue
		}
		weight, spoke := e.shown(k, words)
		score := math.Round(1000*weight/(weight+enoughShown)) / 1000
		if score >= leastNotice {
			list = append(list, Notice{k.code, score, spoke})
		}
	}
	slices.SortStableFunc(list, func(a, b Notice) int { return cmp.Compare(b.Score, a.Score) })
	list = slices.DeleteFunc(list, func(n Notice) bool { return n.Score < leastOfNotice*list[0].Score })
	return list[:min(len(list), mostNotices)]
}

// shown adds up the signs of a kind. Words that an earlier sign had add little.
func (e *Explainer) shown(k shownBy, words []word) (weight float64, spoke []string) {
	said := map[string]bool{}
	for _, sign := range k.signs {
		places, ok := standing(words, sign, nearInNotice)
		if !ok {
			continue
		}
		own, all := 0.0, 0.0
		for _, stem := range sign {
			worth := e.rare[stem]
			all += worth
			if said[stem] {
				worth *= moreShare
			}
			own += worth
			said[stem] = true
		}
		own *= math.Min(1, all/leastSign)
		if places[0] < headWords {
			own *= headShare
		}
		weight += own
		for _, i := range places {
			if !slices.Contains(spoke, words[i].typed) && !slices.Contains(common, words[i].written) {
				spoke = append(spoke, words[i].typed)
			}
		}
	}
	return weight, spoke
}

// leastSign is the weight from which a sign counts whole.
const leastSign = 3.0

// standing finds where the words of a sign first stand near each other, with so many other words
// between them at most.
func standing(words []word, sign []string, between int) (places []int, ok bool) {
	for i, w := range words {
		if !slices.Contains(sign, w.stem) {
			continue
		}
		places = places[:0]
		for j := i; j < min(len(words), i+len(sign)+between); j++ {
			if slices.Contains(sign, words[j].stem) {
				places = append(places, j)
			}
		}
		if !slices.ContainsFunc(sign, func(s string) bool {
			return !slices.ContainsFunc(places, func(j int) bool { return words[j].stem == s })
		}) {
			return places, true
		}
	}
	return nil, false
}

// read gives the words of a notice: whole ones as they are, those that scanning broke as the
// nearest word of a sign, others as the assistant reads a story.
func (e *Explainer) read(text string) (words []word) {
	fields := strings.Fields(lang.Fold(apostrophes.Replace(text)))
	typed := make([]word, 0, len(fields))
	for _, w := range fields[:min(len(fields), longestNotice)] {
		typed = append(typed, word{w, w, "", asTyped})
	}
	for _, w := range e.own.whole(typed) {
		words = append(words, e.mended(w)...)
	}
	for i, w := range words {
		if written, ok := spoken[w.written]; ok {
			words[i].written = written
		}
		words[i].stem = root(words[i])
	}
	return words
}

// root cuts a second ending from longer words, where a notice is spoken of: «شکایتت».
func root(w word) string {
	once := stem(w.written)
	if twice := stem(once); utf8.RuneCountInString(twice) >= leastRoot {
		return twice
	}
	return once
}

const leastRoot = 4

func (e *Explainer) mended(w word) []word {
	if e.own.knows(w.written) || e.own.stems[stem(w.written)] || e.known.knows(w.written) || '0' <= w.typed[0] && w.typed[0] <= '9' {
		return []word{w}
	}
	if utf8.RuneCountInString(w.typed) > longest {
		return []word{w}
	}
	if turned, ok := e.turned(w.written); ok {
		return []word{{w.typed, turned, "", asSounding}}
	}
	for _, x := range []*lexicon{e.own, e.known} {
		if m := x.mend(w.written); len(m) > 1 || m[0].written != w.written {
			return m
		}
	}
	return []word{w}
}

// turned reads a word in which a PDF wrote «لا» as «ال»: «ابالغ» is «ابلاغ».
func (e *Explainer) turned(w string) (string, bool) {
	for at := strings.Index(w, "ال"); at >= 0; {
		if t := w[:at] + "لا" + w[at+len("ال"):]; e.own.knows(t) || e.own.stems[stem(t)] || e.known.knows(t) {
			return t, true
		}
		next := strings.Index(w[at+1:], "ال")
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return "", false
}
