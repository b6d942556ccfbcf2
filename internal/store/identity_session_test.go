package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

func TestSessionsEnd(t *testing.T) { storetest.Each(t, testSessionsEnd) }

func testSessionsEnd(t *testing.T, e storetest.Engine) {
	for _, tc := range []struct {
		name string
		do   func(w *town, token string, who identity.Who)
		want error
	}{
		{"used all the time", func(w *town, token string, _ identity.Who) {
			for range 40 {
				w.pass(14 * time.Minute)
				_, err := w.Session(t.Context(), token)
				w.ok(err)
			}
		}, nil},
		{"a moment before silence", func(w *town, _ string, _ identity.Who) { w.pass(identity.IdleLife - time.Microsecond) }, nil},
		{"silent", func(w *town, _ string, _ identity.Who) { w.pass(identity.IdleLife) }, identity.ErrIdle},
		{"used for twelve hours", func(w *town, token string, _ identity.Who) {
			for range 71 {
				w.pass(10 * time.Minute)
				_, err := w.Session(t.Context(), token)
				w.ok(err)
			}
			w.pass(10 * time.Minute)
		}, identity.ErrOld},
		{"signed out", func(w *town, _ string, who identity.Who) { w.ok(w.SignOut(t.Context(), who)) }, identity.ErrSession},
		{"ended from another device", func(w *town, _ string, who identity.Who) {
			_, there := w.signIn(w.cast.Named("zahra"))
			w.ok(w.End(t.Context(), there, who.Session))
		}, identity.ErrSession},
		{"all others ended", func(w *town, _ string, _ identity.Who) {
			_, there := w.signIn(w.cast.Named("zahra"))
			w.ok(w.EndOthers(t.Context(), there))
		}, identity.ErrSession},
		{"of an account that was disabled", func(w *town, _ string, who identity.Who) {
			w.plant(w.cast.Named("kamran"))
			_, kamran := w.signIn(w.cast.Named("kamran"))
			w.ok(w.Disable(t.Context(), kamran, who.NationalID))
		}, identity.ErrSession},
		{"whose standing was revoked", func(w *town, _ string, who identity.Who) {
			w.plant(w.cast.Named("kamran"))
			_, kamran := w.signIn(w.cast.Named("kamran"))
			w.ok(w.Revoke(t.Context(), kamran, who.NationalID, who.Standing.ID))
		}, identity.ErrStandingEnded},
		{"after a recovery", func(w *town, _ string, _ identity.Who) { recoverCode(w) }, identity.ErrSession},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newTown(t, e, "zahra")
			token, who := w.signIn(w.cast.Named("zahra"))
			tc.do(w, token, who)
			_, err := w.Session(t.Context(), token)
			w.want(err, tc.want)
			_, err = w.Session(t.Context(), token+"x")
			w.want(err, identity.ErrSession)
		})
	}
}

func TestASharedDeviceForgetsSooner(t *testing.T) { storetest.Each(t, testASharedDeviceForgetsSooner) }

func testASharedDeviceForgetsSooner(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra")
	zahra := w.cast.Named("zahra")
	ch, err := w.SignIn(t.Context(), zahra.NationalID, zahra.PersonalCode, home)
	w.ok(err)
	token, who, err := w.Confirm(t.Context(), ch.Token, w.code(zahra), identity.Device{Client: "192.0.2.1", Shared: true})
	w.ok(err)
	w.pass(identity.SharedIdleLife)
	if _, err = w.Session(t.Context(), token); !who.SharedMode || !errors.Is(err, identity.ErrIdle) {
		t.Errorf("%+v, %v", who, err)
	}
}

func TestNobodyEndsAnothersSession(t *testing.T) { storetest.Each(t, testNobodyEndsAnothersSession) }

func testNobodyEndsAnothersSession(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra", "hasan")
	token, zahra := w.signIn(w.cast.Named("zahra"))
	_, hasan := w.signIn(w.cast.Named("hasan"))
	w.want(w.End(t.Context(), hasan, zahra.Session), identity.ErrSessionUnknown)
	_, err := w.Session(t.Context(), token)
	w.ok(err)
	list, err := w.Sessions(t.Context(), hasan)
	w.ok(err)
	if len(list) != 1 || list[0].ID != hasan.Session || list[0].TokenHash != "" || list[0].Device != "Firefox" {
		t.Errorf("sessions %+v", list)
	}
}

func TestAct(t *testing.T) { storetest.Each(t, testAct) }

func testAct(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "arash", "zahra")
	arash := w.cast.Named("arash")
	old, who := w.signIn(arash)
	profile, err := w.Profile(t.Context(), who)
	w.ok(err)
	if len(profile.Standings) != 2 {
		t.Fatalf("standings %+v", profile.Standings)
	}
	lawyer := profile.Standings[1]
	token, now, err := w.Act(t.Context(), who, lawyer.ID)
	w.ok(err)
	if now.Standing != lawyer || lawyer.Licence != "11472" || token == old {
		t.Errorf("acts as %+v", now.Standing)
	}
	_, err = w.Session(t.Context(), old)
	w.want(err, identity.ErrSession)
	_, zahra := w.signIn(w.cast.Named("zahra"))
	_, _, err = w.Act(t.Context(), zahra, lawyer.ID)
	w.want(err, identity.ErrStanding)
}
