package identity

import (
	"slices"
	"time"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// StandingKind is a capacity in which an account acts.
type StandingKind string

// The standings that an account can hold today.
const (
	Citizen       StandingKind = "citizen"
	Lawyer        StandingKind = "lawyer"
	Expert        StandingKind = "expert"    // official expert of the courts
	LegalRep      StandingKind = "legal_rep" // of a public body
	Graduate      StandingKind = "graduate"  // of law, introduced by a university or the ministry
	Registrar     StandingKind = "registrar"
	Publisher     StandingKind = "publisher" // opens titles to people
	Administrator StandingKind = "administrator"
)

// Filers are the standings that file papers.
var Filers = []StandingKind{Citizen, Lawyer, Expert, LegalRep, Graduate}

// ForOthers says whether the standing files for somebody else, and so signs alone.
func (k StandingKind) ForOthers() bool { return k == Lawyer || k == LegalRep }

// licensed says whether the standing rests on a licence or a letter of introduction.
func (k StandingKind) licensed() bool {
	return k == Lawyer || k == Expert || k == LegalRep || k == Graduate
}

// Staff says whether the standing acts for the court. Staff prove themselves by TOTP alone:
// a text message goes to whoever holds the number today.
func (k StandingKind) Staff() bool { return k == Registrar || k == Publisher || k == Administrator }

// known says whether an account can hold a standing of this kind.
func (k StandingKind) known() bool {
	return k.Staff() || slices.Contains(Filers, k)
}

// Standing is a dated capacity of one account. A zero Until means until revoked.
type Standing struct {
	ID        string
	Kind      StandingKind
	Authority string // code of the court unit of a registrar
	Licence   string // number of a licence, or of the letter that introduced the person
	From      time.Time
	Until     time.Time
}

// Active says whether the standing is in force at an instant.
func (s Standing) Active(at time.Time) bool {
	return !s.From.After(at) && (s.Until.IsZero() || s.Until.After(at))
}

// Who is the person behind a request: account, session, and the standing they act in now.
type Who struct {
	Account    string
	Session    string
	NationalID string
	Name       string
	Standing   Standing
	County     string // of the address in Sana
	Locale     lang.Locale
	SharedMode bool   // a device that others use too: shorter life, nothing kept
	Token      bool   // a personal token, whose id stands in Session
	Granted    Grants // to a personal token
}

// Is says whether who acts in a standing of that kind now.
func (w Who) Is(kind StandingKind) bool { return w.Account != "" && w.Standing.Kind == kind }

// Person is what the civil registry says of somebody.
type Person struct {
	NationalID string
	First      string
	Last       string
	Father     string
	Birth      lang.Date
	Alive      bool
}

// Name is first and last name.
func (p Person) Name() string { return p.First + " " + p.Last }
