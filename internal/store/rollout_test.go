package store_test

import (
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/rollout"
	"github.com/tarazu-justice/tarazu/internal/store"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// board is a node's view of who may file what, in earnest: nothing unreviewed is open.
func (o *office) board(stage string) *rollout.Board {
	o.t.Helper()
	b := &rollout.Board{Catalog: o.titles.Catalog, Store: store.Rollout{Store: o.db}, Stage: stage, Now: o.now}
	o.ok(b.Fresh(o.t.Context()))
	return b
}

func (o *office) opens(b *rollout.Board, title, standing string, want bool) {
	o.t.Helper()
	o.ok(b.Fresh(o.t.Context()))
	got := b.Opening(rollout.Ask{Title: title, Standing: standing, Province: "IR-07", Day: lang.DateAt(o.now())})
	if got.Open != want {
		o.t.Errorf("%s open to %s: %+v, want %v", title, standing, got, want)
	}
}

func (o *office) change(action rollout.Action, from lang.Date) rollout.Release {
	return rollout.Release{Action: action, Titles: []string{"CMP-FRAUD"}, Standings: []string{"citizen"}, From: from, Reason: "آزمایش در یک استان خوب پیش رفت"}
}

func (o *office) reviewed(b *rollout.Board, who identity.Who, titles ...string) {
	o.t.Helper()
	for _, code := range titles {
		o.ok(b.Review(o.t.Context(), who, rollout.Review{Title: code, By: "آرش بهرامی", Licence: "11472", On: lang.DateAt(o.now())}))
	}
}

func TestTwoPeopleRelease(t *testing.T) { storetest.Each(t, testTwoPeopleRelease) }

func testTwoPeopleRelease(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	shirin, omid, zahra := o.who("shirin"), o.who("omid"), o.who("zahra")
	here, there := o.board("today"), o.board("today") // two nodes
	today := lang.DateAt(o.now())
	o.reviewed(here, shirin, "CMP-FRAUD")

	id, err := here.Propose(t.Context(), shirin, o.change(rollout.Open, today))
	o.ok(err)
	o.opens(here, "CMP-FRAUD", "citizen", false)
	o.want(here.Release(t.Context(), shirin, id), rollout.ErrSamePerson)
	o.want(here.Release(t.Context(), zahra, id), rollout.ErrNotPublisher)
	o.want(here.Release(t.Context(), omid, "nothing"), rollout.ErrUnknown)
	o.ok(there.Release(t.Context(), omid, id))
	o.want(here.Release(t.Context(), omid, id), rollout.ErrDecided)
	o.opens(there, "CMP-FRAUD", "citizen", true)
	o.pass(rollout.Memory)
	o.opens(here, "CMP-FRAUD", "citizen", true)

	undo, err := there.ProposeUndo(t.Context(), omid, id, "عنوان خطای نگارشی دارد", true)
	o.ok(err)
	o.opens(there, "CMP-FRAUD", "citizen", true)
	o.want(there.Release(t.Context(), omid, undo), rollout.ErrSamePerson)
	o.ok(here.Release(t.Context(), shirin, undo))
	o.opens(here, "CMP-FRAUD", "citizen", false)
	o.pass(rollout.Memory)
	o.opens(there, "CMP-FRAUD", "citizen", false)
	_, err = here.ProposeUndo(t.Context(), shirin, id, "عنوان خطای نگارشی دارد", true)
	o.want(err, rollout.ErrUndone)

	dropped, err := here.Propose(t.Context(), shirin, o.change(rollout.Open, today))
	o.ok(err)
	o.ok(here.Drop(t.Context(), shirin, dropped))
	o.want(here.Release(t.Context(), omid, dropped), rollout.ErrDecided)
	o.revoke(omid)
	o.pass(time.Second)
	_, err = here.Propose(t.Context(), omid, o.change(rollout.Open, today))
	o.want(err, identity.ErrStandingEnded)

	if _, err := o.side().ExecContext(t.Context(), `update releases set decided_by = proposed_by where state = 'released'`); err == nil {
		t.Error("the database lets one person propose and release")
	}
}

func TestProposalsThatCannotBe(t *testing.T) {
	o := newOffice(t, storetest.SQLite)
	shirin, b := o.who("shirin"), o.board("today")
	today := lang.DateAt(o.now())
	for _, tc := range []struct {
		name   string
		change func(*rollout.Release)
		want   error
	}{
		{"as it should be", func(*rollout.Release) {}, nil},
		{"no title", func(r *rollout.Release) { r.Titles = nil }, rollout.ErrNoTitles},
		{"a title that is not there", func(r *rollout.Release) { r.Titles = []string{"PET-NOTHING"} }, rollout.ErrNoTitles},
		{"no standing", func(r *rollout.Release) { r.Standings = nil }, rollout.ErrNoStandings},
		{"a standing that files nothing", func(r *rollout.Release) { r.Standings = []string{"registrar"} }, rollout.ErrNoStandings},
		{"a province that is not there", func(r *rollout.Release) { r.Provinces = []string{"mars"} }, rollout.ErrProvince},
		{"yesterday", func(r *rollout.Release) { r.From = today.AddDays(-1) }, rollout.ErrDay},
		{"in ten years", func(r *rollout.Release) { r.From = today.AddDays(3650) }, rollout.ErrDay},
		{"no reason", func(r *rollout.Release) { r.Reason = "چون" }, rollout.ErrReason},
		{"neither open nor close", func(r *rollout.Release) { r.Action = "ajar" }, rollout.ErrAction},
	} {
		t.Run(tc.name, func(*testing.T) {
			r := o.change(rollout.Open, today)
			tc.change(&r)
			if _, err := b.Propose(t.Context(), shirin, r); tc.want != nil || err != nil {
				o.want(err, tc.want)
			}
		})
	}
}

// TestNothingUnreviewedIsOpen: an instance in earnest, whatever the waves say, for
// professionals too; a review opens the version that was reviewed.
func TestNothingUnreviewedIsOpen(t *testing.T) { storetest.Each(t, testNothingUnreviewedIsOpen) }

func testNothingUnreviewedIsOpen(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	shirin, b := o.who("shirin"), o.board("complete")
	for _, standing := range []string{"citizen", "lawyer"} {
		o.opens(b, "DEC-RENT", standing, false)
	}
	o.want(b.Review(t.Context(), o.who("zahra"), rollout.Review{Title: "DEC-RENT", By: "آرش بهرامی", Licence: "1", On: lang.DateAt(o.now())}), rollout.ErrNotPublisher)
	o.want(b.Review(t.Context(), shirin, rollout.Review{Title: "DEC-RENT", By: "آرش بهرامی", On: lang.DateAt(o.now())}), rollout.ErrReviewer)
	o.want(b.Review(t.Context(), shirin, rollout.Review{Title: "DEC-RENT", By: "آرش بهرامی", Licence: "1", On: lang.DateAt(o.now()).AddDays(1)}), rollout.ErrReviewDay)
	o.reviewed(b, shirin, "DEC-RENT")
	for _, standing := range []string{"citizen", "lawyer"} {
		o.opens(b, "DEC-RENT", standing, true)
		o.opens(b, "CMP-FRAUD", standing, false)
	}
	title, _ := o.titles.Title("DEC-RENT")
	if r, ok := b.Known().Reviewed("DEC-RENT", title.Version); !ok || r.Licence != "11472" || r.Hash != o.titles.Hash("DEC-RENT") || r.Recorded.Account != shirin.Account {
		t.Errorf("recorded %+v", r)
	}
	if _, ok := b.Known().Reviewed("DEC-RENT", title.Version+1); ok {
		t.Error("the next version counts as reviewed")
	}
	o.ok(b.ReviewFromShell(t.Context(), rollout.Review{Title: "CMP-FRAUD", By: "آرش بهرامی", Licence: "11472", On: lang.DateAt(o.now())}))
	o.opens(b, "CMP-FRAUD", "lawyer", true)
}

// TestWhoFilesForOthersSignsAlone: a body's representative signs, not the people of the body;
// a graduate files as a citizen does.
func TestWhoFilesForOthersSignsAlone(t *testing.T) {
	o := newOffice(t, storetest.SQLite)
	for key, signers := range map[string]int{"mitra": 1, "arash": 1, "ladan": 2} {
		who := o.who(key)
		f, err := o.Begin(t.Context(), who, deposit, nil, filing.Heard{})
		o.ok(err)
		people := []map[string]any{{"kind": "natural", "national_id": o.cast.Named("zahra").NationalID, "name": "زهرا امینی"}}
		o.ok(o.Save(t.Context(), who, f.ID, filing.Edit{Set: map[string]any{"party.us": people}}))
		f, err = o.Mine(t.Context(), who, f.ID)
		o.ok(err)
		if len(f.Signers) != signers {
			t.Errorf("%s as %s: %d sign, want %d", key, f.Standing, len(f.Signers), signers)
		}
	}
}
