package filing

import (
	"context"
	"maps"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Outdated says whether a draft was begun under an older version of its title.
func (r *Review) Outdated() bool { return r.State == Draft && r.TitleVersion < r.Spec.Version }

// Ahead is what a newer version of the title makes of a draft.
type Ahead struct {
	From, To int               // versions
	Stay     []string          // facts whose answers stay
	Renamed  map[string]string // old fact to new: the answer goes along
	Aside    []string          // no longer asked; the answer stays with the draft, not in the paper
	Asked    []string          // still to answer
	answers  form.Answers
}

// Ahead previews the newest version of the title for a draft, without changing anything.
func (d *Desk) Ahead(r *Review, loc lang.Locale) (Ahead, error) {
	a := Ahead{From: r.TitleVersion, To: r.Spec.Version, Renamed: map[string]string{}, answers: maps.Clone(r.Answers)}
	types := map[string]form.Type{}
	for _, f := range r.Spec.Facts() {
		types[f.Name] = f.Type
	}
	for _, move := range r.Spec.Moved {
		if move.Version <= r.TitleVersion {
			continue
		}
		for was, is := range move.Renamed {
			if v, ok := a.answers[was]; ok && types[is] != "" {
				delete(a.answers, was)
				a.answers[is], a.Renamed[was] = v, is
			}
		}
	}
	for _, fact := range slices.Sorted(maps.Keys(r.Answers)) {
		switch {
		case a.Renamed[fact] != "":
		case types[fact] != "":
			a.Stay = append(a.Stay, fact)
		default:
			a.Aside = append(a.Aside, fact)
		}
	}
	moved := *r.Filing
	moved.Answers = a.answers
	result, err := r.Spec.Run(d.input(&moved, loc))
	if err != nil {
		return a, err
	}
	a.Asked = result.Missing
	return a, nil
}

// Upgrade takes a draft to the newest version of its title, as Ahead showed it. The draft is
// signed again; answers that are no longer asked stay with it.
func (d *Desk) Upgrade(ctx context.Context, who identity.Who, id string) error {
	review, err := d.Review(ctx, who, id, lang.FA)
	if err != nil {
		return err
	}
	if !review.Outdated() {
		return ErrState
	}
	ahead, err := d.Ahead(review, lang.FA)
	if err != nil {
		return err
	}
	effects := d.event(who, id, "filing.upgraded", map[string]any{"from": ahead.From, "to": ahead.To, "renamed": ahead.Renamed, "aside": ahead.Aside})
	return d.change(ctx, who, id, effects, func(f *Filing) error {
		if f.Version != review.Version {
			return ErrChanged
		}
		f.Answers, f.TitleVersion = ahead.answers, ahead.To
		return nil
	})
}
