package store

import (
	"context"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/record"
)

const (
	purseColumns = `id, owner, filing, gateway, why, amount, remains, back, at, back_at, done_at`
	creditsOf    = `
	select ` + purseColumns + `
	from credits
	where owner = $1
	order by at, id`
	creditByID = `
	select ` + purseColumns + `
	from credits
	where id = $1`
	insertPurse = `
	insert into credits (id, owner, filing, gateway, why, amount, remains, at)
	values ($1, $2, $3, $4, $5, $6, $7, $8)`
	useCredit = `
	update credits
	set remains = remains - $1
	where id = $2 and owner = $3 and remains >= $4`
	askCreditBack = `
	update credits
	set back = back + $1, remains = remains - $2, back_at = $3
	where id = $4 and owner = $5 and remains = $6 and back = 0`
	creditGone = `
	update credits
	set done_at = $1
	where id = $2 and done_at = 0`
)

func scanCredit(r row) (c fee.Credit, err error) {
	var at, back, done int64
	err = r.Scan(&c.ID, &c.Owner, &c.Filing, &c.Gateway, &c.Why, &c.Amount, &c.Remains, &c.Back, &at, &back, &done)
	c.At, c.BackAt, c.DoneAt = instant(at), instant(back), instant(done)
	return c, err
}

// Credits lists a person's credits on the transaction of an update.
func (r reader) Credits(owner string) ([]fee.Credit, error) {
	return all(r.c.ctx, r.c, scanCredit, creditsOf, owner)
}

// writeCredits writes credits that came and uses of those that stand. A credit that another
// paper used meanwhile makes the update run again.
func writeCredits(c *change, f *filing.Filing) {
	for _, n := range f.NewCredits {
		c.exec(insertPurse, n.ID, n.Owner, n.Filing, n.Gateway, string(n.Why), n.Amount, n.Amount, micros(n.At))
	}
	for _, u := range f.NewUses {
		c.one(useCredit, u.Amount, u.Credit, f.Owner, u.Amount)
	}
}

// Credits lists a person's credits, oldest first.
func (s Filings) Credits(ctx context.Context, owner string) ([]fee.Credit, error) {
	return all(ctx, s.reads, scanCredit, creditsOf, owner)
}

// Credit reads one credit.
func (s Filings) Credit(ctx context.Context, id string) (fee.Credit, error) {
	c, err := scanCredit(ask(ctx, s.reads, creditByID, id))
	return c, told(err)
}

// AskBack turns what remains of credits into sums that go back, with the jobs that bring
// them. Of a credit that was used meanwhile nothing is asked: the whole is stale.
func (s Filings) AskBack(ctx context.Context, owner string, credits []fee.Credit, at time.Time, e record.Effects) error {
	return s.commit(ctx, "credits "+owner, func(c *change) error {
		for _, k := range credits {
			c.one(askCreditBack, k.Remains, k.Remains, micros(at), k.ID, owner, k.Remains)
		}
		return writeEffects(c, e)
	})
}

// CreditGone notes that the bank gave a credit back, once.
func (s Filings) CreditGone(ctx context.Context, c fee.Credit, at time.Time, e record.Effects) error {
	return s.commit(ctx, "credits "+c.Owner, func(ch *change) error {
		ch.one(creditGone, micros(at), c.ID)
		return writeEffects(ch, e)
	})
}

const filingsPaid = `
	select ` + filingColumns + `
	from filings
	where owner = $1 and ledger not in ('null', '[]')
	order by created_at desc, id desc
	limit 200`

// Paid lists the filings for which an account ordered payments, discarded ones too.
func (s Filings) Paid(ctx context.Context, owner string) ([]*filing.Filing, error) {
	return all(ctx, s.reads, scanFiling, filingsPaid, owner)
}
