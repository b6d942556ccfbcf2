package train

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/model"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Train makes a model of what titles are called and of stories.
func Train(k assist.Knowledge, stories []Story) *model.Model {
	words := vocabulary(stories)
	k.Stories = &model.Model{Words: words}
	reader := assist.New(k)
	var texts []text
	for _, t := range k.Titles {
		for phrase := range assist.Phrases(t) {
			texts = append(texts, text{t.Code, reader.Study(phrase).Signs})
		}
	}
	first := len(texts)
	studies := make([]assist.Study, len(stories))
	for i, s := range stories {
		studies[i] = reader.Study(s.Text)
		texts = append(texts, text{s.Code, studies[i].Signs})
	}
	classes := classesOf(texts)
	return learn(texts, classes).model(words, fit(holdOut(texts, first, classes, k.Titles, studies)))
}

// holdOut trains as often as there are folds, each time without some of the stories, and
// scores those.
func holdOut(texts []text, first int, classes []string, titles []*form.Title, studies []assist.Study) (list []held) {
	title := map[string]int{}
	for i, t := range titles {
		title[t.Code] = i
	}
	for fold := range folds {
		var seen []text
		for i, t := range texts {
			if i < first || i%folds != fold {
				seen = append(seen, t)
			}
		}
		m := learn(seen, classes).model(nil, model.Mix{})
		for i := first; i < len(texts); i++ {
			if i%folds != fold {
				continue
			}
			h := held{words: make([]*assist.Evidence, len(classes)), class: slices.Index(classes, texts[i].class)}
			h.scores, _ = m.Score(texts[i].signs)
			for c, code := range classes {
				if at, ok := title[code]; ok {
					h.words[c] = &studies[i-first].Words[at]
				}
			}
			list = append(list, h)
		}
	}
	return list
}

// leastHeard is how many stories use a word before it is one: slips are rarer.
const leastHeard = 2

// vocabulary lists the Persian words of stories, in order of their letters.
func vocabulary(stories []Story) (list []model.Word) {
	uses := map[string]int{}
	for _, s := range stories {
		words := strings.Fields(lang.Fold(s.Text))
		slices.Sort(words)
		for _, w := range slices.Compact(words) {
			if w[0] >= 0x80 { // Latin letters are read as Persian
				uses[w]++
			}
		}
	}
	for _, w := range slices.SortedFunc(maps.Keys(uses), cmp.Compare[string]) {
		if uses[w] >= leastHeard {
			list = append(list, model.Word{Text: w, Uses: uses[w]})
		}
	}
	return list
}
