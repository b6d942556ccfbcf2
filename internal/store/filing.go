package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Filings satisfies filing.Store and the court desk's store.
type Filings struct{ *Store }

const filingColumns = `id, version, title, title_version, family, owner, owner_national_id, owner_name, standing, channel, province, state,
	answers, court, acknowledged, attachments, ledger, remarks, content_number, coalesce(tracking, ''), coalesce(link, ''), authority, authority_name,
	claimed_by, claimed_at, case_number, branch, cure_by, created_at, saved_at, received_at, committed_at, returned_at, closed_at, told, heard`

func scanFiling(r row) (*filing.Filing, error) {
	var (
		f                                                             filing.Filing
		answers, cureBy                                               string
		claimed, created, saved, received, committed, returned, ended int64
	)
	err := r.Scan(&f.ID, &f.Version, &f.Title, &f.TitleVersion, &f.Family, &f.Owner, &f.OwnerID, &f.OwnerName, &f.Standing, &f.Channel, &f.Province, &f.State,
		&answers, &f.Court, asJSON{&f.Acknowledged}, asJSON{&f.Attachments}, asJSON{&f.Ledger}, asJSON{&f.Remarks}, &f.ContentNumber, &f.Tracking, &f.Link, &f.Authority, &f.AuthorityName,
		&f.ClaimedBy, &claimed, &f.Case, &f.Branch, &cureBy, &created, &saved, &received, &committed, &returned, &ended, asJSON{&f.Told}, asJSON{&f.Heard})
	if err != nil {
		return nil, err
	}
	f.ClaimedAt, f.CreatedAt, f.SavedAt, f.ReceivedAt = instant(claimed), instant(created), instant(saved), instant(received)
	f.CommittedAt, f.ReturnedAt, f.ClosedAt = instant(committed), instant(returned), instant(ended)
	if cureBy != "" {
		if f.CureBy, err = lang.ParseISO(cureBy); err != nil {
			return nil, err
		}
	}
	f.Answers, err = form.DecodeAnswers([]byte(answers))
	return &f, err
}

// filingValues are the columns after id and version, in the order of filingColumns, and the
// search column.
func filingValues(f *filing.Filing) ([]any, error) {
	var faults []error
	text := func(v any) string {
		s, err := jsonText(v)
		faults = append(faults, err)
		return s
	}
	cureBy := ""
	if !f.CureBy.IsZero() {
		cureBy = f.CureBy.ISO()
	}
	values := []any{
		f.Title, f.TitleVersion, f.Family, f.Owner, f.OwnerID, f.OwnerName, f.Standing, f.Channel, f.Province, string(f.State),
		text(f.Answers), f.Court, text(f.Acknowledged), text(f.Attachments), text(f.Ledger), text(f.Remarks), f.ContentNumber, orNull(f.Tracking), orNull(f.Link), f.Authority, f.AuthorityName,
		f.ClaimedBy, micros(f.ClaimedAt), f.Case, f.Branch, cureBy, micros(f.CreatedAt), micros(f.SavedAt), micros(f.ReceivedAt), micros(f.CommittedAt), micros(f.ReturnedAt), micros(f.ClosedAt),
		text(f.Told), text(f.Heard), searchText(f),
	}
	return values, errors.Join(faults...)
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// searchText is what the court's desk searches: numbers and the names of the filers, folded.
func searchText(f *filing.Filing) string {
	text := f.Tracking + " " + f.Case + " " + f.OwnerName
	for _, s := range f.Signers {
		text += " " + s.Name
	}
	return lang.Fold(text)
}

const insertFiling = `
	insert into filings (id, version, title, title_version, family, owner, owner_national_id, owner_name, standing, channel, province, state,
		answers, court, acknowledged, attachments, ledger, remarks, content_number, tracking, link, authority, authority_name,
		claimed_by, claimed_at, case_number, branch, cure_by, created_at, saved_at, received_at, committed_at, returned_at, closed_at, told, heard, search)
	values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
		$23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36)`

// Create keeps a new draft.
func (s Filings) Create(ctx context.Context, f *filing.Filing, e record.Effects) error {
	values, err := filingValues(f)
	if err != nil {
		return err
	}
	f.Version = 1
	return s.commit(ctx, f.ID, func(c *change) error {
		c.exec(insertFiling, append([]any{f.ID}, values...)...)
		writeSigners(c, f)
		return writeEffects(c, e)
	})
}

const filingByID = `
	select ` + filingColumns + `
	from filings
	where id = $1`

// ByID reads a filing with its signers.
func (s Filings) ByID(ctx context.Context, id string) (*filing.Filing, error) {
	return readFiling(ctx, s.reads, filingByID, id)
}

const filingByTracking = `
	select ` + filingColumns + `
	from filings
	where tracking = $1`

// ByTracking finds a filing by the number that people read out.
func (s Filings) ByTracking(ctx context.Context, number string) (*filing.Filing, error) {
	return readFiling(ctx, s.reads, filingByTracking, number)
}

const filingByLink = `
	select ` + filingColumns + `
	from filings
	where link = $1`

// ByLink finds a filing by the 128-bit code of its receipt.
func (s Filings) ByLink(ctx context.Context, link string) (*filing.Filing, error) {
	return readFiling(ctx, s.reads, filingByLink, link)
}

func readFiling(ctx context.Context, q querier, query string, key string) (*filing.Filing, error) {
	f, err := scanFiling(ask(ctx, q, query, key))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, filing.ErrUnknown
	}
	if err != nil {
		return nil, err
	}
	f.Signers, err = readSigners(ctx, q, f.ID)
	return f, err
}

const signersOf = `
	select national_id, name, account, signed_at, said
	from signers
	where filing = $1
	order by position`

func readSigners(ctx context.Context, q querier, id string) ([]filing.Signer, error) {
	return all(ctx, q, func(r row) (s filing.Signer, err error) {
		var at int64
		err = r.Scan(&s.NationalID, &s.Name, &s.Account, &at, &s.Said)
		s.SignedAt = instant(at)
		return s, err
	}, signersOf, id)
}

const (
	deleteSigners = `
	delete from signers
	where filing = $1`
	insertSigner = `
	insert into signers (filing, national_id, position, name, account, signed_at, said)
	values ($1, $2, $3, $4, $5, $6, $7)`
)

func writeSigners(c *change, f *filing.Filing) {
	c.exec(deleteSigners, f.ID)
	for i, s := range f.Signers {
		c.exec(insertSigner, f.ID, s.NationalID, i, s.Name, s.Account, micros(s.SignedAt), s.Said)
	}
}

const eventsOf = `
	select id, subject, kind, actor, at, request, detail
	from events
	where subject = $1
	order by at, id`

// History lists the events of a filing, oldest first.
func (s Filings) History(ctx context.Context, id string) ([]record.Event, error) {
	return all(ctx, s.reads, func(r row) (e record.Event, err error) {
		var at int64
		err = r.Scan(&e.ID, &e.Subject, &e.Kind, &e.Actor, &at, &e.Request, asJSON{&e.Detail})
		e.At = instant(at)
		return e, err
	}, eventsOf, id)
}
