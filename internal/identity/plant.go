package identity

// Planted is a whole account as a demo or an initialisation puts it in place, without the
// steps of a registration.
type Planted struct {
	Person       Person
	Mobile       string
	PostalCode   string
	Address      string
	County       string
	PersonalCode string // ten digits
	TOTPSecret   string // base32; staff only
	Standings    []Standing
}
