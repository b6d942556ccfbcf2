package api

import (
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

type storyRequest struct {
	Story   string         `json:"story" doc:"What happened, in your own words; up to 6000 letters"`
	Answers []TriageAnswer `json:"answers,omitempty" doc:"To questions that were asked before"`
}

// TriageAnswer is an answer to a question that parts titles.
type TriageAnswer struct {
	Question string `json:"question" doc:"Its key"`
	Choice   string `json:"choice" doc:"Key of a choice"`
}

// Candidate is a title that fits a story.
type Candidate struct {
	Service
	Score float64  `json:"score" doc:"Probability that it is the right one"`
	Words []string `json:"words" doc:"What in the story spoke for it"`
}

// Triage is what the assistant makes of a story: suggestions, never a decision.
type Triage struct {
	Candidates []Candidate     `json:"candidates" doc:"The likeliest first"`
	Refused    bool            `json:"refused" doc:"More likely no matter of courts than any title"`
	Vague      bool            `json:"vague" doc:"Too little was told"`
	Dangers    []TriageDanger  `json:"dangers" doc:"What comes before any paper"`
	Question   *TriageQuestion `json:"question,omitempty" doc:"What would best part the candidates"`
}

// TriageDanger is what to do before any paper.
type TriageDanger struct {
	Text  string       `json:"text"`
	First []string     `json:"first"`
	Calls []TriageCall `json:"calls"`
}

// TriageCall is a number that helps, and whose it is.
type TriageCall struct {
	Number string `json:"number"`
	Who    string `json:"who"`
}

// TriageQuestion is a question whose answer is sent with the story.
type TriageQuestion struct {
	Key     string  `json:"key"`
	Ask     string  `json:"ask"`
	Choices []Named `json:"choices"`
}

const maxStory = 6000

// ErrAlone means that this instance runs without the assistant.
var ErrAlone = fault.New(fault.NotFound, "assist.alone")

func (a *API) triage(c *call, in storyRequest) (Triage, error) {
	if a.Alone {
		return Triage{}, ErrAlone
	}
	story := lang.Clean(in.Story)
	if n := utf8.RuneCountInString(story); n < 3 {
		return Triage{}, form.ErrTooShort.With("least", 3)
	} else if n > maxStory {
		return Triage{}, form.ErrTooLong.With("most", maxStory)
	}
	return a.Catalogue.Triage(story, in.Answers, c.filer(), c.loc), nil
}
