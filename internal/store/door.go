package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

const updateFiling = `
	update filings
	set title = $1, title_version = $2, family = $3, owner = $4, owner_national_id = $5, owner_name = $6, standing = $7, channel = $8, province = $9, state = $10,
		answers = $11, court = $12, acknowledged = $13, attachments = $14, ledger = $15, remarks = $16, content_number = $17, tracking = $18, link = $19, authority = $20, authority_name = $21,
		claimed_by = $22, claimed_at = $23, case_number = $24, branch = $25, cure_by = $26, created_at = $27, saved_at = $28, received_at = $29, committed_at = $30, returned_at = $31, closed_at = $32,
		told = $33, heard = $34, search = $35, version = version + 1
	where id = $36 and version = $37`

// Update is the one door through which a filing changes: it reads the filing, lets decide
// change it, and writes both the filing and what the decision leaves behind, or nothing.
func (s Filings) Update(ctx context.Context, id string, decide func(filing.Reader, *filing.Filing) (record.Effects, error)) error {
	return s.commit(ctx, id, s.decided(id, nil, decide))
}

// UpdateFrom is Update of a filing that was read a moment ago: as long as it stands at that
// version, it is not read again.
func (s Filings) UpdateFrom(ctx context.Context, seen *filing.Filing, decide func(filing.Reader, *filing.Filing) (record.Effects, error)) error {
	update := s.decided(seen.ID, seen, decide)
	err := s.commit(ctx, seen.ID, update)
	if errors.Is(err, ErrStale) { // somebody was first
		err = s.commit(ctx, seen.ID, update)
	}
	return err
}

// decided makes the update of a filing. What was seen serves its first run only.
func (s Filings) decided(id string, seen *filing.Filing, decide func(filing.Reader, *filing.Filing) (record.Effects, error)) func(*change) error {
	return func(c *change) (err error) {
		f := new(filing.Filing)
		if seen != nil {
			*f, seen = *seen, nil
			f.Ledger = slices.Clone(f.Ledger) // decisions write into it
		} else if f, err = readFiling(c.ctx, c, filingByID, id); err != nil {
			return err
		}
		signers := slices.Clone(f.Signers)
		effects, err := decide(reader{c}, f)
		if err != nil {
			return err
		}
		err = s.keep(c, f, effects)
		if !slices.Equal(signers, f.Signers) { // mostly they stay
			writeSigners(c, f)
		}
		return err
	}
}

// keep writes a decided filing. CommittedAt is stamped here, as near to the disk as we get.
func (s Filings) keep(c *change, f *filing.Filing, effects record.Effects) error {
	if f.NewContent != nil {
		f.CommittedAt = s.now()
	}
	values, err := filingValues(f)
	if err != nil {
		return err
	}
	update := statement{text: updateFiling, args: append(values, f.ID, f.Version), once: true}
	if f.Tracking != "" { // the only unique thing of a filing that is drawn from few
		update.taken = filing.ErrNumberTaken
	}
	c.write(update)
	return errors.Join(writeSubmission(c, f), writeEffects(c, effects))
}

const (
	insertContent = `
	insert into contents (filing, number, hash, body, at)
	values ($1, $2, $3, $4, $5)`
	insertReceipt = `
	insert into receipts (filing, content, body, at)
	values ($1, $2, $3, $4)`
	insertKey = `
	insert into submission_keys (key, filing, body, content, at)
	values ($1, $2, $3, $4, $5)`
	insertCase = `
	insert into cases (number, authority, branch, filing, opened_at)
	values ($1, $2, $3, $4, $5)`
)

// writeSubmission writes what a decision adds beside the filing's own row.
func writeSubmission(c *change, f *filing.Filing) error {
	if n := f.NewContent; n != nil {
		body, err := n.JSON()
		if err != nil {
			return err
		}
		c.exec(insertContent, f.ID, n.Number, seal.Hash(body), string(body), micros(f.CommittedAt))
	}
	if r := f.NewReceipt; r != nil {
		c.exec(insertReceipt, f.ID, r.Content, string(r.JSON), micros(r.At))
	}
	if k := f.NewKey; k != nil {
		c.exec(insertKey, k.Key, k.Filing, k.Body, k.Content, micros(f.CommittedAt))
	}
	writeCredits(c, f)
	if n := f.NewCase; n != nil {
		c.exec(insertCase, n.Number, n.Authority, n.Branch, f.ID, micros(n.At))
	}
	return nil
}

// reader reads on the transaction of an update.
type reader struct{ c *change }

const standingActive = `
	select 1
	from standings
	where id = $1 and from_at <= $2 and (until_at = 0 or until_at > $3)`

// Standing says whether a standing is in force, in the transaction that rests on it. It
// stays in force until that transaction ends.
func (r reader) Standing(id string, at time.Time) (bool, error) {
	var n int
	err := r.c.hold(r.c.ctx, standingActive, id, micros(at), micros(at)).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return n == 1, err
}

const submissionKey = `
	select key, filing, body, content
	from submission_keys
	where key = $1`

// Key finds an earlier submission with this key.
func (r reader) Key(key string) (*filing.Key, error) {
	var k filing.Key
	err := ask(r.c.ctx, r.c, submissionKey, key).Scan(&k.Key, &k.Filing, &k.Body, &k.Content)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // no earlier use is an answer
	}
	return &k, err
}

const contentOf = `
	select body
	from contents
	where filing = $1 and number = $2`

// Content reads one submitted version.
func (s Filings) Content(ctx context.Context, id string, number int) (*filing.Content, error) {
	var text string
	if err := ask(ctx, s.reads, contentOf, id, number).Scan(&text); err != nil {
		return nil, told(err)
	}
	return filing.DecodeContent([]byte(text))
}

const (
	latestReceipt = `
	select filing, content, body, at
	from receipts
	where filing = $1
	order by content desc
	limit 1`
	receiptOf = `
	select filing, content, body, at
	from receipts
	where filing = $1 and content = $2`
)

// Receipt gives the latest receipt, byte for byte as it was given.
func (s Filings) Receipt(ctx context.Context, id string) (*filing.Stored, error) {
	return scanReceipt(ask(ctx, s.reads, latestReceipt, id))
}

// ReceiptOf gives the receipt of one version of the content.
func (s Filings) ReceiptOf(ctx context.Context, id string, content int) (*filing.Stored, error) {
	return scanReceipt(ask(ctx, s.reads, receiptOf, id, content))
}

func scanReceipt(from row) (*filing.Stored, error) {
	var r filing.Stored
	var text string
	var at int64
	if err := from.Scan(&r.Filing, &r.Content, &text, &at); err != nil {
		return nil, told(err)
	}
	r.JSON, r.At = []byte(text), instant(at)
	return &r, nil
}
