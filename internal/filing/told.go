package filing

import (
	"context"
	"time"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

// Told is what the filer knew when she last confirmed these words: where they go and what
// they cost. Courts close and tables change overnight; what she confirmed does not change in
// silence.
type Told struct {
	Said      string    `json:"said,omitempty"` // hash of the words, see Filing.Said
	Authority string    `json:"authority,omitempty"`
	Name      string    `json:"name,omitempty"` // of the authority, in Persian: the paper names it
	Fee       int64     `json:"fee,omitempty"`  // rials
	At        time.Time `json:"at,omitzero"`
}

// tells is what a review says now.
func (r *Review) tells(at time.Time) Told {
	t := Told{Said: r.Said(), Fee: r.Result.Fee.Total, At: at}
	if a := r.Result.Authority; a != nil {
		t.Authority, t.Name = a.Code, a.Name
	}
	if r.State == Returned { // a return never moves
		t.Authority, t.Name = r.Authority, r.AuthorityName
	}
	return t
}

// Seen is a token of what a page showed of court and fee: a form sends it back, so that
// nobody confirms what she did not see.
func (r *Review) Seen() string {
	t := r.tells(time.Time{})
	b, err := seal.Canonical(map[string]any{"said": t.Said, "authority": t.Authority, "fee": t.Fee})
	if err != nil {
		return ""
	}
	return seal.Hash(b)[:16]
}

// Moves are what became of the words that the filer confirmed, without her doing.
type Moves struct {
	Was, Is Told
	Court   bool // another authority, or the same under another name
	Fee     bool
}

// Any says whether there is something to look at.
func (m Moves) Any() bool { return m.Court || m.Fee }

// Moves compares what was told with what the rules of today say of the same words. What she
// changed herself is no move: it has to be signed again anyway.
func (r *Review) Moves() (m Moves) {
	if r.Told.Said == "" || r.Told.Said != r.Said() {
		return m
	}
	m.Was, m.Is = r.Told, r.tells(r.Told.At)
	m.Court = m.Was.Authority != m.Is.Authority || r.Locale == lang.FA && m.Was.Name != m.Is.Name
	m.Fee = m.Was.Fee != m.Is.Fee
	return m
}

// standing refuses to go on with what the filer has not seen, or in a version of the title
// that she did not choose.
func (r *Review) standing() error {
	switch {
	case r.Outdated():
		return ErrOutdated
	case r.Moves().Any():
		return ErrMoved
	}
	return nil
}

// Confirm keeps which warnings were read and what court and fee the filer saw. Where the
// court is another than she had confirmed, everybody signs again: the paper names it. Seen is
// the token of the page, or "" for what stands now.
func (d *Desk) Confirm(ctx context.Context, who identity.Who, id, seen string, problems []string) error {
	review, err := d.Review(ctx, who, id, lang.FA)
	if err != nil {
		return err
	}
	if seen != "" && seen != review.Seen() {
		return ErrMoved
	}
	told, moves := review.tells(d.Now()), review.Moves()
	effects := d.event(who, id, "filing.confirmed", map[string]any{"problems": problems, "authority": told.Authority, "fee": told.Fee})
	return d.change(ctx, who, id, effects, func(f *Filing) error {
		if f.Said() != told.Said {
			return ErrChanged
		}
		f.acknowledge(problems)
		f.Told = told
		if moves.Court {
			f.unsign()
		}
		return nil
	})
}

// toldAt is what the owner's signature is given under; a fellow signer's tells nothing.
func (d *Desk) toldAt(who identity.Who, f *Filing) (t Told, err error) {
	if f.Owner != who.Account {
		return t, nil
	}
	review, err := d.review(f, lang.FA)
	if err != nil {
		return t, err
	}
	return review.tells(d.Now()), review.standing()
}

// unsign drops all signatures.
func (f *Filing) unsign() {
	for i := range f.Signers {
		f.Signers[i].Account, f.Signers[i].SignedAt, f.Signers[i].Said = "", time.Time{}, ""
	}
}
