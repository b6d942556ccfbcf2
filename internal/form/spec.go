package form

import (
	"cel.dev/cel-go/cel"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Fact is a named, typed answer: one entry of the glossary, or a field of a record.
type Fact struct {
	Name                   string
	At                     Pos
	Type                   Type
	Record                 string // of a list
	Ask, Why, Hint, Wrong  Words
	Options                []Choosable
	Min, Max               *int64
	MaxToday               bool
	Unit                   Words
	Format                 string
	If                     Expr // fields of a record only
	Optional, Private      bool
	From                   string
	Hears                  []string
	ask, why, hint, unsure *template
	cond                   *expr
	said                   map[lang.Locale][]Option
	shown                  map[lang.Locale]*Question // nil: a text of it has places to fill
}

// Choosable is an option of a choice: everyday words, and the words of the court.
type Choosable struct {
	Key         string
	Say, Formal Words
	At          Pos
}

// Record is a shape of list items.
type Record struct {
	Name   string
	At     Pos
	Print  Expr
	Fields []*Fact
	print  *expr
	typ    *cel.Type
	shown  map[lang.Locale][]Question // nil: a text of a field has places to fill
}

// Field finds a field of the record.
func (r *Record) Field(name string) (*Fact, bool) {
	for _, f := range r.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return nil, false
}

// PageSpec is a page as written, with the parameters of the group it came by.
type PageSpec struct {
	ID     string
	Title  Words
	If     Expr
	Ask    []AskSpec
	At     Pos
	Origin Origin
}

// Origin says which file a part came from: the title itself, its family or a group.
type Origin struct {
	Group  string          // name of the group, or ""
	Family bool            // from the family's own lists
	Params map[string]bool // of the group
}

// Own says whether the part was written in the title itself.
func (o Origin) Own() bool { return o.Group == "" && !o.Family }

// AskSpec is a question on a page.
type AskSpec struct {
	Fact     string
	If       Expr
	As       Words
	Pro      Words // asked of professionals
	Optional bool
	At       Pos
}

// CheckSpec is a rule that fires when something is wrong.
type CheckSpec struct {
	ID, Reason string
	Warn       bool
	When       Expr
	Where      []string
	Say        Words
	Law        []string
	Instead    string
	At         Pos
	Origin     Origin
}

// SlotSpec is a place for an attachment.
type SlotSpec struct {
	ID, Kind string
	If       Expr
	Must     Expr // "yes", "no" or CEL
	Law      []string
	At       Pos
	Origin   Origin
}

// ParaSpec is a paragraph of a document or of the read-back.
type ParaSpec struct {
	Heading, Text, Else Words
	Slot                string
	If, Each            Expr
	As                  string
	Numbered            bool
	Law                 []string
	At                  Pos
	Origin              Origin
}

// LetSpec is a computed fact.
type LetSpec struct {
	Name       string
	Expr       Expr
	Unverified bool // a matter of law that nobody confirmed: the degree of an offence
}

// LimitSpec is a last day, counted from a fact or from an event of the case.
type LimitSpec struct {
	ID, Row, Starts, Late string
	From                  Expr
	At                    Pos
	Origin                Origin
}

// FeeSpec is a line of a fee.
type FeeSpec struct {
	Row                   string
	Of, Times, If, Waived Expr
	At                    Pos
	Origin                Origin
}

// KindSpec is a rule of competence, in force on the days from From until before Until.
type KindSpec struct {
	ID          string
	If          Expr
	Kind        string
	Because     Words
	Otherwise   Words // what would change it
	Law         []string
	From, Until lang.Date
	At          Pos
}

// PlaceSpec is a rule of territory: When is the law's own condition, If the title's.
type PlaceSpec struct {
	Rule      string
	PlaceAt   Expr
	When, If  Expr
	Because   Words
	Otherwise Words
	Law       []string
	Several   []string // cited too where the rule leads to several places
	At        Pos
}

// WordSpec is a word of the family that follows the size of a list.
type WordSpec struct {
	Name      string
	One, Many Words
	Count     string
	At        Pos
}

// Apart is the question that separates a title from a neighbour.
type Apart struct {
	Other  string
	Ask    Words
	Answer bool
}

// Move says what becomes of answers when a version changes.
type Move struct {
	Version int
	Renamed map[string]string
	Dropped []string
}

// Spec is a title as written, its family and groups already put in.
type Spec struct {
	Code, Family     string
	Ends             string // what acceptance means: opens, joins or delivers
	Version          int
	At               Pos
	Name, FamilyName Words
	Everyday, Says   []string
	Law              []string
	Tier             string // A or B; "" in a catalogue that does not grade
	OwnAsks          int    // questions of the title's own pages and of the groups it names itself
	Apart            []Apart
	Moved            []Move
	Open             string
	Pages            []PageSpec
	Lets             []LetSpec
	Checks           []CheckSpec
	Slots            []SlotSpec
	ClaimKind        string
	ClaimValue       Expr
	FeeName          string
	Fee              []FeeSpec
	Kinds            []KindSpec
	Territory        []PlaceSpec
	Entry            string    // rule of competence by name
	Binds            []LetSpec // facts of competence that the title works out
	Limits           []LimitSpec
	Words            []WordSpec
	Frame            []ParaSpec
	FramePos         Pos
	Parts            map[string][]ParaSpec
	PartPos          map[string]Pos
	Readback         []ParaSpec
}
