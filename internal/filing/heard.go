package filing

import (
	"encoding/json"
	"maps"

	"github.com/tarazu-justice/tarazu/internal/form"
)

// Heard is what the filer's own story seems to answer: shown at its question with the words
// that it was read from, and an answer only when she goes on from there. It goes with the
// draft and is not filed.
type Heard struct {
	Answers form.Answers      `json:"answers,omitempty"`
	Words   map[string]string `json:"words,omitempty"` // of the story, by fact
	Help    []Help            `json:"help,omitempty"`  // of a language model, as often as it was asked
}

// without is what is left when facts were answered.
func (h Heard) without(facts []string) Heard {
	left := Heard{maps.Clone(h.Answers), maps.Clone(h.Words), h.Help}
	for _, fact := range facts {
		delete(left.Answers, fact)
		delete(left.Words, fact)
	}
	return left
}

// UnmarshalJSON reads it as it is stored: whole numbers stay whole.
func (h *Heard) UnmarshalJSON(data []byte) (err error) {
	var raw struct {
		Answers json.RawMessage   `json:"answers"`
		Words   map[string]string `json:"words"`
		Help    []Help            `json:"help"`
	}
	if err = json.Unmarshal(data, &raw); err != nil {
		return err
	}
	*h = Heard{Words: raw.Words, Help: raw.Help}
	if len(raw.Answers) > 0 {
		h.Answers, err = form.DecodeAnswers(raw.Answers)
	}
	return err
}
