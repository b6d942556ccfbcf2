package api

import (
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func (a *API) registerRoutes() []Route {
	return []Route{
		route("POST", "/registrations", guest, "beginRegistration", "Begin to register in Sana, with what the civil registry says", a.beginRegistration).with(http.StatusCreated),
		route("GET", "/registrations/{registration}", guest, "showRegistration", "How far a registration is", a.registration),
		route("PUT", "/registrations/{registration}/mobile", guest, "setMobile", "Name a number of your own; a code is sent to it", a.setMobile).with(http.StatusAccepted),
		route("POST", "/registrations/{registration}/mobile", guest, "proveMobile", "Prove the number with the code", a.proveMobile),
		route("PUT", "/registrations/{registration}/address", guest, "setAddress", "Name your address", a.setAddress),
		route("POST", "/registrations/{registration}", guest, "finishRegistration", "Open the account; the personal code is sent", a.finish),
		route("POST", "/recoveries", guest, "beginRecovery", "Begin to replace a lost personal code; everybody gets the same answer", a.beginRecovery).with(http.StatusCreated),
		route("POST", "/recoveries/{challenge}", guest, "finishRecovery", "Prove the code: a new personal code is sent, all sessions and tokens end", a.finishRecovery),
	}
}

type personRequest struct {
	NationalID string `json:"national_id"`
	BirthDate  string `json:"birth_date" doc:"ISO day, or a Jalali day such as 1368/03/17"`
}

// day reads a day in either calendar.
func day(text string) (lang.Date, error) {
	if d, err := lang.ParseISO(lang.LatinDigits(text)); err == nil && text >= "18" {
		return d, nil
	}
	return lang.ParseJalali(text)
}

type registration struct {
	Registration string `json:"registration,omitempty" doc:"Names this registration for an hour; a secret"`
	Name         string `json:"name"`
	Mobile       string `json:"mobile,omitempty" doc:"Masked"`
	Proven       bool   `json:"proven" doc:"The number answered with the right code"`
	Address      string `json:"address,omitempty"`
}

func (a *API) beginRegistration(c *call, in personRequest) (registration, error) {
	birth, err := day(in.BirthDate)
	if err != nil {
		return registration{}, err
	}
	secret, err := a.Accounts.Begin(c.ctx(), in.NationalID, birth, c.device())
	if err != nil {
		return registration{}, err
	}
	out, err := a.registration(c, registrationRequest{secret})
	out.Registration = secret
	return out, err
}

type registrationRequest struct {
	Registration string `path:"registration"`
}

func (a *API) registration(c *call, in registrationRequest) (registration, error) {
	r, err := a.Accounts.Registration(c.ctx(), in.Registration)
	return registration{Name: r.Person.Name(), Mobile: identity.Masked(r.Mobile), Proven: !r.ProvenAt.IsZero(), Address: r.Address}, err
}

type mobileRequest struct {
	Registration string `path:"registration"`
	Mobile       string `json:"mobile"`
}

func (a *API) setMobile(c *call, in mobileRequest) (codeSent, error) {
	err := a.Accounts.Mobile(c.ctx(), in.Registration, in.Mobile)
	return codeSent{string(identity.BySMS), identity.Masked(lang.CleanCode(in.Mobile))}, err
}

type mobileProof struct {
	Registration string `path:"registration"`
	Code         string `json:"code"`
}

func (a *API) proveMobile(c *call, in mobileProof) (none, error) {
	return none{}, a.Accounts.ConfirmMobile(c.ctx(), in.Registration, in.Code, c.device())
}

type placeRequest struct {
	Registration string `path:"registration"`
	address
}

func (a *API) setAddress(c *call, in placeRequest) (none, error) {
	if err := a.known(in.County); err != nil {
		return none{}, err
	}
	return none{}, a.Accounts.Address(c.ctx(), in.Registration, in.place())
}

func (a *API) finish(c *call, in registrationRequest) (none, error) {
	_, err := a.Accounts.Finish(c.ctx(), in.Registration)
	return none{}, err
}

type recoveryRequest struct {
	personRequest
	Mobile string `json:"mobile"`
}

func (a *API) beginRecovery(c *call, in recoveryRequest) (challenge, error) {
	birth, err := day(in.BirthDate)
	if err != nil {
		return challenge{}, err
	}
	ch, err := a.Accounts.Recover(c.ctx(), in.NationalID, birth, in.Mobile, c.device())
	return challengeOf(ch), err
}

func (a *API) finishRecovery(c *call, in codeRequest) (none, error) {
	return none{}, a.Accounts.Renew(c.ctx(), in.Challenge, in.Code, c.device())
}
