package advisor

// Trusting makes the advisor leave its sieve out: what holds behind it is tested too.
func (a *Advisor) Trusting() *Advisor { a.trusting = true; return a }

// For tests from outside.
var (
	Suspect    = suspect
	Leaks      = leaks
	Plain      = plain
	Figures    = figures
	CitesLaw   = citesLaw
	SystemOf   = map[Kind]string{KindRerank: rerankPrompt, KindExtract: extractPrompt, KindNarrative: narrativePrompt}
	ErrOfReply = refuse
)
