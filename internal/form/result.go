package form

import "github.com/tarazu-justice/tarazu/internal/lang"

// Input is a draft at one moment.
type Input struct {
	Answers  Answers
	Today    lang.Date
	Standing string
	Attached []string // slots that hold a file
	Court    string   // rule of territory that the filer chose, or "other:CODE"; "" is the first
	Given    Answers  // facts given directly, before what the title makes of its answers: tarazu court
	Locale   lang.Locale
}

// Path is what a draft asks of a person now.
type Path struct {
	Pages    []Page
	Missing  []string // facts that have to be answered before sending
	Problems []Problem
	Slots    []Slot
}

// Result is everything that follows from a draft.
type Result struct {
	Path // its problems are those of court and fee too

	Claim     Claim
	Authority *Authority
	Choices   []Authority // where the filer may go, the proposed one first
	Venue     Venue       // how that was found
	Fee       Fee
	Limits    []Limit
	Document  []Para
	Readback  []string
	Blank     bool // the document holds Blank: it may not be sent
}

// Stops says whether anything keeps the draft from being sent.
func (r *Result) Stops() bool {
	if r.Blank || len(r.Missing) > 0 || r.Authority == nil {
		return true
	}
	for _, p := range r.Problems {
		if p.Stop {
			return true
		}
	}
	return false
}

// Page is a page that is there with these answers.
type Page struct {
	ID, Title string
	Questions []Question
	Done      bool
}

// Question is a question that is asked with these answers.
type Question struct {
	Fact, Ask, Why, Hint, Wrong string
	Type                        Type
	Record                      string
	Options                     []Option
	Unit, Format                string
	Optional, Private           bool
	From                        string
	Min, Max                    *int64
	Today                       bool // not after today
	Fields                      []Question
	Value                       any // canonical
	Answered                    bool
}

// Option is one answer of a choice.
type Option struct{ Key, Say string }

// Problem is something to mend (Stop) or to know before sending.
type Problem struct {
	ID, Reason string
	Stop       bool
	At         []string
	Say        string
	Law        []string
	Instead    string
	Slot       string
}

// Slot is a place for an attachment.
type Slot struct {
	ID, Kind, Name string
	Must, Attached bool
	Law            []string
}

// Claim is what is asked for, in money if it can be.
type Claim struct {
	Kind  string
	Value int64
	Known bool
}

// Authority is where the filing goes, and why: which rule, which article, which facts
// decided, and what would change it. A pleading goes to a branch that is known by name
// only: its Code is empty, as that of an authority which takes no filings from here.
type Authority struct {
	Code, Kind, Name, Because string
	Law                       []string
	Entry                     string // rule of competence: money_claim.peace
	Facts                     []Deciding
	Otherwise                 string // what would lead to another kind
	Stead                     string // why another kind stands in here
	Place                     string // county that led here
	Rule, RuleBecause         string
	RuleLaw                   []string
	RuleFacts                 []Deciding
	RuleOtherwise             string
	Against                   bool // chosen by the filer against the rules
}

// Choice is where the filer may go by one rule of territory.
type Choice = Authority

// Fee is what the filing costs.
type Fee struct {
	Lines      []FeeLine
	Total      int64
	Waived     bool // a waiver is asked for
	Unverified bool
}

// FeeLine is a row of the fee table, reckoned.
type FeeLine struct {
	Row, Name string
	Amount    int64
	Waived    bool
	Verified  bool
	Source    string
	Rule      string    // how it was reckoned, in words
	Since     lang.Date `json:"-"` // first day of the table's numbers
}

// Limit is a last day.
type Limit struct {
	ID, Row, Name, Late string
	Last                lang.Date
}

// Para is a paragraph of the paper. Number counts numbered ones.
type Para struct {
	Kind   string // heading, text, numbered
	Number int
	Text   string
	Law    []string
}
