package train

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/model"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Source is what a model is made of.
type Source struct {
	assist.Knowledge
	Entry   func(code string) string // of the rules of competence, that a title goes by; "" for none
	Stories []Story
}

// Train makes a model of what titles are called and of stories, and tells how well stories
// were led that were held out.
func Train(s Source) (*model.Model, Held) {
	words := vocabulary(s.Stories)
	s.Knowledge.Stories = &model.Model{Words: words}
	c := newCourse(s)
	stories := c.holdOut()
	mix := fit(stories)
	m := c.learn(c.texts, words)
	m.Mix, m.Gate = mix, gate(stories, c.classes, mix)
	return m, judge(stories, mix)
}

// course is what is to be learned.
type course struct {
	titles            []*form.Title
	texts             []text // phrases, then stories
	first             int    // of the stories
	studies           []assist.Study
	classes           []string
	families, entries parts
}

// parts are groups of classes.
type parts struct {
	names []string
	of    []uint16 // class
}

func newCourse(s Source) *course {
	reader := assist.New(s.Knowledge)
	c := &course{titles: s.Titles, studies: make([]assist.Study, len(s.Stories))}
	for _, t := range s.Titles {
		for phrase := range assist.Phrases(t) {
			c.texts = append(c.texts, text{t.Code, reader.Signs(phrase)})
		}
	}
	for _, q := range asked(s.Titles) {
		c.texts = append(c.texts, text{q.Code, reader.Signs(q.Text)})
	}
	c.first = len(c.texts)
	var readers sync.WaitGroup
	for w := range workers {
		readers.Go(func() {
			for i := w; i < len(s.Stories); i += workers {
				c.studies[i] = reader.Study(s.Stories[i].Text)
			}
		})
	}
	readers.Wait()
	for i, story := range s.Stories {
		c.texts = append(c.texts, text{story.Code, c.studies[i].Signs})
	}
	c.classes = classesOf(c.texts)
	family := map[string]string{}
	for _, t := range s.Titles {
		family[t.Code] = t.Family
	}
	c.families = c.group(func(code string) string { return cmp.Or(family[code], code) })
	c.entries = c.group(func(code string) string { return cmp.Or(s.Entry(code), family[code], code) })
	return c
}

// aside are the subjects of facts that many titles ask for.
var aside = []string{"party", "extra", "evidence", "case", "venue", "safety", "event"}

// asked are the questions of titles, as texts: those that set a title apart, for the one that
// «yes» leads to, and those of its own facts, together.
func asked(titles []*form.Title) (list []Story) {
	for _, t := range titles {
		for _, apart := range t.Apart {
			code := apart.Other
			if !apart.Answer {
				code = t.Code
			}
			if slices.ContainsFunc(titles, func(t *form.Title) bool { return t.Code == code }) {
				list = append(list, Story{code, apart.Ask.In(lang.FA)})
			}
		}
		own := ""
		for _, f := range t.Facts() {
			if subject, _, _ := strings.Cut(f.Name, "."); !slices.Contains(aside, subject) {
				own += " " + t.Asks(f, lang.FA)
			}
		}
		if own != "" {
			list = append(list, Story{t.Code, own})
		}
	}
	return list
}

func (c *course) group(name func(code string) string) (p parts) {
	for _, code := range c.classes {
		p.names = append(p.names, name(code))
	}
	slices.Sort(p.names)
	p.names = slices.Compact(p.names)
	for _, code := range c.classes {
		p.of = append(p.of, uint16(slices.Index(p.names, name(code))))
	}
	return p
}

// learn makes a model of texts.
func (c *course) learn(texts []text, words []model.Word) *model.Model {
	titles := learn(texts, c.classes)
	groups := func(p parts) model.Trained {
		of := slices.Clone(texts)
		for i, t := range texts {
			of[i].class = p.names[p.of[slices.Index(c.classes, t.class)]]
		}
		trained := learn(of, p.names).trained()
		trained.Of = p.of
		return trained
	}
	return model.Build(c.classes, words, titles.keys, titles.rarity, [3]model.Trained{titles.trained(), groups(c.families), groups(c.entries)})
}

// holdOut trains as often as there are folds, each time without some of the stories, and
// scores those.
func (c *course) holdOut() (list []held) {
	title := map[string]int{}
	for i, t := range c.titles {
		title[t.Code] = i
	}
	for fold := range folds {
		var seen []text
		for i, t := range c.texts {
			if i < c.first || i%folds != fold {
				seen = append(seen, t)
			}
		}
		m := c.learn(seen, nil)
		for i := c.first; i < len(c.texts); i++ {
			if i%folds != fold {
				continue
			}
			h := held{words: make([]*assist.Evidence, len(c.classes)), class: slices.Index(c.classes, c.texts[i].class), study: &c.studies[i-c.first]}
			h.scores = m.Score(c.texts[i].signs)
			for k, code := range c.classes {
				if at, ok := title[code]; ok {
					h.words[k] = &c.studies[i-c.first].Words[at]
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
