package assist

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Hit is a title that fits a story.
type Hit struct {
	Code, Family, Name string
	Score              float64  // 0 to 1, for order only
	Words              []string // of the story, that spoke for it
}

// Assistant knows the phrases of the titles. It is safe for concurrent use.
type Assistant struct {
	titles []*form.Title
	docs   []document
	words  map[string]float64 // how much a stem tells, by rarity among titles
	grams  map[string]float64

	unheard float64 // what a word that no title uses speaks against all
}

// document is what one title is called by.
type document struct {
	words, grams map[string]float64 // how often, by weight
	phrases      []phrase           // each sample, to find the nearest
	sure         map[string]bool    // stems of what its facts are called
}

// phrase is one sample of how people call a title, as a bag of stems and letter groups.
type phrase map[string]bool

func bag(text string) phrase {
	p := phrase{}
	for _, w := range split(text) {
		p["w "+w.stem] = true
	}
	for _, g := range grams(text) {
		p[g] = true
	}
	return p
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

// New learns the phrases of the titles.
func New(titles []*form.Title) *Assistant {
	a := &Assistant{titles: titles}
	for _, t := range titles {
		d := document{words: map[string]float64{}, grams: map[string]float64{}, sure: map[string]bool{}}
		d.add(t.Name(lang.FA), nameWeight)
		d.add(t.Name(lang.EN), nameWeight)
		for _, phrase := range t.Everyday {
			d.add(phrase, everydayWeight)
		}
		for _, phrase := range t.Says {
			d.add(phrase, saysWeight)
		}
		for _, f := range t.Facts() {
			for _, phrase := range f.Hears {
				if f.Name != "party.us" && f.Name != "party.them" { // «من» and «او» tell nothing
					d.add(phrase, hearsWeight)
				}
			}
		}
		a.docs = append(a.docs, d)
	}
	a.words = rarity(a.docs, func(d document) map[string]float64 { return d.words })
	a.grams = rarity(a.docs, func(d document) map[string]float64 { return d.grams })
	a.unheard = unheardShare * math.Log(1+(float64(len(a.docs))-0.5)/1.5)
	return a
}

func (d *document) add(text string, weight float64) {
	d.phrases = append(d.phrases, bag(text))
	for _, w := range split(text) {
		d.words[w.stem] += weight
		if weight == hearsWeight && len(split(text)) == 1 { // a word out of a longer name, such as «قیمت», is not enough by itself
			d.sure[w.stem] = true
		}
	}
	for _, g := range grams(text) {
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

// Rank orders the titles by how well a story fits them. None: nothing fits well enough.
func (a *Assistant) Rank(story string, loc lang.Locale) []Hit {
	words, letters, told := split(story), grams(story), bag(story)
	if len(words) == 0 {
		return nil
	}
	var hits []Hit
	for i, t := range a.titles {
		byWord, spoke, sure := a.byWord(a.docs[i], words)
		near := a.nearest(a.docs[i], told)
		score := 0.3*byWord + 0.25*share(letters, a.docs[i].grams, a.grams) + 0.45*near
		enough := len(spoke) > 1 || sure || score >= leastAlone
		if score >= leastScore && enough {
			hits = append(hits, Hit{t.Code, t.Family, t.Name(loc), math.Round(score*1000) / 1000, spoke})
		}
	}
	slices.SortStableFunc(hits, func(x, y Hit) int { return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.Code, y.Code)) })
	hits = slices.DeleteFunc(hits, func(h Hit) bool { return h.Score < leastOfBest*hits[0].Score })
	return hits[:min(len(hits), mostHits)]
}

// nearest is how much the most similar sample of a title has in common with a story: the
// cosine of both, tokens weighed by rarity.
func (a *Assistant) nearest(d document, told phrase) (best float64) {
	norm := a.norm(told)
	for _, p := range d.phrases {
		both := 0.0
		for token := range p {
			if told[token] {
				w := a.weight(token)
				both += w * w
			}
		}
		if both > 0 {
			best = max(best, both/(norm*a.norm(p)))
		}
	}
	return best
}

func (a *Assistant) norm(p phrase) float64 {
	sum := 0.0
	for token := range p {
		w := a.weight(token)
		sum += w * w
	}
	return math.Sqrt(sum)
}

func (a *Assistant) weight(token string) float64 {
	table := a.grams
	if stem, isWord := strings.CutPrefix(token, "w "); isWord {
		table, token = a.words, stem
	}
	if rare, heard := table[token]; heard {
		return rare
	}
	return a.unheard
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
			known += rare * math.Min(1, 0.6+0.2*n)
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

// share is the weighted part of tokens that the title has; strange ones count a little.
func share(tokens []string, have, rare map[string]float64) float64 {
	known, all := 0.0, 0.0
	for _, token := range tokens {
		weight, heard := rare[token]
		if !heard {
			all += 0.7
			continue
		}
		if all += weight; have[token] > 0 {
			known += weight
		}
	}
	if all == 0 {
		return 0
	}
	return known / all
}
