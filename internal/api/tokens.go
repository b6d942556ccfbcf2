package api

import (
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/identity"
)

func (a *API) tokenRoutes() []Route {
	return []Route{
		route("GET", "/tokens", account, "listTokens", "Your tokens for programs", a.listTokens),
		route("POST", "/tokens", account, "askToken", "Ask for a token: a code is sent for exactly this wish", a.askToken).with(http.StatusAccepted),
		route("PUT", "/tokens", account, "makeToken", "Prove the code and get the token; it is shown this once", a.makeToken).with(http.StatusCreated),
		route("DELETE", "/tokens/{token}", account, "revokeToken", "Revoke a token at once", a.revokeToken),
	}
}

type token struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Scopes    []string `json:"scopes"`
	CreatedAt string   `json:"created_at" format:"date-time"`
	UsedAt    string   `json:"used_at" format:"date-time"`
	Until     string   `json:"until" format:"date-time"`
}

type tokenList struct {
	Tokens []token  `json:"tokens"`
	Scopes []string `json:"scopes" doc:"What a token of your standing may be given"`
}

func tokenOf(t identity.Token) token {
	return token{t.ID, t.Name, names(t.Scopes), stamp(t.CreatedAt), stamp(t.UsedAt), stamp(t.Until)}
}

func names(scopes []identity.Scope) []string {
	list := []string{}
	for _, s := range scopes {
		list = append(list, string(s))
	}
	return list
}

func (a *API) listTokens(c *call, _ none) (tokenList, error) {
	out := tokenList{Tokens: []token{}, Scopes: names(identity.Scopes(c.who.Standing.Kind))}
	all, err := a.Accounts.Tokens(c.ctx(), c.who)
	for _, t := range all {
		out.Tokens = append(out.Tokens, tokenOf(t))
	}
	return out, err
}

type tokenWish struct {
	Name   string   `json:"name" doc:"By which you will know it"`
	Scopes []string `json:"scopes" doc:"filings:read, filings:write, registry"`
	Days   int      `json:"days" doc:"How long it lives, 1 to 366"`
}

func (w tokenWish) wish() identity.TokenWish {
	out := identity.TokenWish{Name: w.Name, Days: w.Days}
	for _, s := range w.Scopes {
		out.Scopes = append(out.Scopes, identity.Scope(s))
	}
	return out
}

func (a *API) askToken(c *call, in tokenWish) (codeSent, error) {
	if err := a.Accounts.AskToken(c.ctx(), c.who, in.wish()); err != nil {
		return codeSent{}, err
	}
	return a.codeSent(c)
}

// codeSent says what proves the caller now.
type codeSent struct {
	How    string `json:"how" enum:"sms,totp"`
	Mobile string `json:"mobile,omitempty" doc:"Where the code went, masked"`
}

func (a *API) codeSent(c *call) (codeSent, error) {
	p, err := a.Accounts.Profile(c.ctx(), c.who)
	out := codeSent{How: string(p.Factor)}
	if p.Factor == identity.BySMS {
		out.Mobile = p.Mobile
	}
	return out, err
}

type tokenProof struct {
	tokenWish
	Code string `json:"code" doc:"Six digits, sent for exactly this wish"`
}

type madeToken struct {
	token
	Token string `json:"token" doc:"Send it as Authorization: Bearer; it is never shown again"`
}

func (a *API) makeToken(c *call, in tokenProof) (madeToken, error) {
	secret, t, err := a.Accounts.MakeToken(c.ctx(), c.who, in.wish(), in.Code)
	return madeToken{tokenOf(t), secret}, err
}

type tokenRequest struct {
	Token string `path:"token"`
}

func (a *API) revokeToken(c *call, in tokenRequest) (none, error) {
	return none{}, a.Accounts.RevokeToken(c.ctx(), c.who, in.Token)
}
