package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// People satisfies identity.Store.
type People struct{ *Store }

// Read lets look read.
func (s People) Read(ctx context.Context, look func(identity.Ledger) error) error {
	return look(ledger{ctx: ctx, q: s.reads})
}

// Update is the one door through which accounts change.
func (s People) Update(ctx context.Context, decide func(identity.Ledger) (record.Effects, error)) error {
	return s.commit(ctx, people, func(c *change) error {
		effects, err := decide(ledger{c.ctx, c, c})
		if err != nil {
			return err
		}
		return writeEffects(c, effects)
	})
}

const (
	sweepCodes         = `delete from codes where until_at < $1`
	sweepSessions      = `delete from sessions where created_at < $1`
	sweepTokens        = `delete from tokens where until_at < $1`
	sweepRegistrations = `delete from registrations where started_at < $1`
	sweepCounts        = `delete from counts where at < $1`
)

// Sweep deletes what ended before an instant. Limits look back a day at most.
func (s People) Sweep(ctx context.Context, before time.Time) error {
	return s.commit(ctx, people, func(c *change) error {
		for _, sweep := range []string{sweepCodes, sweepSessions, sweepTokens, sweepRegistrations, sweepCounts} {
			c.exec(sweep, micros(before))
		}
		return nil
	})
}

// ledger reads and writes on one transaction, or only reads.
type ledger struct {
	ctx context.Context //nolint:containedctx // lives as long as one transaction
	q   querier
	c   *change // nil when it only reads
}

var errReading = errors.New("a ledger that only reads was written to")

// find reads one thing; nil when there is none.
func find[T any](scan func(row) (*T, error), r row) (*T, error) {
	found, err := scan(r)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // none is an answer
	}
	return found, err
}

func (l ledger) put(query string, args ...any) error {
	if l.c == nil {
		return errReading
	}
	l.c.exec(query, args...)
	return nil
}

const accountColumns = `id, national_id, first_name, last_name, father, birth, mobile, postal_code, address, county,
	personal_hash, totp_secret, totp_step, locale, created_at, disabled_at`

const (
	accountByID = `
	select ` + accountColumns + `
	from accounts
	where id = $1`
	accountByNationalID = `
	select ` + accountColumns + `
	from accounts
	where national_id = $1`
	putAccount = `
	insert into accounts (` + accountColumns + `)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
	on conflict (id) do update
	set mobile = excluded.mobile, postal_code = excluded.postal_code, address = excluded.address, county = excluded.county,
		personal_hash = excluded.personal_hash, totp_secret = excluded.totp_secret, totp_step = excluded.totp_step,
		locale = excluded.locale, disabled_at = excluded.disabled_at`
)

func scanAccount(r row) (*identity.Account, error) {
	var a identity.Account
	var birth string
	var created, disabled int64
	p := &a.Person
	err := r.Scan(&a.ID, &p.NationalID, &p.First, &p.Last, &p.Father, &birth, &a.Mobile, &a.PostalCode, &a.Address, &a.County,
		&a.PersonalHash, &a.TOTPSecret, &a.TOTPStep, &a.Locale, &created, &disabled)
	if err != nil {
		return nil, err
	}
	a.CreatedAt, a.DisabledAt, p.Alive = instant(created), instant(disabled), true
	p.Birth, err = lang.ParseISO(birth)
	return &a, err
}

// Account finds an account.
func (l ledger) Account(id string) (*identity.Account, error) {
	return find(scanAccount, ask(l.ctx, l.q, accountByID, id))
}

// AccountOf finds the account of a person.
func (l ledger) AccountOf(nationalID string) (*identity.Account, error) {
	return find(scanAccount, ask(l.ctx, l.q, accountByNationalID, nationalID))
}

// PutAccount writes an account. Who the person is never changes.
func (l ledger) PutAccount(a *identity.Account) error {
	p := a.Person
	return l.put(putAccount, a.ID, p.NationalID, p.First, p.Last, p.Father, p.Birth.ISO(), a.Mobile, a.PostalCode, a.Address, a.County,
		a.PersonalHash, a.TOTPSecret, a.TOTPStep, string(a.Locale), micros(a.CreatedAt), micros(a.DisabledAt))
}

const (
	standingsOf = `
	select id, kind, authority, licence, from_at, until_at
	from standings
	where account = $1
	order by from_at, kind, id`
	putStanding = `
	insert into standings (id, account, kind, authority, licence, from_at, until_at)
	values ($1, $2, $3, $4, $5, $6, $7)
	on conflict (id) do update
	set until_at = excluded.until_at`
)

func scanStanding(r row) (identity.Standing, error) {
	var s identity.Standing
	var from, until int64
	err := r.Scan(&s.ID, &s.Kind, &s.Authority, &s.Licence, &from, &until)
	s.From, s.Until = instant(from), instant(until)
	return s, err
}

// Standings lists all standings of an account, past ones too.
func (l ledger) Standings(account string) ([]identity.Standing, error) {
	return all(l.ctx, l.q, scanStanding, standingsOf, account)
}

// PutStanding writes a standing; of an old one only its end changes.
func (l ledger) PutStanding(account string, s identity.Standing) error {
	return l.put(putStanding, s.ID, account, string(s.Kind), s.Authority, s.Licence, micros(s.From), micros(s.Until))
}
