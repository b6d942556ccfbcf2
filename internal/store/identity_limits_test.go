package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// limited is one limit with a way to use it up: try is the i-th use.
type limited struct {
	limit   func() *identity.Limit
	lower   int           // a smaller Max for the test, where the real one would take minutes
	between time.Duration // passes between two uses one after another
	full    error         // what use n + 1 answers
	fine    error         // what uses up to n answer; nil is success
	ready   func(w *town, n int) func(i int) error
}

// uses tells of each limit how it is used up.
var uses = map[string]limited{
	"resend": {limit: func() *identity.Limit { return &identity.Limits.Resend }, full: identity.ErrTooSoon, ready: func(w *town, _ int) func(int) error {
		_, who := w.signIn(w.cast.Named("zahra"))
		return func(int) error { return w.StepUp(context.Background(), who, "filing.sign", "a") }
	}},
	"stranger burst": {limit: func() *identity.Limit { return &identity.Limits.StrangerBurst }, full: identity.ErrTooMany, ready: registrations},
	"stranger day":   {limit: func() *identity.Limit { return &identity.Limits.StrangerDay }, between: 25 * time.Minute, full: identity.ErrTooMany, ready: registrations},
	"strangers hour": {limit: func() *identity.Limit { return &identity.Limits.StrangersHour }, lower: 4, full: identity.ErrSendingUp, ready: registrations},
	"proven burst": {limit: func() *identity.Limit { return &identity.Limits.ProvenBurst }, full: identity.ErrTooMany, ready: func(w *town, n int) func(int) error {
		return stepUps(w, n)
	}},
	"proven day": {limit: func() *identity.Limit { return &identity.Limits.ProvenDay }, between: 35 * time.Second, full: identity.ErrTooMany, ready: stepUps},
	"wrong pair": {limit: func() *identity.Limit { return &identity.Limits.WrongPair }, fine: identity.ErrRefused, full: identity.ErrLocked, ready: func(w *town, _ int) func(int) error {
		return func(int) error {
			_, err := w.SignIn(context.Background(), "0012345679", "1111111111", home)
			return err
		}
	}},
	"wrong client": {limit: func() *identity.Limit { return &identity.Limits.WrongClient }, lower: 12, fine: identity.ErrRefused, full: identity.ErrLocked, ready: func(w *town, _ int) func(int) error {
		return func(i int) error {
			_, err := w.SignIn(context.Background(), w.cast.People[i].NationalID, "1111111111", home)
			return err
		}
	}},
	"person lookups": {limit: func() *identity.Limit { return &identity.Limits.PersonLookups }, fine: identity.ErrBirthMismatch, full: identity.ErrTooMany, ready: func(w *town, _ int) func(int) error {
		parvin := w.cast.Named("parvin")
		return func(i int) error {
			_, err := w.Begin(context.Background(), parvin.NationalID, parvin.Birth.AddDays(i+1), home)
			return err
		}
	}},
	"client lookups": {limit: func() *identity.Limit { return &identity.Limits.ClientLookups }, lower: 12, fine: identity.ErrBirthMismatch, full: identity.ErrTooMany, ready: func(w *town, _ int) func(int) error {
		return func(i int) error {
			p := w.cast.People[i]
			_, err := w.Begin(context.Background(), p.NationalID, p.Birth.AddDays(1), home)
			return err
		}
	}},
}

// registrations lets Parvin ask for her code in ever new registrations.
func registrations(w *town, _ int) func(int) error {
	parvin := w.cast.Named("parvin")
	return func(int) error {
		token, err := w.Begin(context.Background(), parvin.NationalID, parvin.Birth, home)
		if err != nil {
			return err
		}
		return w.Mobile(context.Background(), token, parvin.Mobile)
	}
}

// stepUps lets Zahra ask for a code for one paper after another.
func stepUps(w *town, _ int) func(int) error {
	token, who := w.signIn(w.cast.Named("zahra"))
	return func(i int) error {
		if _, err := w.Session(context.Background(), token); err != nil {
			return err
		}
		return w.StepUp(context.Background(), who, "filing.sign", fmt.Sprint(i))
	}
}

// set makes a limit smaller for one test, and says how many uses are left of it.
func (u limited) set(t *testing.T, name string) int {
	t.Helper()
	limit := u.limit()
	old := *limit
	t.Cleanup(func() { *limit = old })
	if u.lower > 0 {
		limit.Max = u.lower
	}
	if name == "proven burst" || name == "proven day" {
		return limit.Max - 1 // the sign-in took one
	}
	return limit.Max
}

func TestLimitsHoldOneAfterAnother(t *testing.T) { storetest.Each(t, testLimitsHoldOneAfterAnother) }

func testLimitsHoldOneAfterAnother(t *testing.T, e storetest.Engine) {
	for _, l := range identity.Limits.All() {
		u, ok := uses[l.Name]
		if !ok {
			if l.Name != "code tries" { // has its own test below
				t.Errorf("limit %q has no test", l.Name)
			}
			continue
		}
		t.Run(l.Name, func(t *testing.T) {
			n := u.set(t, l.Name)
			w := newTown(t, e, "zahra")
			try := u.ready(w, n)
			if l.Name == "resend" {
				n = 1
			}
			for i := range n {
				if err := try(i); !errors.Is(err, u.fine) {
					t.Fatalf("use %d of %d: %v", i+1, n, err)
				}
				w.pass(u.between)
			}
			w.want(try(n), u.full)
			w.pass(l.Per - time.Duration(n)*u.between - time.Second)
			if u.between == 0 {
				w.want(try(n+1), u.full)
			}
			w.pass(l.Per/30 + 2*time.Second)
			if l.Name != "proven burst" && l.Name != "proven day" { // the session has ended meanwhile
				w.want(try(n+2), u.fine)
			}
		})
	}
}

func TestLimitsHoldAtOnce(t *testing.T) { storetest.Each(t, testLimitsHoldAtOnce) }

func testLimitsHoldAtOnce(t *testing.T, e storetest.Engine) {
	for name, u := range uses {
		if u.between > 0 {
			continue // a day's limit stands behind a burst's
		}
		t.Run(name, func(t *testing.T) {
			n := u.set(t, name)
			w := newTown(t, e, "zahra")
			if name == "stranger burst" || name == "strangers hour" {
				identity.Limits.PersonLookups.Max += 100
				t.Cleanup(func() { identity.Limits.PersonLookups.Max -= 100 })
			}
			counts := atOnce(n+20, u.ready(w, n))
			fine := ""
			if f, ok := fault.As(u.fine); ok {
				fine = f.Code
			}
			full, _ := fault.As(u.full)
			if counts[fine] != n || counts[full.Code] != 20 {
				t.Errorf("of %d: %v", n+20, counts)
			}
		})
	}
}

func TestTheTriesOfACode(t *testing.T) { storetest.Each(t, testTheTriesOfACode) }

func testTheTriesOfACode(t *testing.T, e storetest.Engine) {
	for wrong, want := range map[int]error{4: nil, 5: identity.ErrCodeVoid} {
		w := newTown(t, e, "zahra")
		zahra := w.cast.Named("zahra")
		ch, err := w.SignIn(t.Context(), zahra.NationalID, zahra.PersonalCode, home)
		w.ok(err)
		code := w.code(zahra)
		for i := range wrong {
			_, _, err := w.Confirm(t.Context(), ch.Token, other(code), home)
			f, _ := fault.As(err)
			if left := 4 - i; left > 0 && (!errors.Is(err, identity.ErrCodeWrong) || f.Params["n"] != left) || left == 0 && !errors.Is(err, identity.ErrCodeVoid) {
				t.Errorf("try %d: %v %v", i+1, err, f.Params)
			}
		}
		_, _, err = w.Confirm(t.Context(), ch.Token, code, home)
		w.want(err, want)
		if want != nil { // a fresh code helps
			w.pass(time.Minute)
			_, err = w.Again(t.Context(), ch.Token)
			w.ok(err)
			_, _, err = w.Confirm(t.Context(), ch.Token, w.code(zahra), home)
			w.ok(err)
		}
	}
	w := newTown(t, e, "zahra")
	_, who := w.signIn(w.cast.Named("zahra"))
	w.ok(w.StepUp(t.Context(), who, "filing.sign", "a"))
	wrong := other(w.code(w.cast.Named("zahra")))
	counts := atOnce(30, func(int) error { return w.Proof(context.Background(), who, "filing.sign", "a", wrong) })
	if counts["identity.code_wrong"] != 4 || counts["identity.code_void"]+counts["identity.locked"] != 26 {
		t.Errorf("thirty wrong tries at once: %v", counts)
	}
}

// TestTheOwnerIsNotLockedOut: whoever guesses elsewhere locks only himself.
func TestTheOwnerIsNotLockedOut(t *testing.T) { storetest.Each(t, testTheOwnerIsNotLockedOut) }

func testTheOwnerIsNotLockedOut(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra")
	zahra := w.cast.Named("zahra")
	for range 12 {
		_, _ = w.SignIn(t.Context(), zahra.NationalID, "1111111111", identity.Device{Client: "203.0.113.9"})
	}
	_, err := w.SignIn(t.Context(), zahra.NationalID, zahra.PersonalCode, identity.Device{Client: "203.0.113.9"})
	w.want(err, identity.ErrLocked)
	_, err = w.SignIn(t.Context(), zahra.NationalID, zahra.PersonalCode, home)
	w.ok(err)
}

// TestPumpingStopsAndPeopleAreServed: strangers use up the messages of an hour; who has an
// account still signs in.
func TestPumpingStopsAndPeopleAreServed(t *testing.T) {
	storetest.Each(t, testPumpingStopsAndPeopleAreServed)
}

func testPumpingStopsAndPeopleAreServed(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra")
	old := identity.Limits
	t.Cleanup(func() { identity.Limits = old })
	identity.Limits.StrangersHour.Max = 3
	pump := registrations(w, 0)
	for i := range 4 {
		err := pump(i)
		if want := map[bool]error{true: identity.ErrSendingUp}[i == 3]; !errors.Is(err, want) {
			t.Errorf("message %d: %v", i, err)
		}
	}
	w.signIn(w.cast.Named("zahra"))
}
