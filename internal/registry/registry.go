// Package registry is the court's desk: the inbox of one authority, and what its registrar
// does with a filing: claim, return with reasons pinned to answers, accept with a case
// number, transfer to the competent authority, reject when the time to cure is over.
//
// A registrar sees only her own authority's filings; anything else looks as if it were not
// there. Her standing is checked again inside the transaction that uses it. The paper
// itself is never changed here.
package registry

import (
	"context"
	"io"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Faults of the court's desk.
var (
	ErrClaimed   = fault.New(fault.Conflict, "registry.claimed")   // a colleague has it open
	ErrNoRemark  = fault.New(fault.Invalid, "registry.no_remark")  // a return without a reason
	ErrReason    = fault.New(fault.Invalid, "registry.reason")     // no such reason code
	ErrPin       = fault.New(fault.Invalid, "registry.pin")        // the reason points at nothing that was asked
	ErrText      = fault.New(fault.Invalid, "registry.text")       // the filer needs a sentence she can act on
	ErrBranch    = fault.New(fault.Invalid, "registry.branch")     // acceptance without a branch
	ErrAuthority = fault.New(fault.Invalid, "registry.authority")  // no such authority to transfer to
	ErrTooEarly  = fault.New(fault.Conflict, "registry.cure_runs") // the time to cure still runs
	ErrOldView   = fault.New(fault.Conflict, "registry.old_view")  // the paper was mended since the page was opened
	ErrManifest  = fault.New(fault.Conflict, "registry.manifest")  // documents are missing or altered
)

// Query narrows an inbox.
type Query struct {
	Text  string // tracking number, case number or name
	Title string
	State filing.State // "" = waiting
	After filing.Cursor
	Limit int
}

// Store keeps filings as the court's desk sees them.
type Store interface {
	filing.Store
	Inbox(ctx context.Context, authority string, q Query) ([]*filing.Filing, error)
	Waiting(ctx context.Context, authority string) (int, error)
}

// Catalogue is what the desk needs of the catalogue.
type Catalogue interface {
	HasReason(code string) bool
	Authority(code string) (name string, ok bool)
	Asked(title, fact string) bool
	Slot(title, slot string) bool
	// CureBy is the last day to cure a return that is served on day, by the family's dated limit.
	CureBy(family string, served lang.Date) lang.Date
	Province(authority string) string
}

// Blobs tells whether the bytes of an attachment are there, whole.
type Blobs interface {
	Has(ctx context.Context, hash string, size int64) (bool, error)
	Open(ctx context.Context, hash string) (io.ReadSeekCloser, error)
}

// Desk is where registrars work.
type Desk struct {
	Store     Store
	Catalogue Catalogue
	Blobs     Blobs
	Notices   filing.Notices
	Now       func() time.Time
}

// claimLife is how long a claim keeps colleagues out when its registrar does nothing.
const claimLife = 30 * time.Minute

// Inbox lists what waits at the caller's authority, longest waiting first.
func (d *Desk) Inbox(ctx context.Context, who identity.Who, q Query) ([]*filing.Filing, error) {
	q.Text = lang.Fold(lang.LatinDigits(q.Text))
	return d.Store.Inbox(ctx, who.Standing.Authority, q)
}

// Waiting counts what waits at the caller's authority.
func (d *Desk) Waiting(ctx context.Context, who identity.Who) (int, error) {
	return d.Store.Waiting(ctx, who.Standing.Authority)
}

// Paper is a filing beside its submitted content and the proof that all of it is there.
type Paper struct {
	*filing.Filing
	Content  *filing.Content
	Present  int // documents whose bytes are there, of
	Listed   int // documents in the manifest
	Missing  []filing.Enclosed
	Previous *filing.Content // the version before a correction
}

// Whole says whether every document of the manifest is there.
func (p *Paper) Whole() bool { return p.Present == p.Listed }

// Open reads one filing of the caller's authority and checks its manifest, on every view.
func (d *Desk) Open(ctx context.Context, who identity.Who, id string) (*Paper, error) {
	f, err := d.mine(ctx, who, id)
	if err != nil {
		return nil, err
	}
	content, err := d.Store.Content(ctx, id, f.ContentNumber)
	if err != nil {
		return nil, err
	}
	p := &Paper{Filing: f, Content: content, Listed: len(content.Attachments)}
	for _, a := range content.Attachments {
		there, err := d.Blobs.Has(ctx, a.Hash, a.Size)
		switch {
		case err != nil:
			return nil, err
		case there:
			p.Present++
		default:
			p.Missing = append(p.Missing, a)
		}
	}
	if content.Number > 1 {
		p.Previous, err = d.Store.Content(ctx, id, content.Number-1)
	}
	return p, err
}

func (d *Desk) mine(ctx context.Context, who identity.Who, id string) (*filing.Filing, error) {
	f, err := d.Store.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	if f.Authority != who.Standing.Authority || f.State == filing.Draft || f.State == filing.Discarded {
		return nil, filing.ErrUnknown
	}
	return f, nil
}

// File opens a document of a filing that is at the caller's authority.
func (d *Desk) File(ctx context.Context, who identity.Who, id, attachment string) (filing.Enclosed, io.ReadSeekCloser, error) {
	p, err := d.Open(ctx, who, id)
	if err != nil {
		return filing.Enclosed{}, nil, err
	}
	for _, a := range p.Content.Attachments {
		if a.ID == attachment {
			body, err := d.Blobs.Open(ctx, a.Hash)
			return a, body, err
		}
	}
	return filing.Enclosed{}, nil, filing.ErrUnknown
}
