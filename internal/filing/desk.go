package filing

import (
	"context"
	"io"
	"time"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

// Titles is what filing needs of the catalogue.
type Titles interface {
	Title(code string) (*form.Title, bool)
	// MayBegin is nil when by may begin a draft of the title on that day; else it says from when.
	MayBegin(code string, by Filer, day lang.Date) error
	// MayFinish is nil when a draft may be filed that was begun while the title was open:
	// it may after a closing too, unless the closing holds drafts.
	MayFinish(code string, by Filer, day lang.Date) error
	// Kind is the court's word for a kind of attachment.
	Kind(kind string, loc lang.Locale) string
	// Province gives the two digits of the province that an authority sits in.
	Province(authority string) string
}

// Filer is in which capacity somebody files, and from where: the county of the address in
// Sana, "" when nobody signed in.
type Filer struct{ Standing, County string }

// By is who files, as the catalogue asks.
func By(who identity.Who) Filer { return Filer{string(who.Standing.Kind), who.County} }

// Bank is the payment gateway.
type Bank interface {
	Open(ctx context.Context, id string, amount int64, back, about string) (gatewayID, payURL string, err error)
	State(ctx context.Context, gatewayID string) (Answer, error)
	Confirm(ctx context.Context, gatewayID string) (Answer, error)
	// Refund gives back amount rials of a payment, 0 for all of it, once for each refundID.
	Refund(ctx context.Context, gatewayID, refundID string, amount int64) (Answer, error)
}

// Answer is what the bank says of a payment.
type Answer struct {
	State     string // of fee.State
	Amount    int64
	Reference string
}

// Blobs keeps the bytes of attachments.
type Blobs interface {
	Keep(ctx context.Context, r io.Reader) (File, error)
	Open(ctx context.Context, hash string) (io.ReadSeekCloser, error)
}

// File is what the blob store found in an upload: type by content, pages counted.
type File struct {
	Hash, Mime string
	Size       int64
	Pages      int
}

// Proofs takes the one-time code that stands for a signature.
type Proofs interface {
	StepUp(ctx context.Context, who identity.Who, purpose, bound string) error
	Proof(ctx context.Context, who identity.Who, purpose, bound, code string) error
}

// Notices tells the people of a filing what happened, through a job.
type Notices interface {
	Tell(ctx context.Context, nationalIDs []string, kind string, params map[string]any) []record.Job
}

// Desk is where filers work. Every method checks that the paper is the caller's.
type Desk struct {
	Store   Store
	Titles  Titles
	Bank    Bank
	Blobs   Blobs
	Proofs  Proofs
	Notices Notices
	Key     *seal.Key
	Now     func() time.Time
}

func (d *Desk) event(who identity.Who, id, kind string, detail map[string]any) record.Effects {
	return record.Effects{Events: []record.Event{{
		ID: record.NewID(), Subject: id, Kind: kind, Actor: who.Account, At: d.Now(), Detail: detail,
	}}}
}

// Mine reads one filing that the caller may see: her own, or one she is to sign.
func (d *Desk) Mine(ctx context.Context, who identity.Who, id string) (*Filing, error) {
	f, err := d.Store.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	if f.Owner != who.Account && !f.signs(who) {
		return nil, ErrUnknown
	}
	return f, nil
}

// own reads one filing that is the caller's own to change.
func (d *Desk) own(ctx context.Context, who identity.Who, id string) (*Filing, error) {
	f, err := d.Mine(ctx, who, id)
	if err == nil && f.Owner != who.Account {
		return nil, ErrNotOwner
	}
	return f, err
}

// List is everything that the caller drafts, filed or has to sign, newest first.
func (d *Desk) List(ctx context.Context, who identity.Who) ([]*Filing, error) {
	return d.Store.Mine(ctx, who.Account, who.NationalID)
}

// Page is List in an order that no change disturbs: newest begun first, after a place.
func (d *Desk) Page(ctx context.Context, who identity.Who, after Cursor, limit int) ([]*Filing, error) {
	return d.Store.MineAfter(ctx, who.Account, who.NationalID, after, limit)
}

func (f *Filing) signs(who identity.Who) bool {
	for _, s := range f.Signers {
		if s.NationalID == who.NationalID && who.NationalID != "" {
			return true
		}
	}
	return false
}

// update runs decide on the caller's own filing, through the one door.
func (d *Desk) update(ctx context.Context, who identity.Who, id string, decide func(Reader, *Filing) (record.Effects, error)) error {
	return d.Store.Update(ctx, id, owned(who, decide))
}

func owned(who identity.Who, decide func(Reader, *Filing) (record.Effects, error)) func(Reader, *Filing) (record.Effects, error) {
	return func(r Reader, f *Filing) (record.Effects, error) {
		if f.Owner != who.Account {
			if f.signs(who) {
				return record.Effects{}, ErrNotOwner
			}
			return record.Effects{}, ErrUnknown
		}
		return decide(r, f)
	}
}
