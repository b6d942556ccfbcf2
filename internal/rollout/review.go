package rollout

import (
	"context"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// Review records that a named lawyer reviewed the version of a title that this program
// carries. From then on the waves and releases decide.
func (b *Board) Review(ctx context.Context, who identity.Who, r Review) error {
	return b.review(ctx, who, r, func(l Ledger) error { return publisher(l, who, b.Now()) })
}

// ReviewFromShell records a review on the machine of the installation itself.
func (b *Board) ReviewFromShell(ctx context.Context, r Review) error {
	return b.review(ctx, identity.Who{Account: identity.Operator}, r, func(Ledger) error { return nil })
}

func (b *Board) review(ctx context.Context, who identity.Who, r Review, allowed func(Ledger) error) error {
	at := b.Now()
	t, ok := b.Catalog.Title(r.Title)
	if !ok {
		return ErrNoTitles
	}
	r.By, r.Licence, r.Notes = lang.Line(r.By), lang.Line(r.Licence), lang.Clean(r.Notes)
	switch {
	case len([]rune(r.By)) < 3 || r.Licence == "" || len(r.By)+len(r.Licence) > 400:
		return ErrReviewer
	case r.On.IsZero() || r.On.Compare(lang.DateAt(at)) > 0:
		return ErrReviewDay
	case len([]rune(r.Notes)) > longReason:
		return ErrReason
	}
	r.ID, r.Version, r.Hash, r.Recorded = record.NewID(), t.Version, b.Catalog.Hash(r.Title), Signed{who.Account, who.Name, at}
	effects := record.Effects{Events: []record.Event{{
		ID: record.NewID(), Subject: r.ID, Kind: "rollout.reviewed", Actor: who.Account, At: at,
		Detail: map[string]any{"title": r.Title, "version": r.Version, "hash": r.Hash},
	}}}
	return b.update(ctx, func(l Ledger) (record.Effects, error) {
		if err := allowed(l); err != nil {
			return record.Effects{}, err
		}
		return effects, l.Review(r)
	})
}
