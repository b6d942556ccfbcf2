package api

import (
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func (a *API) accountRoutes() []Route {
	return []Route{
		route("GET", "/account", account, "showAccount", "Your own account", a.profile),
		route("PUT", "/account/language", account, "speak", "Set the language of your pages", a.speak),
		route("POST", "/account/address", account, "askAddress", "Ask for the code that a new address needs", a.askAddress).with(http.StatusAccepted),
		route("PUT", "/account/address", account, "changeAddress", "Change the address with the code", a.changeAddress),
	}
}

type profile struct {
	Name       string     `json:"name"`
	NationalID string     `json:"national_id"`
	Father     string     `json:"father"`
	BirthDate  string     `json:"birth_date" format:"date"`
	Mobile     string     `json:"mobile" doc:"Masked"`
	Address    address    `json:"address"`
	Language   string     `json:"language" enum:"fa,en"`
	Factor     string     `json:"factor" enum:"sms,totp"`
	Standing   standing   `json:"standing" doc:"In which you act now"`
	Standings  []standing `json:"standings"`
}

type address struct {
	PostalCode string `json:"postal_code"`
	Address    string `json:"address"`
	County     string `json:"county" doc:"Key, see /places"`
}

func (x address) place() identity.Place {
	return identity.Place{PostalCode: x.PostalCode, Address: x.Address, County: x.County}
}

func profileOf(p identity.Profile, acts identity.Standing) profile {
	out := profile{
		Name: p.Person.Name(), NationalID: p.Person.NationalID, Father: p.Person.Father, BirthDate: p.Person.Birth.ISO(), Mobile: p.Mobile,
		Address:  address{p.Place.PostalCode, p.Place.Address, p.Place.County},
		Language: string(p.Locale), Factor: string(p.Factor), Standing: standingOf(acts), Standings: []standing{},
	}
	for _, s := range p.Standings {
		out.Standings = append(out.Standings, standingOf(s))
	}
	return out
}

func (a *API) profile(c *call, _ none) (profile, error) {
	p, err := a.Accounts.Profile(c.ctx(), c.who)
	return profileOf(p, c.who.Standing), err
}

type languageRequest struct {
	Language string `json:"language" enum:"fa,en"`
}

func (a *API) speak(c *call, in languageRequest) (none, error) {
	loc := lang.ParseLocale(in.Language)
	if string(loc) != in.Language {
		return none{}, placed(errWrongType, []string{"language"})
	}
	return none{}, a.Accounts.SpeakLocale(c.ctx(), c.who, loc)
}

// known refuses a county that is not in the book: a page only offers those.
func (a *API) known(county string) error {
	if _, ok := a.Catalogue.County(county); !ok {
		return identity.ErrCounty
	}
	return nil
}

func (a *API) askAddress(c *call, in address) (codeSent, error) {
	if err := a.known(in.County); err != nil {
		return codeSent{}, err
	}
	if err := a.Accounts.AskAddress(c.ctx(), c.who, in.place()); err != nil {
		return codeSent{}, err
	}
	return a.codeSent(c)
}

type addressProof struct {
	address
	Code string `json:"code" doc:"Six digits, sent for exactly this address"`
}

func (a *API) changeAddress(c *call, in addressProof) (none, error) {
	if err := a.known(in.County); err != nil {
		return none{}, err
	}
	return none{}, a.Accounts.ChangeAddress(c.ctx(), c.who, in.place(), in.Code)
}
