package filing

import (
	"context"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Asked is a filing with what it asks of a person today: all that a page of questions needs.
type Asked struct {
	*Filing
	Spec   *form.Title
	Path   *form.Path
	Locale lang.Locale // of the words in it
}

// Review is a filing with everything the rules say of it today.
type Review struct {
	Asked
	Result *form.Result
	Due    int64 // rials still to pay
}

// Ask runs the title's questions over the caller's filing, without court, fee and paper.
func (d *Desk) Ask(ctx context.Context, who identity.Who, id string, loc lang.Locale) (*Asked, error) {
	f, err := d.Mine(ctx, who, id)
	if err != nil {
		return nil, err
	}
	title, path, err := d.path(f, loc)
	if err != nil {
		return nil, err
	}
	return &Asked{Filing: f, Spec: title, Path: path, Locale: loc}, nil
}

func (d *Desk) path(f *Filing, loc lang.Locale) (*form.Title, *form.Path, error) {
	title, ok := d.Titles.Title(f.Title)
	if !ok {
		return nil, nil, ErrNoTitle
	}
	path, err := title.Ask(d.input(f, loc))
	return title, path, err
}

// Review runs the title's rules over the caller's filing.
func (d *Desk) Review(ctx context.Context, who identity.Who, id string, loc lang.Locale) (*Review, error) {
	f, err := d.Mine(ctx, who, id)
	if err != nil {
		return nil, err
	}
	return d.review(f, loc)
}

func (d *Desk) review(f *Filing, loc lang.Locale) (*Review, error) {
	title, ok := d.Titles.Title(f.Title)
	if !ok {
		return nil, ErrNoTitle
	}
	result, err := title.Run(d.input(f, loc))
	if err != nil {
		return nil, err
	}
	return &Review{Asked: Asked{f, title, &result.Path, loc}, Result: result, Due: f.Ledger.Due(result.Fee.Total)}, nil
}

// Stops are the problems that forbid submission.
func (r *Review) Stops() []form.Problem {
	return slices.DeleteFunc(slices.Clone(r.Result.Problems), func(p form.Problem) bool { return !p.Stop })
}

// Warnings are the problems that a person may pass after reading.
func (r *Review) Warnings() []form.Problem {
	return slices.DeleteFunc(slices.Clone(r.Result.Problems), func(p form.Problem) bool { return p.Stop })
}

// Unread are the warnings not yet acknowledged.
func (r *Review) Unread() []form.Problem {
	return slices.DeleteFunc(r.Warnings(), func(p form.Problem) bool { return slices.Contains(r.Acknowledged, p.ID) })
}

// Err says what stands between the paper and a signature; nil when nothing does.
func (r *Review) Err() error {
	switch {
	case len(r.Stops()) > 0:
		return ErrIncomplete.With("n", len(r.Stops()))
	case r.Result.Blank || r.Result.Authority == nil:
		return ErrIncomplete.With("n", 1)
	case len(r.Unread()) > 0:
		return ErrUnread.With("n", len(r.Unread()))
	}
	return r.signersKnown()
}

// signersKnown refuses a fellow filer without a national id: nobody could sign for her.
func (r *Review) signersKnown() error {
	if identity.StandingKind(r.Standing).ForOthers() {
		return nil
	}
	people, _ := r.Answers["party.us"].([]map[string]any)
	for _, p := range people {
		if id, _ := p["national_id"].(string); p["kind"] == "natural" && id == "" {
			return ErrSignerUnknown.With("name", p["name"])
		}
	}
	return nil
}

// ready adds what submission needs beyond a signature's conditions.
func (r *Review) ready() error {
	if err := r.Err(); err != nil {
		return err
	}
	if missing := r.Unsigned(); len(missing) > 0 {
		return ErrUnsigned.With("names", missing)
	}
	if r.Due > 0 {
		return ErrFeeUnpaid.With("amount", lang.Rials(r.Due))
	}
	return nil
}
