package store

import (
	"time"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

const sessionColumns = `id, token_hash, account, standing, how, device, shared, created_at, seen_at, ended_at`

const (
	sessionByToken = `
	select ` + sessionColumns + `
	from sessions
	where token_hash = $1`
	sessionByID = `
	select ` + sessionColumns + `
	from sessions
	where id = $1`
	sessionsOf = `
	select ` + sessionColumns + `
	from sessions
	where account = $1 and ended_at = 0
	order by created_at, id`
	putSession = `
	insert into sessions (` + sessionColumns + `)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
	on conflict (id) do update
	set seen_at = excluded.seen_at, ended_at = excluded.ended_at`
)

func scanSession(r row) (*identity.Session, error) {
	var s identity.Session
	var shared, created, seen, ended int64
	err := r.Scan(&s.ID, &s.TokenHash, &s.Account, &s.Standing, &s.How, &s.Device, &shared, &created, &seen, &ended)
	s.Shared, s.CreatedAt, s.SeenAt, s.EndedAt = shared == 1, instant(created), instant(seen), instant(ended)
	return &s, err
}

// Session finds a session by the hash of its token.
func (l ledger) Session(tokenHash string) (*identity.Session, error) {
	return find(scanSession, ask(l.ctx, l.q, sessionByToken, tokenHash))
}

// SessionByID finds a session by its id.
func (l ledger) SessionByID(id string) (*identity.Session, error) {
	return find(scanSession, ask(l.ctx, l.q, sessionByID, id))
}

// Sessions lists the sessions of an account that were not ended.
func (l ledger) Sessions(account string) ([]*identity.Session, error) {
	return all(l.ctx, l.q, scanSession, sessionsOf, account)
}

// PutSession writes a session.
func (l ledger) PutSession(s *identity.Session) error {
	shared := 0
	if s.Shared {
		shared = 1
	}
	return l.put(putSession, s.ID, s.TokenHash, s.Account, s.Standing, string(s.How), s.Device, shared, micros(s.CreatedAt), micros(s.SeenAt), micros(s.EndedAt))
}

const codeColumns = `id, purpose, account, session, mobile, how, sum, sent_at, until_at, tries, used_at`

const (
	codeByID = `
	select ` + codeColumns + `
	from codes
	where id = $1`
	codesOfSession = `
	select ` + codeColumns + `
	from codes
	where session = $1 and session <> ''
	order by sent_at, id`
	putCode = `
	insert into codes (` + codeColumns + `)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
	on conflict (id) do update
	set purpose = excluded.purpose, account = excluded.account, mobile = excluded.mobile, how = excluded.how, sum = excluded.sum,
		sent_at = excluded.sent_at, until_at = excluded.until_at, tries = excluded.tries, used_at = excluded.used_at`
)

func scanCode(r row) (*identity.Code, error) {
	var c identity.Code
	var sent, until, used int64
	err := r.Scan(&c.ID, &c.Purpose, &c.Account, &c.Session, &c.Mobile, &c.How, &c.Sum, &sent, &until, &c.Tries, &used)
	c.SentAt, c.Until, c.UsedAt = instant(sent), instant(until), instant(used)
	return &c, err
}

// Code finds a code.
func (l ledger) Code(id string) (*identity.Code, error) {
	return find(scanCode, ask(l.ctx, l.q, codeByID, id))
}

// CodesOf lists the codes that a session asked for.
func (l ledger) CodesOf(session string) ([]*identity.Code, error) {
	return all(l.ctx, l.q, scanCode, codesOfSession, session)
}

// PutCode writes a code.
func (l ledger) PutCode(c *identity.Code) error {
	return l.put(putCode, c.ID, c.Purpose, c.Account, c.Session, c.Mobile, string(c.How), c.Sum, micros(c.SentAt), micros(c.Until), c.Tries, micros(c.UsedAt))
}

const registrationColumns = `token_hash, national_id, first_name, last_name, father, birth, mobile, proven_at, postal_code, address, county, started_at, ended_at`

const (
	registrationByToken = `
	select ` + registrationColumns + `
	from registrations
	where token_hash = $1`
	putRegistration = `
	insert into registrations (` + registrationColumns + `)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
	on conflict (token_hash) do update
	set mobile = excluded.mobile, proven_at = excluded.proven_at, postal_code = excluded.postal_code, address = excluded.address,
		county = excluded.county, ended_at = excluded.ended_at`
)

func scanRegistration(r row) (*identity.Registration, error) {
	var g identity.Registration
	var birth string
	var proven, started, ended int64
	p := &g.Person
	err := r.Scan(&g.TokenHash, &p.NationalID, &p.First, &p.Last, &p.Father, &birth, &g.Mobile, &proven, &g.PostalCode, &g.Address, &g.County, &started, &ended)
	if err != nil {
		return nil, err
	}
	g.ProvenAt, g.StartedAt, g.EndedAt, p.Alive = instant(proven), instant(started), instant(ended), true
	p.Birth, err = lang.ParseISO(birth)
	return &g, err
}

// Registration finds a registration by the hash of its token.
func (l ledger) Registration(tokenHash string) (*identity.Registration, error) {
	return find(scanRegistration, ask(l.ctx, l.q, registrationByToken, tokenHash))
}

// PutRegistration writes a registration.
func (l ledger) PutRegistration(g *identity.Registration) error {
	p := g.Person
	return l.put(putRegistration, g.TokenHash, p.NationalID, p.First, p.Last, p.Father, p.Birth.ISO(), g.Mobile, micros(g.ProvenAt), g.PostalCode, g.Address, g.County, micros(g.StartedAt), micros(g.EndedAt))
}

const (
	countAfter = `
	select cast(coalesce(sum(n), 0) as bigint)
	from counts
	where key = $1 and at > $2`
	addCount = `
	insert into counts (key, at, n)
	values ($1, $2, $3)
	on conflict (key, at) do update
	set n = counts.n + excluded.n`
)

// Count sums what was counted under a key after an instant.
func (l ledger) Count(key string, after time.Time) (n int, err error) {
	err = ask(l.ctx, l.q, countAfter, key, micros(after)).Scan(&n)
	return n, told(err)
}

// Add counts n more under a key.
func (l ledger) Add(key string, at time.Time, n int) error {
	return l.put(addCount, key, micros(at), n)
}
