package advisor

import "testing"

// Trusting makes the advisor send what its sieve catches. Quotes and sentences are still sieved.
func (a *Advisor) Trusting() *Advisor { a.trusting = true; return a }

// WithoutSieve takes the sieve out altogether for a test that runs alone.
func WithoutSieve(t *testing.T) {
	t.Helper()
	suspect = func(string) bool { return false }
	t.Cleanup(func() { suspect = commands })
}

// For tests from outside.
var (
	Suspect    = commands
	Leaks      = leaks
	Plain      = plain
	Figures    = figures
	CitesLaw   = citesLaw
	SystemOf   = map[Kind]string{KindRerank: rerankPrompt, KindExtract: extractPrompt, KindNarrative: narrativePrompt}
	ErrOfReply = refuse
)
