package advisor

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Use is the record of one answered call, kept with a sealed draft. It holds the request as
// it was sent, identifiers hidden, and the reply as it came, so that years later anybody can
// see what the model was told, what it said, and what the program made of it.
type Use struct {
	Kind          Kind      `json:"kind"`
	Model         string    `json:"model"`
	Served        string    `json:"served,omitempty"` // the model as the service named itself
	PromptVersion string    `json:"prompt_version"`
	Commit        string    `json:"commit"`
	Asked         Kept      `json:"asked"`
	Answered      Kept      `json:"answered"`
	Outcome       string    `json:"outcome"` // SHA-256 of what came of it; "refused"
	At            time.Time `json:"at"`
}

// Kept is a text and its SHA-256.
type Kept struct {
	SHA256 string `json:"sha256"`
	Text   string `json:"text"`
}

func keep(text string) Kept { return Kept{hash([]byte(text)), text} }

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func (a *Advisor) used(r Request, reply Reply, outcome string) Use {
	return Use{
		Kind: r.Kind, Model: a.options.Model, Served: reply.Model, PromptVersion: r.Version, Commit: a.options.Commit,
		Asked: keep(string(mustJSON(r))), Answered: keep(reply.Content), Outcome: outcome, At: a.options.Now().UTC(),
	}
}

const refusedOutcome = "refused"

func outcome(result any, err error) string {
	text, bad := json.Marshal(result)
	if err != nil || bad != nil {
		return refusedOutcome
	}
	return hash(text)
}

// Replayed says what of a use is still so.
type Replayed struct {
	Whole   bool // both kept texts fit their hashes
	Request bool // the same input gives the request that was sent
	Outcome bool // the kept reply gives what was made of it
}

// Same says that all of it is.
func (r Replayed) Same() bool { return r.Whole && r.Request && r.Outcome }

// Replay does the pure part of a call again: w is the work on the same input, as Reranking,
// Extraction and Narration make it, and the reply is the kept one. No model is asked. The
// result is what comes out today; err is the refusal, if it is one.
func Replay[T any](u Use, w Work[T]) (result T, is Replayed, err error) {
	result, err = w.Judge(u.Answered.Text)
	return result, Replayed{
		Whole:   keep(u.Asked.Text) == u.Asked && keep(u.Answered.Text) == u.Answered,
		Request: string(mustJSON(w.Request)) == u.Asked.Text && w.Request.Kind == u.Kind,
		Outcome: outcome(result, err) == u.Outcome,
	}, err
}
