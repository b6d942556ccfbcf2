package citizen

import (
	"net/http"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

// Triage is what the assistant makes of a story.
type Triage struct {
	Hits    []Hit // the likeliest first
	Refused bool  // no matter of courts
	Vague   bool  // too little was told
	Dangers []Danger
	Ask     *Parting
}

// Hit is a title that fits a story, with the words that spoke for it.
type Hit struct {
	Service
	Score float64 // probability
	Words []string
}

// Danger is what comes before any paper.
type Danger struct {
	Danger string // in a sentence
	First  []string
	Calls  []Call
}

// Parting is a question that parts titles which a story may lead to.
type Parting struct {
	Key, Ask string
	Choices  []Named
}

// Named is a choice with its words.
type Named struct{ Key, Name string }

// Said is what a person answered to a Parting: its key and the key of a choice, or Neither.
type Said struct{ Question, Choice string }

// Neither is the answer of who wants none of the choices.
const Neither = "neither"

type triagePage struct {
	web.Page
	Triage
	Told     []piece // the story with the words that spoke marked
	Said     []string
	Families []family
	Typed    string
}

// Sure says how sure the assistant is of its first title, as a message key.
func (p triagePage) Sure() string {
	switch {
	case p.Refused || p.Vague || p.Hits[0].Score < 0.4:
		return "triage.perhaps"
	case p.Hits[0].Score < 0.75:
		return "triage.likely"
	}
	return "triage.best"
}

type piece struct {
	Text string
	Mark bool
}

// maxStory bounds what a person may tell at once.
const maxStory = 6000

// told is the story that a form carries, whole letters of it; none without the assistant.
func (d *Desk) told(r *http.Request) string {
	if d.Alone {
		return ""
	}
	story := lang.Clean(r.PostFormValue("story"))
	if runes := []rune(story); len(runes) > maxStory {
		story = string(runes[:maxStory])
	}
	return story
}

// find ranks titles for a story. It is a post because a story is nobody's business: it
// stays out of addresses and logs, and is not stored.
func (d *Desk) find(w http.ResponseWriter, r *http.Request) error {
	story := d.told(r)
	if d.Alone {
		return web.Redirect(w, r, "/titles")
	}
	if len([]rune(story)) < 3 {
		p := d.homePage(r)
		p.Story = story
		p.Errors = append(p.Errors, web.Mistake{Field: "story", Text: p.T("home.story_empty")})
		return d.Site.RenderStatus(w, r, filing.ErrIncomplete, "home", p)
	}
	p := triagePage{Page: d.Site.Page(r, "triage.title"), Typed: story, Said: said(r)}
	p.Triage, p.Back = d.Services.Triage(story, answers(p.Said), filer(r), p.Locale), "/"
	words := []string{}
	for _, hit := range p.Hits {
		words = append(words, hit.Words...)
	}
	p.Told = marked(story, words)
	if len(p.Hits) == 0 {
		p.Title = p.T("triage.none_title")
	}
	if len(p.Hits) == 0 && !p.Refused { // who has no matter of courts needs no list of papers
		p.Families = d.list(r, "")
	}
	return d.Site.Render(w, r, "triage", p)
}

// said lists what was answered so far, as «question=choice»; taking back cuts the last.
func said(r *http.Request) (list []string) {
	list = slices.DeleteFunc(append(slices.Clone(r.PostForm["said"]), r.PostFormValue("say")), func(s string) bool { return !strings.Contains(s, "=") })
	if r.PostFormValue("back") != "" && len(list) > 0 {
		list = list[:len(list)-1]
	}
	return list
}

func answers(list []string) (all []Said) {
	for _, s := range list {
		question, choice, _ := strings.Cut(s, "=")
		all = append(all, Said{question, choice})
	}
	return all
}

func (d *Desk) findAgain(w http.ResponseWriter, r *http.Request) error {
	return web.Redirect(w, r, "/")
}

// marked parts a story at the words that spoke for a title. Words are compared folded.
func marked(story string, words []string) (pieces []piece) {
	spoke := map[string]bool{}
	for _, w := range words {
		for _, part := range strings.Fields(lang.Fold(w)) {
			spoke[part] = true
		}
	}
	for _, word := range strings.SplitAfter(story, " ") {
		mark := false
		for _, part := range strings.Fields(lang.Fold(word)) {
			mark = mark || spoke[part] && len([]rune(part)) > 1
		}
		if n := len(pieces); n > 0 && pieces[n-1].Mark == mark {
			pieces[n-1].Text += word
			continue
		}
		pieces = append(pieces, piece{word, mark})
	}
	return pieces
}
