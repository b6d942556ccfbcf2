package assist

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/assist/model"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Hit is a title that fits a story.
type Hit struct {
	Code, Family, Name string
	Score              float64  // 0 to 1
	Words              []string // of the story, that spoke for it
}

// Assistant knows the phrases of the titles. It is safe for concurrent use.
type Assistant struct {
	titles []*form.Title
	lex    *lexicon
	docs   []document
	samples
	words map[string]float64 // how much a stem tells, by rarity among titles
	grams map[string]float64

	model *model.Model // nil: words alone
	class []int        // of the model: the title that it is, or -1

	dangers []watched

	unheard float64 // what a word that no title uses speaks against all
}

// document is what one title is called by.
type document struct {
	words, grams map[string]float64 // how often, by weight
	sure         map[string]bool    // stems of what its facts are called
	labels       []told             // its name and its everyday names
}

// Weights of what a title says of itself; a name is the surest sign.
const (
	nameWeight     = 1.2
	hearsWeight    = 1.5
	everydayWeight = 1.3
	saysWeight     = 1
)

// Limits below which the assistant abstains, found with the stories of the test.
const (
	leastScore  = 0.16
	leastAlone  = 0.6  // with one word only, and that one out of a sample story
	leastOfBest = 0.45 // of the best score, for the others
	mostHits    = 5

	unheardShare = 0.45 // of the weight of a word that one title alone uses
)

// Knowledge is what an assistant goes by.
type Knowledge struct {
	Titles  []*form.Title
	Alike   [][]string   // words that people use for one matter
	Dangers []Danger     // the gravest first
	Stories *model.Model // what was learned from stories; nil: words alone
}

// New learns the phrases of the titles.
func New(k Knowledge) *Assistant {
	a := &Assistant{titles: k.Titles, lex: newLexicon(k), samples: samples{holds: map[string][]int{}}}
	if k.Stories != nil && len(k.Stories.Classes) > 0 {
		a.model = k.Stories
	}
	for _, d := range k.Dangers {
		a.dangers = append(a.dangers, a.watch(d))
	}
	for i, t := range k.Titles {
		d := document{words: map[string]float64{}, grams: map[string]float64{}, sure: map[string]bool{}}
		for phrase, weight := range Phrases(t) {
			heard := a.lex.listen(phrase, false)
			d.add(heard, weight)
			a.samples.add(i, heard.bag())
		}
		a.docs = append(a.docs, d)
	}
	a.words = rarity(a.docs, func(d document) map[string]float64 { return d.words })
	a.grams = rarity(a.docs, func(d document) map[string]float64 { return d.grams })
	a.unheard = unheardShare * math.Log(1+(float64(len(a.docs))-0.5)/1.5)
	for _, tokens := range a.samples.tokens {
		a.samples.length = append(a.samples.length, a.length(tokens))
	}
	if a.model != nil {
		for _, code := range a.model.Classes {
			a.class = append(a.class, slices.IndexFunc(k.Titles, func(t *form.Title) bool { return t.Code == code }))
		}
	}
	return a
}

// Phrases are what a title is called by, each with its weight.
func Phrases(t *form.Title) iter.Seq2[string, float64] {
	return func(yield func(string, float64) bool) {
		_ = yield(t.Name(lang.FA), nameWeight) && yield(t.Name(lang.EN), nameWeight) && each(t.Everyday, everydayWeight, yield) && each(t.Says, saysWeight, yield) && hears(t, yield)
	}
}

func each(list []string, weight float64, yield func(string, float64) bool) bool {
	return !slices.ContainsFunc(list, func(s string) bool { return !yield(s, weight) })
}

// hears yields what the facts of a title are called; «من» and «او» tell nothing.
func hears(t *form.Title, yield func(string, float64) bool) bool {
	return !slices.ContainsFunc(t.Facts(), func(f *form.Fact) bool {
		return f.Name != "party.us" && f.Name != "party.them" && !each(f.Hears, hearsWeight, yield)
	})
}

func (d *document) add(t told, weight float64) {
	if weight == nameWeight || weight == everydayWeight {
		d.labels = append(d.labels, t)
	}
	for _, w := range t.words {
		d.words[w.stem] += weight
		if weight == hearsWeight && plain(t) == 1 { // a word out of a longer name, such as «قیمت», is not enough by itself
			d.sure[w.stem] = true
		}
	}
	for _, g := range t.grams {
		d.grams[g] += weight
	}
}

// rarity weighs a token the more, the fewer titles use it.
func rarity(docs []document, of func(document) map[string]float64) map[string]float64 {
	count := map[string]int{}
	for _, d := range docs {
		for token := range of(d) {
			count[token]++
		}
	}
	out := map[string]float64{}
	for token, n := range count {
		out[token] = math.Log(1 + (float64(len(docs))-float64(n)+0.5)/(float64(n)+0.5))
	}
	return out
}

// byWords orders the titles by how well the words of a story fit them. None: nothing fits well
// enough.
func (a *Assistant) byWords(story string, loc lang.Locale) []Hit {
	told := a.lex.listen(story, true)
	if plain(told) <= fewWords {
		return best(a.find(told, loc), leastOfBest, mostHits)
	}
	near, grams := a.nearest(told), a.rare(told.grams)
	var hits []Hit
	for i, t := range a.titles {
		if near[i] == 0 {
			continue
		}
		score, spoke, sure := a.fit(a.docs[i], told, grams, near[i])
		enough := len(spoke) > 1 || sure || score >= leastAlone
		if score >= leastScore && enough {
			hits = append(hits, Hit{t.Code, t.Family, t.Name(loc), math.Round(score*1000) / 1000, spoke})
		}
	}
	return best(hits, leastOfBest, mostHits)
}

// fit is how well a story fits a title, 0 to 1, near being how much its nearest sample does.
func (a *Assistant) fit(d document, t told, grams rareGrams, near float64) (score float64, spoke []string, sure bool) {
	byWord, spoke, sure := a.byWord(d, t.words)
	return 0.3*byWord + 0.25*grams.share(d.grams) + 0.45*near, spoke, sure
}

// best sorts hits and keeps those near the best.
func best(hits []Hit, least float64, most int) []Hit {
	slices.SortStableFunc(hits, func(x, y Hit) int { return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.Code, y.Code)) })
	hits = slices.DeleteFunc(hits, func(h Hit) bool { return h.Score < least*hits[0].Score })
	return hits[:min(len(hits), most)]
}

// byWord is the share of the story's weight that a title knows, and the words of it; sure
// tells that one of them is a name of the matter.
func (a *Assistant) byWord(d document, words []word) (score float64, spoke []string, sure bool) {
	known, all := 0.0, 0.0
	for _, w := range words {
		rare, heard := a.words[w.stem]
		if !heard {
			all += a.unheard
			continue
		}
		all += rare
		if n := d.words[w.stem]; n > 0 {
			known += rare * w.sure * math.Min(1, 0.6+0.2*n)
			if rare > 0.5 && !slices.Contains(spoke, w.typed) {
				spoke = append(spoke, w.typed)
				sure = sure || d.sure[w.stem]
			}
		}
	}
	if all == 0 {
		return 0, nil, false
	}
	return known / all, spoke, sure
}

// rareGrams are the tokens of a story that titles use, each once with its weight, and the
// weight of all: what no title changes.
type rareGrams struct {
	list []rareGram
	all  float64
}

type rareGram struct {
	token  string
	weight float64
}

func (a *Assistant) rare(tokens []string) rareGrams {
	r, at := rareGrams{}, map[string]int{}
	for _, token := range tokens {
		weight, heard := a.grams[token]
		if !heard {
			r.all += 0.7
			continue
		}
		r.all += weight
		if i, seen := at[token]; seen {
			r.list[i].weight += weight
			continue
		}
		at[token] = len(r.list)
		r.list = append(r.list, rareGram{token, weight})
	}
	return r
}

// share is how much of the story's weight a title has.
func (r rareGrams) share(have map[string]float64) float64 {
	known := 0.0
	for _, g := range r.list {
		if have[g.token] > 0 {
			known += g.weight
		}
	}
	if r.all == 0 {
		return 0
	}
	return known / r.all
}
