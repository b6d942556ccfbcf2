package form

import (
	"fmt"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Type is the type of a fact.
type Type string

// The types of facts. A fact of TypeList names its record.
const (
	TypeYesNo   Type = "yes_no"
	TypeText    Type = "text"
	TypeProse   Type = "prose"
	TypeNumber  Type = "number"
	TypeMoney   Type = "money"
	TypeDate    Type = "date"
	TypeMonth   Type = "month"
	TypePlace   Type = "place"
	TypeChoice  Type = "choice"
	TypeChoices Type = "choices"
	TypeList    Type = "list"
)

// Pos is a place in a file of the catalogue.
type Pos struct {
	File string
	Line int
}

func (p Pos) String() string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

// Mistake is something wrong in a file of the catalogue.
type Mistake struct {
	At   Pos
	What string
}

func (m Mistake) Error() string { return m.At.String() + ": " + m.What }

// Words is a text in Persian with its English twin.
type Words struct {
	FA, EN string
	At     Pos
}

// In gives the text in a language; Persian stands in for English that is missing.
func (w Words) In(loc lang.Locale) string {
	if loc == lang.EN && w.EN != "" {
		return w.EN
	}
	return w.FA
}

// Expr is an expression as written.
type Expr struct {
	Src string
	At  Pos
}

func (e Expr) empty() bool { return e.Src == "" }
