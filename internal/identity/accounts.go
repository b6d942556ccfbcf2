package identity

import (
	"context"
	"time"

	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/message"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Accounts is the counter of identity: registration, sign-in, sessions, codes, standings.
type Accounts struct {
	store    Store
	registry Registry
	owner    Owner
	messages *lang.Messages
	key32    [32]byte
	now      func() time.Time
}

// New opens the counter. key is the installation's secret for codes and counts; changing it
// voids waiting codes and authenticators.
func New(store Store, registry Registry, owner Owner, messages *lang.Messages, key [32]byte, now func() time.Time) *Accounts {
	return &Accounts{store: store, registry: registry, owner: owner, messages: messages, key32: key, now: now}
}

// Device is where a request comes from: the address that limits count by, and the words by
// which the person will know the device in the list of sessions.
type Device struct {
	Client string
	Label  string
	Shared bool
}

// outcome is what a decision came to. A refusal is told to the person while its counts and
// events are kept; an error undoes everything.
type outcome struct {
	record.Effects
	Refusal error
}

func refuse(no error, e ...record.Event) (outcome, error) {
	return outcome{Effects: record.Effects{Events: e}, Refusal: no}, nil
}

// settle runs decide in one transaction.
func (a *Accounts) settle(ctx context.Context, decide func(Ledger) (outcome, error)) error {
	var refusal error
	err := a.store.Update(ctx, func(l Ledger) (record.Effects, error) {
		o, err := decide(l)
		refusal = o.Refusal
		return o.Effects, err
	})
	if err != nil {
		return err
	}
	return refusal
}

// event tells one step of an account's story; subject is the account, or a keyed sum when
// there is none.
func (a *Accounts) event(kind, account string, at time.Time, detail map[string]any) record.Event {
	return record.Event{ID: record.NewID(), Subject: account, Kind: kind, Actor: account, At: at, Detail: detail}
}

// text is a message about kind to a mobile, in Persian: it is what the courts speak.
func (a *Accounts) text(kind, to string, at time.Time, params map[string]any) message.Message {
	return message.Message{ID: record.NewID(), To: to, Kind: kind, Text: a.messages.Text(lang.FA, "sms."+kind, params), At: at}
}

// Sweep deletes what ended over a day ago. Sessions stay in the events.
func (a *Accounts) Sweep(ctx context.Context) error {
	return a.store.Sweep(ctx, a.now().Add(-25*time.Hour))
}

// Masked shows enough of a number to recognise it: 0912•••4471.
func Masked(mobile string) string {
	if len(mobile) != 11 {
		return ""
	}
	return mobile[:4] + "•••" + mobile[7:]
}
