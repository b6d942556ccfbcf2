package filing

import (
	"context"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Store keeps filings. ByID, ByTracking and ByLink return ErrUnknown when there is none.
// Update runs decide inside one transaction, with a reader of that same transaction, and
// may run it again after a conflict: decide does no I/O of its own, reads no clock, makes
// no ids, and touches nothing but its argument. ErrNumberTaken is its answer when the
// tracking number stands already.
type Store interface {
	Create(ctx context.Context, f *Filing, e record.Effects) error
	ByID(ctx context.Context, id string) (*Filing, error)
	ByTracking(ctx context.Context, number string) (*Filing, error)
	ByLink(ctx context.Context, link string) (*Filing, error)
	Mine(ctx context.Context, account, nationalID string) ([]*Filing, error)
	// MineAfter is Mine by the time of creation, newest first, after a place in that order.
	MineAfter(ctx context.Context, account, nationalID string, after Cursor, limit int) ([]*Filing, error)
	Content(ctx context.Context, id string, number int) (*Content, error)
	Receipt(ctx context.Context, id string) (*Stored, error) // the latest
	ReceiptOf(ctx context.Context, id string, content int) (*Stored, error)
	History(ctx context.Context, id string) ([]record.Event, error)
	Update(ctx context.Context, id string, decide func(Reader, *Filing) (record.Effects, error)) error
	// UpdateFrom is Update of a filing that was read a moment ago. Decide is given a copy with a
	// ledger of its own; what else the two share it must not change.
	UpdateFrom(ctx context.Context, seen *Filing, decide func(Reader, *Filing) (record.Effects, error)) error
	// Paid lists the filings for which an account ordered payments, discarded ones too.
	Paid(ctx context.Context, owner string) ([]*Filing, error)
	Purse
}

// Purse keeps what people paid too much. AskBack is stale when a credit was used meanwhile,
// CreditGone when it went back already.
type Purse interface {
	Credits(ctx context.Context, owner string) ([]fee.Credit, error)
	Credit(ctx context.Context, id string) (fee.Credit, error)
	AskBack(ctx context.Context, owner string, credits []fee.Credit, at time.Time, e record.Effects) error
	CreditGone(ctx context.Context, c fee.Credit, at time.Time, e record.Effects) error
}

// Reader reads, inside the transaction of an update, what the decision rests on.
type Reader interface {
	// Standing says whether the standing is still in force.
	Standing(id string, at time.Time) (bool, error)
	// Key finds an earlier submission with this idempotency key; nil when there is none.
	Key(key string) (*Key, error)
	// Credits lists what a person paid too much, oldest first.
	Credits(owner string) ([]fee.Credit, error)
}

// Cursor is a place in a list that is ordered by an instant, then by id. None is its beginning.
// The instant never changes: what is added or changed between two pieces of a list moves
// nothing from one to the other.
type Cursor struct {
	At time.Time
	ID string
}

// String is the place as it travels in an address; empty for the beginning.
func (c Cursor) String() string {
	if c.ID == "" {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d.%s", c.At.UnixMicro(), c.ID))
}

// ParseCursor reads what String wrote.
func ParseCursor(s string) (c Cursor, ok bool) {
	if s == "" {
		return c, true
	}
	text, err := base64.RawURLEncoding.DecodeString(s)
	at, id, found := strings.Cut(string(text), ".")
	micros, bad := strconv.ParseInt(at, 10, 64)
	if err != nil || bad != nil || !found || micros <= 0 || id == "" {
		return c, false
	}
	return Cursor{At: time.UnixMicro(micros), ID: id}, true
}

// Key is an idempotency key that was used: for which filing and which body.
type Key struct {
	Key, Filing, Body string
	Content           int
}

// Stored is a receipt as it was given, byte for byte.
type Stored struct {
	Filing  string
	Content int
	JSON    []byte
	At      time.Time
}
