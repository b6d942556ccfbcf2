package port

import (
	"context"
	"errors"
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// CivilRegistry asks the registry of births and deaths. It satisfies identity.Registry.
type CivilRegistry struct{ client }

// NewCivilRegistry makes the client.
func NewCivilRegistry(e Endpoint) (*CivilRegistry, error) {
	c, err := newClient(e)
	return &CivilRegistry{c}, err
}

type personAnswer struct {
	NationalID string `json:"national_id"`
	First      string `json:"first"`
	Last       string `json:"last"`
	Father     string `json:"father"`
	Birth      string `json:"birth"`
	Alive      bool   `json:"alive"`
}

// Person gives the living person with this national id and birth date, or
// identity.ErrNoRecord, ErrBirthMismatch, ErrDeceased.
func (c *CivilRegistry) Person(ctx context.Context, nationalID string, birth lang.Date) (identity.Person, error) {
	var answer personAnswer
	err := c.call(ctx, http.MethodPost, "/v1/person", map[string]string{"national_id": nationalID, "birth": birth.ISO()}, &answer)
	switch {
	case refused(err) == "no_record":
		return identity.Person{}, identity.ErrNoRecord
	case refused(err) == "birth_mismatch":
		return identity.Person{}, identity.ErrBirthMismatch
	case refused(err) != "":
		return identity.Person{}, ErrUnavailable.Because(err)
	case err != nil:
		return identity.Person{}, err
	}
	return answer.person(nationalID, birth)
}

// person checks that the registry speaks of the person who was asked for.
func (a personAnswer) person(nationalID string, birth lang.Date) (identity.Person, error) {
	if a.NationalID != nationalID || a.Birth != birth.ISO() || a.First == "" || a.Last == "" {
		return identity.Person{}, ErrUnavailable.Because(errors.New("the registry answered about somebody else"))
	}
	if !a.Alive {
		return identity.Person{}, identity.ErrDeceased
	}
	return identity.Person{
		NationalID: nationalID, First: lang.Line(a.First), Last: lang.Line(a.Last), Father: lang.Line(a.Father), Birth: birth, Alive: true,
	}, nil
}

// Match says whether an opponent's national id and name belong together. It never gives a
// name: whoever knows a number must not learn whose it is.
func (c *CivilRegistry) Match(ctx context.Context, nationalID, name string) (bool, error) {
	var answer struct {
		Match bool `json:"match"`
	}
	err := c.call(ctx, http.MethodPost, "/v1/match", map[string]string{"national_id": nationalID, "name": name}, &answer)
	if refused(err) == "no_record" {
		return false, nil
	}
	if refused(err) != "" {
		return false, ErrUnavailable.Because(err)
	}
	return answer.Match, err
}
