package filing

import (
	"context"
	"errors"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

// Submission is one press of the final button. Key makes it idempotent; ReceivedAt is the
// server's clock when the request had been read whole.
type Submission struct {
	Key        string
	ReceivedAt time.Time
}

// Submit settles what the bank took, files the paper and gives its sealed receipt. Pressed a
// hundred times with one key it is one filing, one fee and one receipt; the same key for other
// words is refused.
func (d *Desk) Submit(ctx context.Context, who identity.Who, id string, s Submission) (*Stored, error) {
	if s.Key == "" {
		return nil, ErrNoKey
	}
	for range tries {
		receipt, err := d.submit(ctx, who, id, s)
		if !errors.Is(err, errAgain) && !errors.Is(err, ErrNumberTaken) {
			return receipt, err
		}
	}
	return nil, ErrChanged
}

// tries is how often a submission is prepared: a tab may have saved meanwhile, or a number
// drawn by chance may stand already. A province that files a million papers a year meets
// one such number in ten, and twelve in a row never.
const tries = 12

// errAgain asks for another preparation: the filing moved on while its receipt was sealed.
var errAgain = errors.New("filing changed while it was prepared")

// ErrNumberTaken is the store's answer when a tracking number stands already.
var ErrNumberTaken = errors.New("tracking number stands already")

func (d *Desk) submit(ctx context.Context, who identity.Who, id string, s Submission) (*Stored, error) {
	f, err := d.settled(ctx, who, id)
	if err != nil {
		return nil, err
	}
	p, unready := d.prepare(who, f, s)
	if unready == nil {
		p.told(ctx, d, who, f)
	}
	var replay *Key
	err = d.Store.UpdateFrom(ctx, f, owned(who, func(r Reader, now *Filing) (record.Effects, error) {
		used, err := r.Key(s.Key)
		if err != nil {
			return record.Effects{}, err
		}
		switch replay = used; { // an earlier press of this key answers, whatever became of the paper
		case used != nil:
			return record.Effects{}, sameKey(used, now)
		case !now.State.Editable():
			return record.Effects{}, ErrSubmitted
		case now.Version != f.Version:
			return record.Effects{}, errAgain
		case unready != nil:
			return record.Effects{}, unready
		}
		if ok, err := r.Standing(who.Standing.ID, s.ReceivedAt); err != nil || !ok {
			return record.Effects{}, errors.Join(err, identity.ErrStandingEnded)
		}
		return p.take(d, now)
	}))
	switch {
	case err != nil:
		return nil, err
	case replay != nil:
		return d.Store.ReceiptOf(ctx, id, replay.Content)
	}
	return p.receipt, nil
}

// settled reads the caller's own filing, with what the bank says of a payment that waits.
func (d *Desk) settled(ctx context.Context, who identity.Who, id string) (*Filing, error) {
	f, err := d.own(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if _, waits := f.Ledger.Open(); !waits {
		return f, nil
	}
	if err := d.Settle(ctx, id); err != nil {
		return nil, err
	}
	return d.own(ctx, who, id)
}

// surplusAfter is when a filed paper with several payments is looked at again: by then the
// bank has closed the pages that were left open.
const surplusAfter = 30 * time.Minute

// sameKey lets a key be used again for the same words only.
func sameKey(used *Key, f *Filing) error {
	if used.Filing != f.ID || used.Body != f.Said() {
		return ErrKeyReused
	}
	return nil
}

// prepared is everything a submission needs, made before the transaction.
type prepared struct {
	tracking, link string
	content        *Content
	receipt        *Stored
	key            *Key
	at             time.Time
	kind           string
	effects        record.Effects
	surplus        record.Job   // looks for what was paid twice
	credited       record.Event // tells of a part that was paid too much
}

func (d *Desk) prepare(who identity.Who, f *Filing, s Submission) (*prepared, error) {
	if !f.State.Editable() {
		return nil, ErrSubmitted
	}
	if err := d.editable(f, lang.DateAt(s.ReceivedAt)); err != nil {
		return nil, err
	}
	if f.State == Draft {
		if err := d.Titles.MayFinish(f.Title, Filer{f.Standing, who.County}, lang.DateAt(s.ReceivedAt)); err != nil {
			return nil, err
		}
	}
	review, err := d.review(f, lang.FA)
	if err != nil {
		return nil, err
	}
	if err := review.standing(); err != nil {
		return nil, err
	}
	if err := review.ready(); err != nil {
		return nil, err
	}
	return d.sealed(f, d.content(review), s)
}

func (d *Desk) sealed(f *Filing, c *Content, s Submission) (*prepared, error) {
	p := &prepared{tracking: f.Tracking, link: f.Link, content: c, at: s.ReceivedAt}
	if p.tracking == "" {
		p.tracking, p.link = NewTracking(d.Titles.Province(c.Authority.Code), lang.DateAt(s.ReceivedAt)), record.NewID()
	}
	named := *f
	named.Tracking, named.Link = p.tracking, p.link
	receipt, err := receiptFor(&named, c, s.ReceivedAt)
	if err != nil {
		return nil, err
	}
	sealed, err := d.Key.At(s.ReceivedAt).SignJSON(ReceiptKind, receipt)
	if err != nil {
		return nil, err
	}
	p.receipt = &Stored{Filing: f.ID, Content: c.Number, JSON: sealed, At: s.ReceivedAt}
	p.key = &Key{Key: s.Key, Filing: f.ID, Body: f.Said(), Content: c.Number}
	return p, nil
}

// told prepares what the submission leaves behind: its event, its log leaf, the messages.
// The event's time is that of the decision, so that it stands after the payment that the
// same press settled; the legal instant is the filing's own.
func (p *prepared) told(ctx context.Context, d *Desk, who identity.Who, f *Filing) {
	p.kind = "filing.submitted"
	if f.State == Returned {
		p.kind = "filing.cured"
	}
	c := p.content
	p.surplus = refundJob(f.ID, p.at.Add(surplusAfter))
	p.credited = record.Event{ID: record.NewID(), Subject: f.ID, Kind: "filing.credited", Actor: "system", At: d.Now()}
	p.effects = record.Effects{
		Events: []record.Event{{ID: record.NewID(), Subject: f.ID, Kind: p.kind, Actor: who.Account, At: d.Now(), Detail: map[string]any{
			"channel": f.Channel, "standing": f.Standing, "authority": c.Authority.Code, "title": f.Title, "version": f.TitleVersion, "content": c.Number,
		}}},
		Leaves: []record.Leaf{{Kind: ReceiptKind, Digest: seal.Hash(p.receipt.JSON), At: p.at}},
		Jobs:   d.Notices.Tell(ctx, f.People(), p.kind, map[string]any{"tracking": p.tracking, "title": c.TitleName, "authority": c.Authority.Name}),
	}
}

// take makes the draft a filing. The closure of the door runs it: no I/O, no clock.
func (p *prepared) take(d *Desk, f *Filing) (record.Effects, error) {
	if f.State == Draft {
		f.ReceivedAt = p.at
		f.Tracking, f.Link = p.tracking, p.link
		f.Authority, f.AuthorityName = p.content.Authority.Code, p.content.Authority.Name
		f.Province = d.Titles.Province(f.Authority)
	}
	f.State, f.ContentNumber = Submitted, p.content.Number
	f.Heard = Heard{Help: f.Heard.Help} // what was not confirmed is not kept
	f.NewContent, f.NewReceipt, f.NewKey = p.content, p.receipt, p.key
	effects := p.effects
	if total := p.content.Fee.Total; len(f.Ledger) > 1 || len(f.Ledger.Back(total)) > 0 {
		effects = effects.And(record.Effects{Jobs: []record.Job{p.surplus}})
	}
	if sum := f.credit(f.Ledger.Release(p.content.Fee.Total), fee.Surplus, p.at); sum > 0 {
		credited := p.credited
		credited.Detail = map[string]any{"amount": sum}
		effects = effects.And(record.Effects{Events: []record.Event{credited}})
	}
	return effects, nil
}

// People are the national ids of those told of every step, so that nobody acts in their name unseen.
func (f *Filing) People() (ids []string) {
	for _, s := range f.Signers {
		ids = append(ids, s.NationalID)
	}
	if !has(f.Signers, f.OwnerID) {
		ids = append(ids, f.OwnerID)
	}
	return ids
}
