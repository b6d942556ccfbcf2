package rollout

import (
	"slices"
	"time"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Action is what a release does.
type Action string

// The actions.
const (
	Open  Action = "open"
	Close Action = "close"
	Undo  Action = "undo" // takes an earlier release back, from this moment on
)

// State is how far a proposal has come.
type State string

// The states.
const (
	Waiting  State = "waiting"
	Released State = "released"
	Dropped  State = "dropped"
)

// Release is one change of who may file what: a proposal until a second person releases it.
type Release struct {
	ID        string
	Turn      int64 // its place among the released ones; 0 while it waits
	Action    Action
	Titles    []string // codes
	Standings []string
	Provinces []string // codes; none stands for the whole country
	From      lang.Date
	Hold      bool   // drafts that were begun wait too, instead of being finished
	Undoes    string // id of the release that is taken back
	Reason    string
	State     State
	Proposed  Signed
	Decided   Signed
}

// Signed is who did something, and when.
type Signed struct {
	Account, Name string
	At            time.Time
}

// concerns says whether the release speaks of a title and a standing.
func (r Release) concerns(title, standing string) bool {
	return slices.Contains(r.Titles, title) && slices.Contains(r.Standings, standing)
}

// reaches says whether the release holds in a province; nobody's province is only reached
// by what holds everywhere.
func (r Release) reaches(province string) bool {
	return len(r.Provinces) == 0 || slices.Contains(r.Provinces, province)
}

// Review is a named lawyer's review of one version of a title.
type Review struct {
	ID       string
	Title    string
	Version  int
	Hash     string // of the title's content as it was reviewed
	By       string
	Licence  string
	On       lang.Date
	Notes    string
	Recorded Signed
}

// Record is everything that was ever proposed and reviewed, the oldest first.
type Record struct {
	Releases []Release
	Reviews  []Review
}

// standing lists the releases in force in the order of their release, and those that were
// taken back with the release that did it. A taking back may itself be taken back.
func (r Record) standing() (inForce []Release, undone map[string]Release) {
	released := slices.DeleteFunc(slices.Clone(r.Releases), func(x Release) bool { return x.State != Released })
	slices.SortFunc(released, func(a, b Release) int { return int(a.Turn - b.Turn) })
	undone = map[string]Release{}
	for _, x := range slices.Backward(released) {
		if _, gone := undone[x.ID]; !gone && x.Action == Undo {
			undone[x.Undoes] = x
		}
	}
	for _, x := range released {
		if _, gone := undone[x.ID]; !gone && x.Action != Undo {
			inForce = append(inForce, x)
		}
	}
	return inForce, undone
}

// Find gives a release by its id.
func (r Record) Find(id string) (Release, bool) {
	i := slices.IndexFunc(r.Releases, func(x Release) bool { return x.ID == id })
	if i < 0 {
		return Release{}, false
	}
	return r.Releases[i], true
}

// TakenBack says by which release a release was taken back.
func (r Record) TakenBack(id string) (by Release, ok bool) {
	_, undone := r.standing()
	by, ok = undone[id]
	return by, ok
}

// Reviewed finds the newest review of a version of a title.
func (r Record) Reviewed(title string, version int) (found Review, ok bool) {
	for _, x := range r.Reviews {
		if x.Title == title && x.Version == version {
			found, ok = x, true
		}
	}
	return found, ok
}
