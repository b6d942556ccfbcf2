package form

import (
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/checker"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Court is where a filing goes.
type Court struct {
	Code, Kind string
	Name       Words
}

// Courts finds units. Serving is the one of a kind for a county on a day, ByCode one that
// is there on a day; Ended and EndedUnit are units that closed not long before it, with the
// first day without them.
type Courts interface {
	Serving(kind, county string, day lang.Date) (Court, bool)
	ByCode(code string, day lang.Date) (Court, bool)
	Ended(kind, county string, day lang.Date) (Court, lang.Date, bool)
	EndedUnit(code string, day lang.Date) (Court, lang.Date, bool)
}

// Body is a kind of authority. Reach is county, province or country (units stand in the
// table), case (the authority of a pending case), outside (takes no filings from here), or
// none. Where there is no unit, Stead stands in, and Because says so.
type Body struct {
	Name    Words
	Reach   string
	Stead   string
	Because Words
	Law     []string
}

// Located is a place as a person may choose it.
type Located struct{ Key, Name, NameEN, Province string }

// Places finds counties by any spelling, and names them.
type Places interface {
	Find(text string) []Located
	ByKey(key string) (Located, bool)
	Centre(key string) (string, bool) // county of the centre of its province
}

// FeeRow gives what a row of the fee table costs on a day.
type FeeRow struct {
	Name     Words
	Fixed    int64
	Parts    []FeePart
	Source   string
	Verified bool
	From     lang.Date // first day of these numbers
}

// FeePart is a slice of a sum with its rate; Upto 0 is the rest.
type FeePart struct{ Upto, Permille int64 }

// Of reckons the fee of a sum: each slice at its own rate, rounded down to a rial.
func (r FeeRow) Of(sum int64) int64 {
	total, below := r.Fixed, int64(0)
	for _, part := range r.Parts {
		top := sum
		if part.Upto > 0 && part.Upto < sum {
			top = part.Upto
		}
		if top <= below {
			break
		}
		slice := top - below
		total += slice/1000*part.Permille + slice%1000*part.Permille/1000
		below = top
	}
	return total
}

// LimitRow is a number of days within which one has to act.
type LimitRow struct {
	Name         Words
	Days, Abroad int64
	Verified     bool
}

// NumberRow is a number of the law as it stands on a day.
type NumberRow struct {
	Name     Words
	Rials    int64
	Verified bool
}

// Tables are the dated numbers of the law.
type Tables interface {
	Number(row string, day lang.Date) (int64, bool)
	NumberRow(row string, day lang.Date) (NumberRow, bool)
	FeeRow(row string, day lang.Date) (FeeRow, bool)
	LimitRow(row string, day lang.Date) (LimitRow, bool)
	Closed(day lang.Date) bool
}

// Article is an article of a law that titles may cite.
type Article struct {
	ID, Law, Number string // cpc.515, cpc, 515
	LawName         string
	Says            Words
	Source          string
	Verified        bool
	At              Pos
}

// Reason is why a registrar may return a filing, and what checks point to.
type Reason struct {
	Code    string
	Name    Words
	Outcome string
	GivenBy string // "registrar": no check can see it
	MayStop bool
	Law     []string
	At      Pos
}

// Library is everything that titles share.
type Library struct {
	Facts     map[string]*Fact
	Records   map[string]*Record
	Standings *Fact // the pseudo fact behind `standing`
	Articles  map[string]Article
	Reasons   map[string]Reason
	Kinds     map[string]Words // of attachments
	Bodies    map[string]Body  // kinds of authority
	Params    []string         // of all groups
	Messages  *lang.Messages
	Tables    Tables
	Courts    Courts
	Places    Places
	// Has says whether the tables know a row, for the check at load.
	HasNumber, HasFee, HasLimit func(row string) bool
	// Row names, for "did you mean".
	NumberRows, FeeRows, LimitRows []string

	env    *cel.Env
	check  *checker.Env         // what env declares, for the checker
	names  map[string]*cel.Type // its variables
	shared sync.Map             // key → *expr: titles are compiled side by side
}
