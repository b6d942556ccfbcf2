package filing

import (
	"context"

	"github.com/tarazu-justice/tarazu/internal/assist/advisor"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Help is one answer of the operator's language model that the filer asked for: which words
// were given, to which model, and what came back, so that it can be looked at again. It stays
// with her filing; of it only the seal is filed, because a paper is served on the other side
// and her first words are nobody's. Whether she took the answer, the answers say.
type Help struct {
	Fact  string        `json:"fact"`
	Brief advisor.Brief `json:"brief"`
	Use   advisor.Use   `json:"use"`
}

// seal is what is filed of it: model, prompts, program and the hashes of the texts.
func (h Help) seal() Helped {
	return Helped{h.Fact, h.Use.Model, h.Use.PromptVersion, h.Use.Commit, h.Use.Asked.SHA256, h.Use.Answered.SHA256, h.Use.Outcome, Stamp(h.Use.At)}
}

// Helped is the seal of a Help.
type Helped struct {
	Fact          string `json:"fact"`
	Model         string `json:"model"`
	PromptVersion string `json:"prompt_version"`
	Commit        string `json:"commit"`
	Asked         string `json:"asked"`    // SHA-256
	Answered      string `json:"answered"` // SHA-256
	Outcome       string `json:"outcome"`  // SHA-256
	At            string `json:"at"`
}

// Helped keeps what a language model was asked and answered beside the draft.
func (d *Desk) Helped(ctx context.Context, who identity.Who, id string, help Help) error {
	now := d.Now()
	help.Brief.Account = ""
	effects := d.event(who, id, "filing.helped", map[string]any{"fact": help.Fact, "model": help.Use.Model, "prompt": help.Use.PromptVersion})
	return d.update(ctx, who, id, func(_ Reader, f *Filing) (record.Effects, error) {
		if err := d.editable(f, lang.DateAt(now)); err != nil {
			return record.Effects{}, err
		}
		f.Heard.Help = append(f.Heard.Help[:len(f.Heard.Help):len(f.Heard.Help)], help)
		return effects, nil
	})
}
