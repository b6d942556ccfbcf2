package rollout

import (
	"slices"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Opening says whether a title may be filed, over the catalogue's own answer. Why may also
// be "stopped" (by a release) or "review" (no lawyer reviewed this version). Hold tells that
// drafts wait as well.
type Opening struct {
	catalog.Opening
	Hold bool
}

// Ask is whom, where and when a title is asked for. Province is a code, "" when unknown.
type Ask struct {
	Title    string
	Standing string
	Province string
	Day      lang.Date
}

// judge lays the releases in force over what the catalogue says, in their order: the later
// release wins from its day on.
func (r Record) judge(base catalog.Opening, a Ask) Opening {
	out := Opening{Opening: base}
	inForce, undone := r.standing()
	for _, x := range inForce {
		if x.concerns(a.Title, a.Standing) {
			out.take(x, a)
		}
	}
	if out.Open {
		return Opening{Opening: catalog.Opening{Open: true, Profile: out.Profile}}
	}
	for _, x := range r.Releases { // what was opened and taken back may ask the drafts to wait
		if by, gone := undone[x.ID]; gone && by.Hold && x.Action == Open && x.concerns(a.Title, a.Standing) {
			out.Hold = true
		}
	}
	return out
}

func (o *Opening) take(x Release, a Ask) {
	begun := x.From.Compare(a.Day) <= 0
	switch {
	case !x.reaches(a.Province):
		if x.Action == Open && begun && !o.Open {
			o.Provinces = append(slices.Clone(o.Provinces), x.Provinces...)
			if o.Why != "later" {
				o.Why = "province"
			}
		}
	case x.Action == Open && begun:
		*o = Opening{Opening: catalog.Opening{Open: true, Profile: o.Profile}}
	case x.Action == Open:
		if !o.Open && (o.From.IsZero() || x.From.Compare(o.From) < 0) {
			o.Why, o.From = "later", x.From
		}
	case begun:
		*o = Opening{Opening: catalog.Opening{Why: "stopped", Profile: o.Profile}, Hold: x.Hold}
	case !o.Open && !o.From.IsZero() && x.From.Compare(o.From) <= 0: // shut before it would open
		o.From, o.Why = lang.Date{}, "stopped"
	}
}
