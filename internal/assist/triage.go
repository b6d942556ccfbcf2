package assist

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/assist/model"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Classes that are no titles.
const (
	OutOfScope = "OUT-OF-SCOPE" // no matter of courts, or nothing that can be filed
	Clarify    = "CLARIFY"      // too vague to tell
)

// Triage is what the assistant makes of a story: a suggestion with its grounds.
type Triage struct {
	Hits    []Hit     // titles, the likeliest first; Score is the probability that it is the right one
	Refused bool      // more likely no matter of courts than any title
	Vague   bool      // too little was told
	Dangers []string  // codes of what comes before any paper
	Ask     *Question // that would best part the titles; nil: none is needed
}

// Limits of what is shown.
const (
	leastChance = 0.02 // of a title beside others
	leastGuess  = 0.05 // of a title where it is likelier that none is right
	shownHits   = 5
)

// Triage leads a story to titles; answers are those to questions that it asked before.
func (a *Assistant) Triage(story string, loc lang.Locale, answers ...Said) Triage {
	if a.model == nil {
		hits := a.byWords(story, loc)
		return Triage{Hits: hits, Vague: len(hits) == 0, Dangers: a.dangersIn(a.lex.read(story, true))}
	}
	study := a.Study(story)
	if !study.Heard {
		return Triage{Vague: true}
	}
	chances, matter, none, vague := a.chances(study)
	if len(answers) > 0 { // who answers has a matter
		matter, none, vague = 1, 0, 0
		a.answered(chances, answers)
	}
	t := Triage{Dangers: a.dangersIn(study.words), Refused: none > max(matter, vague), Vague: vague > max(matter, none)}
	order := make([]int, len(chances))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Or(cmp.Compare(chances[j], chances[i]), cmp.Compare(i, j)) })
	for _, c := range order {
		if a.class[c] < 0 || len(t.Hits) == shownHits || len(t.Hits) > 0 && chances[c] < leastChance {
			continue
		}
		title := a.titles[a.class[c]]
		_, spoke, _ := a.byWord(a.docs[a.class[c]], study.told.words)
		t.Hits = append(t.Hits, Hit{title.Code, title.Family, title.Name(loc), math.Round(matter*chances[c]*1000) / 1000, a.telling(study.told.words, spoke)})
	}
	if t.Refused || t.Vague { // a guess would only mislead
		t.Hits = slices.DeleteFunc(t.Hits, func(h Hit) bool { return h.Score < leastGuess })
		return t
	}
	t.Ask = a.ask(chances, order, answers, loc)
	return t
}

// mostTold is how many words are shown as those that spoke for a title.
const mostTold = 6

// telling keeps of the words that spoke for a title those that tell most, in their order.
func (a *Assistant) telling(words []word, spoke []string) []string {
	rarity := map[string]float64{}
	for _, w := range words {
		rarity[w.typed] = max(rarity[w.typed], a.words[w.stem])
	}
	best := slices.Clone(spoke)
	slices.SortStableFunc(best, func(x, y string) int { return cmp.Compare(rarity[y], rarity[x]) })
	best = best[:min(len(best), mostTold)]
	return slices.DeleteFunc(spoke, func(w string) bool { return !slices.Contains(best, w) })
}

// Study is all that a text shows.
type Study struct {
	Signs []model.Sign
	Words []Evidence // for each title, as the assistant was given them
	Heard bool       // some word is one of the catalogue's or of the stories'

	strange float64 // share of the telling words that no title uses
	words   []word
	told    told
}

// Evidence is how well the words of a text fit those of a title, each 0 to 1; Common is 1 for
// a title that most people come with (tier A).
type Evidence struct{ Word, Gram, Near, Common float64 }

// Signs reads what a text shows, without comparing it with titles.
func (a *Assistant) Signs(text string) []model.Sign { return a.lex.signs(a.lex.read(text, true)) }

// Study reads a text.
func (a *Assistant) Study(text string) Study {
	words := a.lex.read(text, true)
	s := Study{Signs: a.lex.signs(words), words: words, told: a.lex.tell(words), Words: make([]Evidence, len(a.titles))}
	s.Heard = slices.ContainsFunc(s.told.words, func(w word) bool { return isMark(w) || a.lex.knows(w.written) && utf8.RuneCountInString(w.written) > 2 })
	for _, w := range s.told.words {
		if _, heard := a.words[w.stem]; !heard {
			s.strange += 1 / float64(len(s.told.words))
		}
	}
	near, grams := a.nearest(s.told), a.rare(s.told.grams)
	for i := range a.titles {
		word, _, _ := a.byWord(a.docs[i], s.told.words)
		s.Words[i] = Evidence{word, grams.share(a.docs[i].grams), near[i], 0}
		if a.titles[i].Tier == "A" {
			s.Words[i].Common = 1
		}
	}
	return s
}

// Mixed adds up what speaks for class c: what was learned, and the words of its title, if it
// is one.
func Mixed(m model.Mix, s model.Scores, c int, words *Evidence) float64 {
	learned := m.Learned*s.Class[c] + m.Family*s.Family[c] + m.Entry*s.Entry[c]
	if words == nil {
		return learned + m.None
	}
	return learned + m.Word*words.Word + m.Gram*words.Gram + m.Near*words.Near + m.Common*words.Common
}

// Gauge gives the numbers that the gate goes by: how far the best title is before what is
// none, how sure it is, how well its words fit, how strange and how long the text is.
func (s Study) Gauge(classes []string, chances []float64) (g [model.GateSize]float64) {
	title, none, vague := 0.0, 0.0, 0.0
	for c, code := range classes {
		switch p := chances[c]; code {
		case OutOfScope:
			none = p
		case Clarify:
			vague = p
		default:
			title = max(title, p)
		}
	}
	near, word := 0.0, 0.0
	for _, w := range s.Words {
		near, word = max(near, w.Near), max(word, w.Word)
	}
	const least = 1e-6
	return [...]float64{1, math.Log((none + least) / (title + least)), math.Log((vague + least) / (title + least)), title, near, word, s.strange, math.Min(1, float64(len(s.told.words))/longGauge)}
}

// longGauge is the number of telling words from which on a text is long.
const longGauge = 20

// chances are the probabilities of the model's titles, given that one is right, and those of a
// matter, of none and of a vague text. A title that this catalogue does not have has none.
func (a *Assistant) chances(s Study) (chances []float64, matter, none, vague float64) {
	scores := a.model.Score(s.Signs)
	chances = make([]float64, len(a.model.Classes))
	for c, code := range a.model.Classes {
		var words *Evidence
		if i := a.class[c]; i >= 0 {
			words = &s.Words[i]
		} else if code != OutOfScope && code != Clarify {
			chances[c] = math.Inf(-1)
			continue
		}
		chances[c] = Mixed(a.model.Mix, scores, c, words)
	}
	model.Softmax(chances)
	matter, none, vague = a.model.Gate.Open(s.Gauge(a.model.Classes, chances))
	titles := 0.0
	for c := range chances {
		if a.class[c] < 0 {
			chances[c] = 0
		}
		titles += chances[c]
	}
	for c := range chances {
		chances[c] /= max(titles, 1e-9)
	}
	return chances, matter, none, vague
}
