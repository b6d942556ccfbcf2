package rollout

import (
	"context"
	"sync"
	"time"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Store keeps releases and reviews. Update runs decide in one transaction, one at a time
// over all programs; it may run again, so decide does no I/O of its own.
type Store interface {
	Read(ctx context.Context) (Record, error)
	Update(ctx context.Context, decide func(Ledger) (record.Effects, error)) error
}

// Ledger reads and writes on one transaction.
type Ledger interface {
	Record() (Record, error)
	// Standing says whether a standing is in force.
	Standing(id string, at time.Time) (bool, error)
	Propose(r Release) error
	Decide(r Release) error
	Review(r Review) error
}

// Memory is how long a node may go on with what it read of the releases.
const Memory = time.Second

// Board answers who may file what, from the catalogue and from what it read last.
type Board struct {
	Catalog *catalog.Catalog
	Store   Store
	Stage   string // today, next or complete
	Exempt  bool   // a demonstration opens what no lawyer reviewed, and says so
	Now     func() time.Time

	mu     sync.Mutex
	record Record
	readAt time.Time
}

// Fresh reads the releases again when what is known is over a second old. Every request
// begins with it, so decisions inside a transaction read nothing. One reads for all; a
// database that does not answer is asked again a second later, and holds nobody up longer.
func (b *Board) Fresh(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.Now()
	if !b.readAt.IsZero() && now.Sub(b.readAt) < Memory {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), Memory)
	defer cancel()
	r, err := b.Store.Read(ctx)
	if b.readAt = now; err == nil {
		b.record = r
	}
	return err
}

// Known is what was read last.
func (b *Board) Known() Record {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.record
}

func (b *Board) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.readAt = time.Time{}
}

// Opening judges one title.
func (b *Board) Opening(a Ask) Opening { return b.opening(b.Known(), a, b.Stage) }

// At judges one title at another stage than this instance's own: for the publisher's look ahead.
func (b *Board) At(stage string, a Ask) Opening { return b.opening(b.Known(), a, stage) }

func (b *Board) opening(r Record, a Ask, stage string) Opening {
	out := r.judge(b.Catalog.Open(a.Title, a.Standing, a.Province, a.Day, stage), a)
	t, ok := b.Catalog.Title(a.Title)
	if !ok || b.Exempt {
		return out
	}
	if _, reviewed := r.Reviewed(a.Title, t.Version); !reviewed {
		return Opening{Opening: catalog.Opening{Why: "review", Profile: out.Profile}, Hold: true}
	}
	return out
}

// Change is what a release would do for one title and standing, from its first day on.
type Change struct {
	Title, Standing string
	Before, After   Opening
}

// Changes tells what a proposal would change.
func (b *Board) Changes(p Release) (list []Change) {
	known := b.Known()
	target, next := p, known
	p.State, p.Turn = Released, 1<<62
	next.Releases = append(append([]Release{}, known.Releases...), p)
	if p.Action == Undo {
		target, _ = known.Find(p.Undoes)
	}
	province := ""
	if len(target.Provinces) > 0 {
		province = target.Provinces[0]
	}
	for _, title := range target.Titles {
		for _, standing := range target.Standings {
			a := Ask{title, standing, province, target.From}
			c := Change{title, standing, b.opening(known, a, b.Stage), b.opening(next, a, b.Stage)}
			if c.Before.Open != c.After.Open || c.Before.Hold != c.After.Hold {
				list = append(list, c)
			}
		}
	}
	return list
}

// publisher refuses who is no publisher in this very transaction.
func publisher(l Ledger, who identity.Who, at time.Time) error {
	ok, err := l.Standing(who.Standing.ID, at)
	switch {
	case err != nil:
		return err
	case !ok:
		return identity.ErrStandingEnded
	case !who.Is(identity.Publisher):
		return ErrNotPublisher
	}
	return nil
}
