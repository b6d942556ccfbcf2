package form

import "github.com/tarazu-justice/tarazu/internal/lang"

// Title is a service title, compiled. It is safe for concurrent use.
type Title struct {
	Code, Family, Tier string
	Stage              string // the first at which a citizen may file it somewhere, or "professionals"
	Version            int
	Everyday, Says     []string
	Apart              []Apart
	Moved              []Move
	LawIDs             []string
	Open               string // name of the wave

	lib      *Library
	spec     *Spec
	pages    []page
	asked    map[string]spot
	lets     map[string]*expr
	binds    map[string]*expr
	unsure   []string // bound facts that nobody confirmed
	numbers  []string // rows of the law's numbers that its expressions read
	checks   []check
	slots    []slot
	claim    *expr
	kinds    []kindRule
	places   []placeRule
	limits   []limit
	fees     []feeRule
	words    map[string]word
	document []para
	readback []para
}

// guard is a condition with the parameters of its group; a nil expression holds always.
type guard struct {
	expr   *expr
	params map[string]bool
}

type page struct {
	spec  *PageSpec
	cond  guard
	title *template
	asks  []ask
}

type ask struct {
	fact     *Fact
	cond     guard
	as, pro  *template
	optional bool
}

// spot is where a fact is asked.
type spot struct{ page, ask int }

type check struct {
	spec *CheckSpec
	when guard
	say  *template
}

type slot struct {
	spec     *SlotSpec
	cond     guard
	must     guard
	required bool // must: yes
	optional bool // must: no
}

type kindRule struct {
	spec               *KindSpec
	cond               *expr
	because, otherwise *template
}

type placeRule struct {
	spec               *PlaceSpec
	at, when, cond     *expr
	because, otherwise *template
}

type limit struct {
	spec *LimitSpec
	from *expr
}

type feeRule struct {
	spec                    *FeeSpec
	of, times, cond, waived *expr
}

type word struct {
	one, many Words
	count     string
}

type para struct {
	spec                *ParaSpec
	cond, each          guard
	heading, text, less *template
}

// Name is the formal name of the title.
func (t *Title) Name(loc lang.Locale) string { return t.spec.Name.In(loc) }

// FamilyName is the name of the title's family.
func (t *Title) FamilyName(loc lang.Locale) string { return t.spec.FamilyName.In(loc) }

// Spec is the title as written, its family and groups put in. Read it, do not change it.
func (t *Title) Spec() *Spec { return t.spec }

// Facts lists the facts that the title asks, in the order of its pages.
func (t *Title) Facts() (facts []*Fact) {
	for _, p := range t.pages {
		for _, a := range p.asks {
			facts = append(facts, a.fact)
		}
	}
	return facts
}

// Record gives the record of a list fact.
func (t *Title) Record(name string) (*Record, bool) {
	r, ok := t.lib.Records[name]
	return r, ok
}

// Reasons lists the codes that this title's own checks can give, without repeats.
func (t *Title) Reasons() (codes []string) {
	seen := map[string]bool{}
	for _, c := range t.checks {
		if !seen[c.spec.Reason] {
			seen[c.spec.Reason] = true
			codes = append(codes, c.spec.Reason)
		}
	}
	return codes
}

// Checks lists the title's checks as written, those of its family and groups with them.
func (t *Title) Checks() (list []*CheckSpec) {
	for _, c := range t.checks {
		list = append(list, c.spec)
	}
	return list
}

// Rows lists the rows of the dated tables that the title needs.
func (t *Title) Rows() (numbers, fees, limits []string) {
	for i := range t.fees {
		fees = append(fees, t.fees[i].spec.Row)
	}
	for i := range t.limits {
		limits = append(limits, t.limits[i].spec.Row)
	}
	return t.numbers, fees, limits
}

// Slots lists the title's places for attachments as written.
func (t *Title) Slots() (list []*SlotSpec) {
	for _, s := range t.slots {
		list = append(list, s.spec)
	}
	return list
}

// NameOnly is a title that is looked for by its words and has no paper.
func NameOnly(code string, name Words, everyday, says []string) *Title {
	return &Title{Code: code, Everyday: everyday, Says: says, spec: &Spec{Code: code, Name: name}}
}
