package api

import (
	"net/http"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/identity"
)

func (a *API) sessionRoutes() []Route {
	return []Route{
		route("POST", "/sessions", guest, "beginSession", "Begin to sign in: a one-time code is sent, or the authenticator is asked", a.beginSession).with(http.StatusCreated),
		route("POST", "/sessions/{challenge}", guest, "openSession", "Prove the code and get the session's token", a.openSession).with(http.StatusCreated),
		route("POST", "/sessions/{challenge}/code", guest, "resendCode", "Ask for a fresh code; the old one is void", a.resendCode),
		route("GET", "/sessions", account, "listSessions", "Where you are signed in", a.listSessions),
		route("PUT", "/sessions/current", account, "actAs", "Go on in another standing; the old token ends", a.actAs),
		route("DELETE", "/sessions/current", account, "signOut", "Sign out", a.signOut),
		route("DELETE", "/sessions/{session}", account, "endSession", "End one of your sessions", a.endSession),
		route("DELETE", "/sessions", account, "endOtherSessions", "End all your sessions but this one", a.endOthers),
	}
}

type signInRequest struct {
	NationalID   string `json:"national_id" doc:"Ten digits"`
	PersonalCode string `json:"personal_code" doc:"Ten digits, sent at registration in Sana"`
}

// Challenge is a code that is waited for.
type challenge struct {
	Challenge string `json:"challenge" doc:"Names this sign-in; a secret"`
	How       string `json:"how" enum:"sms,totp" doc:"What proves you: a text message or your authenticator"`
	Mobile    string `json:"mobile,omitempty" doc:"Where the code went, masked"`
	Until     string `json:"until" format:"date-time"`
	Tries     int    `json:"tries" doc:"Wrong tries that are left"`
}

func challengeOf(ch identity.Challenge) challenge {
	return challenge{Challenge: ch.Token, How: string(ch.How), Mobile: ch.Mobile, Until: stamp(ch.Until), Tries: ch.Left}
}

// stamp prints an instant: RFC 3339 in Tehran's time.
func stamp(t time.Time) string { return filing.Stamp(t) }

func (a *API) beginSession(c *call, in signInRequest) (challenge, error) {
	ch, err := a.Accounts.SignIn(c.ctx(), in.NationalID, in.PersonalCode, c.device())
	return challengeOf(ch), err
}

type codeRequest struct {
	Challenge string `path:"challenge"`
	Code      string `json:"code" doc:"Six digits"`
}

type opened struct {
	Token     string     `json:"token" doc:"Send it as Authorization: Bearer"`
	Standing  standing   `json:"standing" doc:"The capacity in which you act now"`
	Standings []standing `json:"standings" doc:"All your standings; change by PUT /sessions/current"`
}

type standing struct {
	ID        string `json:"id"`
	Kind      string `json:"kind" enum:"citizen,lawyer,expert,legal_rep,graduate,registrar,publisher,administrator"`
	Authority string `json:"authority,omitempty" doc:"Court of a registrar"`
	Licence   string `json:"licence,omitempty" doc:"Of a lawyer"`
}

func standingOf(s identity.Standing) standing {
	return standing{s.ID, string(s.Kind), s.Authority, s.Licence}
}

func (a *API) openSession(c *call, in codeRequest) (opened, error) {
	token, who, err := a.Accounts.Confirm(c.ctx(), in.Challenge, in.Code, c.device())
	if err != nil {
		return opened{}, err
	}
	return a.opened(c, token, who)
}

func (a *API) opened(c *call, token string, who identity.Who) (opened, error) {
	out := opened{Token: token, Standing: standingOf(who.Standing), Standings: []standing{}}
	profile, err := a.Accounts.Profile(c.ctx(), who)
	for _, s := range profile.Standings {
		out.Standings = append(out.Standings, standingOf(s))
	}
	return out, err
}

type challengeRequest struct {
	Challenge string `path:"challenge"`
}

func (a *API) resendCode(c *call, in challengeRequest) (challenge, error) {
	ch, err := a.Accounts.Again(c.ctx(), in.Challenge)
	return challengeOf(ch), err
}

type standingRequest struct {
	Standing string `json:"standing" doc:"id of one of your standings"`
}

func (a *API) actAs(c *call, in standingRequest) (opened, error) {
	token, who, err := a.Accounts.Act(c.ctx(), c.who, in.Standing)
	if err != nil {
		return opened{}, err
	}
	return a.opened(c, token, who)
}

type session struct {
	ID        string `json:"id"`
	Device    string `json:"device"`
	CreatedAt string `json:"created_at" format:"date-time"`
	SeenAt    string `json:"seen_at" format:"date-time"`
	Current   bool   `json:"current" doc:"The session of this request"`
}

type sessionList struct {
	Sessions []session `json:"sessions"`
}

func (a *API) listSessions(c *call, _ none) (sessionList, error) {
	out := sessionList{Sessions: []session{}}
	all, err := a.Accounts.Sessions(c.ctx(), c.who)
	for _, s := range all {
		out.Sessions = append(out.Sessions, session{s.ID, s.Device, stamp(s.CreatedAt), stamp(s.SeenAt), s.ID == c.who.Session})
	}
	return out, err
}

func (a *API) signOut(c *call, _ none) (none, error) {
	return none{}, a.Accounts.SignOut(c.ctx(), c.who)
}

type sessionRequest struct {
	Session string `path:"session"`
}

func (a *API) endSession(c *call, in sessionRequest) (none, error) {
	return none{}, a.Accounts.End(c.ctx(), c.who, in.Session)
}

func (a *API) endOthers(c *call, _ none) (none, error) {
	return none{}, a.Accounts.EndOthers(c.ctx(), c.who)
}
