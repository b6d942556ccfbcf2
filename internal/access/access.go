// Package access is the declared table of rights: who may knock at which door.
//
// Every route names a right of this table and the door asks Allow. Whether a paper is the
// caller's own is asked again where it is read or changed, in the same transaction; what
// is not hers looks as if it were not there.
package access

import (
	"slices"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/identity"
)

// Faults at the door.
var (
	ErrSignIn    = fault.New(fault.SignIn, "access.sign_in")
	ErrForbidden = fault.New(fault.NotFound, "access.unknown") // not yours looks like not there
)

// Right names what a route lets people do.
type Right string

// The rights.
const (
	Anyone   Right = "anyone"   // no account needed
	Guest    Right = "guest"    // people on their way to sign in or register
	Account  Right = "account"  // one's own account: sessions, address, standing
	File     Right = "file"     // draft, sign, pay, submit and follow one's own filings
	Registry Right = "registry" // the court's desk of one's own authority
	Publish  Right = "publish"  // propose and release what opens to whom; record lawyers' reviews
	Admin    Right = "admin"    // grant and revoke standings
	Demo     Right = "demo"     // demonstration only: outbox, cast, bank; serve has none of it
)

// Row is one line of the table.
type Row struct {
	Right     Right
	SignedIn  bool
	Standings []identity.StandingKind // nil: any
	Why       string
}

// Table is the whole of it; docs/access.md and the route tests are made from it.
var Table = []Row{
	{Anyone, false, nil, "services, search, tracking and verification are public"},
	{Guest, false, nil, "signing in and registering come before an account"},
	{Account, true, nil, "one's own account, whatever the standing"},
	{File, true, identity.Filers, "filers file; staff acts for the court"},
	{Registry, true, []identity.StandingKind{identity.Registrar}, "the desk of the standing's own authority"},
	{Publish, true, []identity.StandingKind{identity.Publisher}, "titles are opened and closed by publishers, two at a time"},
	{Admin, true, []identity.StandingKind{identity.Administrator}, "standings are granted by an administrator"},
	{Demo, false, nil, "a demonstration shows its own messages and people"},
}

// Allow decides at the door. An unknown right is nobody's.
func Allow(right Right, who *identity.Who) error {
	for _, row := range Table {
		if row.Right != right {
			continue
		}
		switch {
		case !row.SignedIn:
			return nil
		case who == nil:
			return ErrSignIn
		case row.Standings == nil || slices.Contains(row.Standings, who.Standing.Kind):
			return nil
		}
	}
	return ErrForbidden
}
