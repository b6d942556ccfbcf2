package cast

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v4"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

//go:embed people.yaml
var people []byte

// Person is one invented person, with everything that a test or a visitor needs to act as them.
type Person struct {
	Key           string
	First         string
	Last          string
	Father        string
	Birth         lang.Date
	NationalID    string
	Mobile        string
	PostalCode    string
	Address       string
	County        string // code of the catalogue's counties
	Account       bool   // false: registers in Sana during the demo
	Deceased      bool
	PersonalCode  string
	TOTPSecret    string // staff only
	Standings     []identity.Standing
	AuthorityName string // of a registrar's court
}

// Name is first and last name.
func (p *Person) Name() string { return p.First + " " + p.Last }

// Staff says whether the person signs in with an authenticator.
func (p *Person) Staff() bool { return p.TOTPSecret != "" }

// Cast is everybody, in the order of people.yaml, registrars last.
type Cast struct {
	People []*Person
	byID   map[string]*Person
	byKey  map[string]*Person
}

// entry is one person of people.yaml.
type entry struct {
	Key        string     `yaml:"key"`
	First      string     `yaml:"first"`
	Last       string     `yaml:"last"`
	Father     string     `yaml:"father"`
	Birth      string     `yaml:"birth"`
	NationalID string     `yaml:"national_id"`
	Mobile     string     `yaml:"mobile"`
	PostalCode string     `yaml:"postal_code"`
	Address    string     `yaml:"address"`
	County     string     `yaml:"county"`
	Account    string     `yaml:"account"` // "none" or nothing
	Deceased   bool       `yaml:"deceased"`
	Standings  []standing `yaml:"standings"`
}

type standing struct {
	Kind    string `yaml:"kind"`
	Licence string `yaml:"licence"`
}

// Load reads the cast and refuses a person whose numbers could not be.
func Load() (*Cast, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(people))
	decoder.KnownFields(true)
	var entries []entry
	if err := decoder.Decode(&entries); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read cast/people.yaml: %w", err)
	}
	c := &Cast{byID: map[string]*Person{}, byKey: map[string]*Person{}}
	for _, e := range entries {
		p, err := e.person()
		if err != nil {
			return nil, fmt.Errorf("cast/people.yaml: %s: %w", e.Key, err)
		}
		c.add(p)
	}
	for _, p := range registrars() {
		c.add(p)
	}
	if len(c.byID) != len(c.People) || len(c.byKey) != len(c.People) {
		return nil, errors.New("cast: two people share a key or a national id")
	}
	return c, nil
}

func (c *Cast) add(p *Person) {
	c.People = append(c.People, p)
	c.byID[p.NationalID], c.byKey[p.Key] = p, p
}

func (e entry) person() (*Person, error) {
	birth, errBirth := lang.ParseJalali(e.Birth)
	_, errID := lang.NationalID(e.NationalID)
	_, errMobile := lang.Mobile(e.Mobile)
	_, errPostal := lang.PostalCode(e.PostalCode)
	p := &Person{
		Key: e.Key, First: e.First, Last: e.Last, Father: e.Father, Birth: birth, NationalID: e.NationalID, Mobile: e.Mobile,
		PostalCode: e.PostalCode, Address: e.Address, County: e.County,
		Account: e.Account != "none" && !e.Deceased, Deceased: e.Deceased, PersonalCode: personalCode(e.NationalID),
	}
	p.Standings = []identity.Standing{{ID: standingID(p.NationalID, identity.Citizen), Kind: identity.Citizen}}
	for _, s := range e.Standings {
		kind := identity.StandingKind(s.Kind)
		p.Standings = append(p.Standings, identity.Standing{ID: standingID(p.NationalID, kind), Kind: kind, Licence: s.Licence})
		if kind.Staff() {
			p.TOTPSecret = totpSecret(p.NationalID)
			p.Standings = p.Standings[1:] // staff accounts do nothing else
		}
	}
	return p, errors.Join(errBirth, errID, errMobile, errPostal)
}

// ByNationalID finds a person.
func (c *Cast) ByNationalID(id string) (*Person, bool) { p, ok := c.byID[id]; return p, ok }

// Named finds a person by key, such as "zahra" or "PEA-REY-1"; there must be one.
func (c *Cast) Named(key string) *Person {
	p, ok := c.byKey[key]
	if !ok {
		panic("nobody in the cast is called " + key)
	}
	return p
}
