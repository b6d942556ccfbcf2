package advisor

import (
	"context"
	"encoding/json"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// Faults of the advisor. After each of them the caller goes on without a model.
var (
	ErrOff     = fault.New(fault.Unavailable, "assist.off")     // the operator named no model
	ErrModel   = fault.New(fault.Unavailable, "assist.model")   // it does not answer
	ErrResting = fault.New(fault.Unavailable, "assist.resting") // it failed three times; it is left alone for a while
	ErrBudget  = fault.New(fault.TooMany, "assist.budget")      // too long, or asked too often
	ErrSuspect = fault.New(fault.Invalid, "assist.suspect")     // the text speaks to a program; it was not sent
	ErrRefused = fault.New(fault.Unavailable, "assist.refused") // the reply says what it may not say
)

// Kind is what a model is asked for.
type Kind string

// The kinds.
const (
	KindRerank    Kind = "rerank"
	KindExtract   Kind = "extract"
	KindNarrative Kind = "narrative"
)

// Model completes one request. It answers within a time of its own, follows no redirect,
// logs neither request nor reply, and gives a coded fault for whatever goes wrong.
type Model interface {
	Complete(ctx context.Context, r Request) (Reply, error)
}

// Request is all that a model is told. System is one of the constants of prompts.go; Data is
// a JSON object whose strings are what people wrote, identifiers hidden.
type Request struct {
	Kind      Kind            `json:"kind"`
	Version   string          `json:"prompt_version"`
	System    string          `json:"system"`
	Data      string          `json:"data"`
	Schema    json.RawMessage `json:"schema"` // of the reply
	MaxTokens int             `json:"max_tokens"`
	Seed      int             `json:"seed"`
}

// Reply is what a model said: JSON that nobody has looked at yet.
type Reply struct {
	Content string
	Model   string // as the service names itself
}
