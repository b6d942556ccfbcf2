package api

import (
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/identity"
)

func (a *API) adminRoutes() []Route {
	return []Route{
		route("POST", "/admin/standings/find", managing, "findStandings", "Somebody's standings; that you looked is kept", a.look),
		route("POST", "/admin/standings", managing, "grantStanding", "Give a standing, at once", a.grant).with(http.StatusCreated),
		route("POST", "/admin/standings/{standing}/revoke", managing, "revokeStanding", "End a standing, at once", a.revoke),
	}
}

// whoseRequest names a person in the body: addresses are kept in logs and histories.
type whoseRequest struct {
	NationalID string `json:"national_id"`
}

type whose struct {
	Name      string     `json:"name"`
	Standings []standing `json:"standings"`
}

func (a *API) look(c *call, in whoseRequest) (whose, error) {
	p, err := a.Accounts.Look(c.ctx(), c.who, in.NationalID)
	out := whose{Name: p.Person.Name(), Standings: []standing{}}
	for _, s := range p.Standings {
		out.Standings = append(out.Standings, standingOf(s))
	}
	return out, err
}

type grantRequest struct {
	NationalID string `json:"national_id"`
	Kind       string `json:"kind" enum:"citizen,lawyer,expert,legal_rep,graduate,registrar,publisher,administrator"`
	Authority  string `json:"authority,omitempty" doc:"Court of a registrar"`
	Licence    string `json:"licence,omitempty" doc:"Of a lawyer"`
}

type granted struct {
	Standing      standing `json:"standing"`
	Authenticator string   `json:"authenticator,omitempty" doc:"otpauth address, shown this once"`
}

func (a *API) grant(c *call, in grantRequest) (granted, error) {
	g, err := a.Accounts.Grant(c.ctx(), c.who, in.NationalID, identity.Standing{Kind: identity.StandingKind(in.Kind), Authority: in.Authority, Licence: in.Licence})
	return granted{standingOf(g.Standing), g.Authenticator}, err
}

type revokeRequest struct {
	Standing   string `path:"standing"`
	NationalID string `json:"national_id"`
}

func (a *API) revoke(c *call, in revokeRequest) (none, error) {
	return none{}, a.Accounts.Revoke(c.ctx(), c.who, in.NationalID, in.Standing)
}
