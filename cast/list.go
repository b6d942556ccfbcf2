package cast

import (
	"context"
	"fmt"

	"github.com/tarazu-justice/tarazu/internal/identity"
)

// Listed is a person as /demo/cast.json shows them.
type Listed struct {
	Name         string   `json:"name"`
	NationalID   string   `json:"national_id"`
	PersonalCode string   `json:"personal_code"`
	TOTPSecret   string   `json:"totp_secret"`
	Mobile       string   `json:"mobile"`
	Standings    []string `json:"standings"`
	Authority    string   `json:"authority"`
	Birth        string   `json:"birth"`   // Jalali, to register or to recover with
	Account      bool     `json:"account"` // false: registers first
}

// List gives everybody, for /demo/cast.json. Who has no account has no personal code yet.
func (c *Cast) List() []Listed {
	list := make([]Listed, 0, len(c.People))
	for _, p := range c.People {
		l := Listed{
			Name: p.Name(), NationalID: p.NationalID, TOTPSecret: p.TOTPSecret, Mobile: p.Mobile,
			Standings: []string{}, Birth: p.Birth.String(), Account: p.Account,
		}
		if p.Account {
			l.PersonalCode = p.PersonalCode
			for _, s := range p.Standings {
				l.Standings = append(l.Standings, string(s.Kind))
				l.Authority += s.Authority
			}
		}
		list = append(list, l)
	}
	return list
}

// Planter puts an account in place; identity.Accounts is one.
type Planter interface {
	Plant(ctx context.Context, p identity.Planted) (account string, err error)
}

// Seed puts the accounts of the cast in a demo database. It may run at every start: who is
// there already is left as they are.
func (c *Cast) Seed(ctx context.Context, accounts Planter) error {
	for _, p := range c.People {
		if !p.Account {
			continue
		}
		_, err := accounts.Plant(ctx, identity.Planted{
			Person: p.Record(), Mobile: p.Mobile, PostalCode: p.PostalCode, Address: p.Address, County: p.County,
			PersonalCode: p.PersonalCode, Public: true, TOTPSecret: p.TOTPSecret, Standings: p.Standings,
		})
		if err != nil {
			return fmt.Errorf("seed %s: %w", p.Key, err)
		}
	}
	return nil
}

// Record is the person as the civil registry knows them.
func (p *Person) Record() identity.Person {
	return identity.Person{NationalID: p.NationalID, First: p.First, Last: p.Last, Father: p.Father, Birth: p.Birth, Alive: !p.Deceased}
}
