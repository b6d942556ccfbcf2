package store_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/port"
	"github.com/tarazu-justice/tarazu/internal/port/simulator"
	"github.com/tarazu-justice/tarazu/internal/store"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// atOnce runs f n times together and counts the errors by code; "" is success.
func atOnce(n int, f func(i int) error) map[string]int {
	var mu sync.Mutex
	var wg sync.WaitGroup
	counts := map[string]int{}
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-start
			err := f(i)
			code := ""
			if e, ok := fault.As(err); ok {
				code = e.Code
			} else if err != nil {
				code = err.Error()
			}
			mu.Lock()
			defer mu.Unlock()
			counts[code]++
		})
	}
	close(start)
	wg.Wait()
	return counts
}

func TestSignIn(t *testing.T) { storetest.Each(t, testSignIn) }

func testSignIn(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra")
	zahra := w.cast.Named("zahra")
	ch, err := w.SignIn(t.Context(), " ۰۰۱-۲۳۴۵۶۷-۹ ", zahra.PersonalCode, home)
	w.ok(err)
	if ch.How != identity.BySMS || ch.Mobile != "0912•••4471" || ch.Left != 5 || !ch.Until.Equal(w.now().Add(5*time.Minute)) || len(ch.Token) < 43 {
		t.Errorf("challenge %+v", ch)
	}
	sent := w.received(zahra.Mobile)
	if len(sent) != 1 || len(sent[0].Code) != 6 || !strings.Contains(sent[0].Text, sent[0].Code) || !strings.Contains(sent[0].Text, "ورود به حساب") || sent[0].Kind != "identity.sign_in" {
		t.Errorf("sent %+v", sent)
	}
	token, who, err := w.Confirm(t.Context(), ch.Token, sent[0].Code[:3]+" "+sent[0].Code[3:], home)
	w.ok(err)
	if len(token) < 22 || who.Name != "زهرا امینی" || who.NationalID != zahra.NationalID || who.Standing.Kind != identity.Citizen || !who.Is(identity.Citizen) {
		t.Errorf("token of %d letters, %+v", len(token), who)
	}
	now, err := w.Session(t.Context(), token)
	w.ok(err)
	if now != who {
		t.Errorf("session %+v, want %+v", now, who)
	}
	_, _, err = w.Confirm(t.Context(), ch.Token, sent[0].Code, home)
	w.want(err, identity.ErrCodeUsed)
}

func TestAnUnknownNationalIDGetsTheSameAnswer(t *testing.T) {
	storetest.Each(t, testAnUnknownNationalIDGetsTheSameAnswer)
}

func testAnUnknownNationalIDGetsTheSameAnswer(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra")
	zahra, parvin := w.cast.Named("zahra"), w.cast.Named("parvin") // Parvin has no account
	_, known := w.SignIn(t.Context(), zahra.NationalID, "1111111111", home)
	_, unknown := w.SignIn(t.Context(), parvin.NationalID, "1111111111", home)
	w.want(known, identity.ErrRefused)
	if known.Error() != unknown.Error() {
		t.Errorf("known %v, unknown %v", known, unknown)
	}
	least := func(so time.Duration, begin time.Time) time.Duration { return min(so, time.Since(begin)) }
	took, tookUnknown := time.Hour, time.Hour
	for range 9 { // both pairs come to their lock at the same try
		begin := time.Now()
		_, a := w.SignIn(t.Context(), zahra.NationalID, "1111111111", home)
		took, begin = least(took, begin), time.Now()
		_, b := w.SignIn(t.Context(), parvin.NationalID, "1111111111", home)
		tookUnknown = least(tookUnknown, begin)
		w.want(a, identity.ErrRefused)
		w.want(b, identity.ErrRefused)
	}
	if ratio := float64(tookUnknown) / float64(took); ratio < 0.2 || ratio > 5 {
		t.Errorf("an unknown id takes %.1f times as long at the quickest: is its hash computed?", ratio)
	}
	_, known = w.SignIn(t.Context(), zahra.NationalID, zahra.PersonalCode, home)
	_, unknown = w.SignIn(t.Context(), parvin.NationalID, "1111111111", home)
	w.want(known, identity.ErrLocked)
	w.want(unknown, identity.ErrLocked)
}

func TestCodes(t *testing.T) { storetest.Each(t, testCodes) }

func testCodes(t *testing.T, e storetest.Engine) {
	for _, tc := range []struct {
		name string
		try  func(w *town, who identity.Who, code string) error
		want error
	}{
		{"right", func(w *town, who identity.Who, code string) error {
			return w.Proof(t.Context(), who, "filing.sign", "a", code)
		}, nil},
		{"in Persian digits", func(w *town, who identity.Who, code string) error {
			return w.Proof(t.Context(), who, "filing.sign", "a", persian(code))
		}, nil},
		{"no code at all", func(w *town, who identity.Who, _ string) error {
			return w.Proof(t.Context(), who, "filing.sign", "a", "abc")
		}, identity.ErrCodeShape},
		{"wrong", func(w *town, who identity.Who, code string) error {
			return w.Proof(t.Context(), who, "filing.sign", "a", other(code))
		}, identity.ErrCodeWrong},
		{"a moment before its end", func(w *town, who identity.Who, code string) error {
			w.pass(identity.CodeLife - time.Microsecond)
			return w.Proof(t.Context(), who, "filing.sign", "a", code)
		}, nil},
		{"at its end", func(w *town, who identity.Who, code string) error {
			w.pass(identity.CodeLife)
			return w.Proof(t.Context(), who, "filing.sign", "a", code)
		}, identity.ErrCodeExpired},
		{"twice", func(w *town, who identity.Who, code string) error {
			w.ok(w.Proof(t.Context(), who, "filing.sign", "a", code))
			return w.Proof(t.Context(), who, "filing.sign", "a", code)
		}, identity.ErrCodeUsed},
		{"for another purpose", func(w *town, who identity.Who, code string) error {
			return w.Proof(t.Context(), who, "filing.withdraw", "a", code)
		}, identity.ErrCodeForeign},
		{"for another paper", func(w *town, who identity.Who, code string) error {
			w.pass(time.Minute)
			w.ok(w.StepUp(t.Context(), who, "filing.sign", "b"))
			return w.Proof(t.Context(), who, "filing.sign", "b", code)
		}, identity.ErrCodeForeign},
		{"in another session", func(w *town, _ identity.Who, code string) error {
			_, there := w.signIn(w.cast.Named("zahra"))
			return w.Proof(t.Context(), there, "filing.sign", "a", code)
		}, identity.ErrCodeNone},
		{"of somebody else", func(w *town, _ identity.Who, code string) error {
			w.plant(w.cast.Named("hasan"))
			_, hasan := w.signIn(w.cast.Named("hasan"))
			return w.Proof(t.Context(), hasan, "filing.sign", "a", code)
		}, identity.ErrCodeNone},
		{"in a session that has ended", func(w *town, who identity.Who, code string) error {
			w.ok(w.SignOut(t.Context(), who))
			return w.Proof(t.Context(), who, "filing.sign", "a", code)
		}, identity.ErrSession},
		{"after a newer one was sent", func(w *town, who identity.Who, code string) error {
			w.pass(time.Minute)
			w.ok(w.StepUp(t.Context(), who, "filing.sign", "a"))
			return w.Proof(t.Context(), who, "filing.sign", "a", code)
		}, identity.ErrCodeWrong},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newTown(t, e, "zahra")
			zahra := w.cast.Named("zahra")
			_, who := w.signIn(zahra)
			w.ok(w.StepUp(t.Context(), who, "filing.sign", "a"))
			w.want(tc.try(w, who, w.code(zahra)), tc.want)
		})
	}
}

func persian(code string) string {
	return strings.Map(func(r rune) rune { return '۰' + r - '0' }, code)
}

func TestOfFiftyUsesOfACodeOneWins(t *testing.T) { storetest.Each(t, testOfFiftyUsesOfACodeOneWins) }

func testOfFiftyUsesOfACodeOneWins(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra")
	zahra := w.cast.Named("zahra")
	ch, err := w.SignIn(t.Context(), zahra.NationalID, zahra.PersonalCode, home)
	w.ok(err)
	code := w.code(zahra)
	var who atomic.Value
	counts := atOnce(50, func(int) error {
		_, one, err := w.Confirm(context.Background(), ch.Token, code, home)
		if err == nil {
			who.Store(one)
		}
		return err
	})
	if counts[""] != 1 {
		t.Errorf("sign-in: %v", counts)
	}
	zahraNow := who.Load().(identity.Who)
	w.ok(w.StepUp(t.Context(), zahraNow, "filing.sign", "a"))
	code = w.code(zahra)
	if counts = atOnce(50, func(int) error { return w.Proof(context.Background(), zahraNow, "filing.sign", "a", code) }); counts[""] != 1 {
		t.Errorf("step-up: %v", counts)
	}
}

func TestStaffProveThemselvesByAuthenticatorOnly(t *testing.T) {
	storetest.Each(t, testStaffProveThemselvesByAuthenticatorOnly)
}

func testStaffProveThemselvesByAuthenticatorOnly(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "PEA-REY-1")
	azadeh := w.cast.Named("PEA-REY-1")
	ch, err := w.SignIn(t.Context(), azadeh.NationalID, azadeh.PersonalCode, home)
	w.ok(err)
	if ch.How != identity.ByTOTP || ch.Mobile != "" {
		t.Errorf("challenge %+v", ch)
	}
	_, err = w.Again(t.Context(), ch.Token)
	w.want(err, identity.ErrCodeNone)
	_, _, err = w.Confirm(t.Context(), ch.Token, other(w.totp(azadeh, 0)), home)
	w.want(err, identity.ErrTOTPWrong)
	code := w.totp(azadeh, 0)
	_, who, err := w.Confirm(t.Context(), ch.Token, code, home)
	w.ok(err)
	if who.Standing.Kind != identity.Registrar || who.Standing.Authority != "PEA-REY-1" {
		t.Errorf("acts as %+v", who.Standing)
	}
	w.ok(w.StepUp(t.Context(), who, "registry.accept", "x"))
	w.want(w.Proof(t.Context(), who, "registry.accept", "x", code), identity.ErrCodeUsed)
	next := w.totp(azadeh, 1)
	if counts := atOnce(50, func(int) error { return w.Proof(context.Background(), who, "registry.accept", "x", next) }); counts[""] != 1 {
		t.Errorf("fifty uses of one authenticator code: %v", counts)
	}
	ch, err = w.Recover(t.Context(), azadeh.NationalID, azadeh.Birth, azadeh.Mobile, home)
	w.ok(err)
	if sent := w.received(azadeh.Mobile); len(sent) != 0 || ch.How != identity.BySMS {
		t.Errorf("staff got text messages: %+v", sent)
	}
}

func TestGrantAndRevoke(t *testing.T) { storetest.Each(t, testGrantAndRevoke) }

func testGrantAndRevoke(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra", "kamran", "PEA-REY-1")
	zahra := w.cast.Named("zahra")
	token, who := w.signIn(zahra)
	_, kamran := w.signIn(w.cast.Named("kamran"))
	_, azadeh := w.signIn(w.cast.Named("PEA-REY-1"))
	registrar := identity.Standing{Kind: identity.Registrar, Authority: "PEA-QOM-1"}
	for _, by := range []identity.Who{who, azadeh, {}} {
		if _, err := w.Grant(t.Context(), by, zahra.NationalID, registrar); err == nil {
			t.Errorf("%s granted a standing", by.Standing.Kind)
		}
	}
	for _, s := range []identity.Standing{{Kind: "king"}, {Kind: identity.Registrar}, {Kind: identity.Lawyer}} {
		_, err := w.Grant(t.Context(), kamran, zahra.NationalID, s)
		w.want(err, identity.ErrGrant)
	}
	_, err := w.Grant(t.Context(), kamran, w.cast.Named("parvin").NationalID, registrar)
	w.want(err, identity.ErrNoAccount)
	granted, err := w.Grant(t.Context(), kamran, zahra.NationalID, registrar)
	w.ok(err)
	if !strings.HasPrefix(granted.Authenticator, "otpauth://totp/") || strings.Contains(granted.Authenticator, zahra.NationalID) {
		t.Errorf("granted %+v", granted)
	}
	_, _, err = w.Act(t.Context(), who, granted.Standing.ID) // her session was proven by SMS
	w.want(err, identity.ErrStanding)
	ch, err := w.SignIn(t.Context(), zahra.NationalID, zahra.PersonalCode, home)
	w.ok(err)
	if ch.How != identity.ByTOTP {
		t.Error("a registrar may sign in by SMS")
	}
	_, err = w.Look(t.Context(), who, zahra.NationalID)
	w.want(err, identity.ErrNotAdministrator)
	looked, err := w.Look(t.Context(), kamran, zahra.NationalID)
	w.ok(err)
	if len(looked.Standings) != 2 {
		t.Errorf("the administrator sees %+v", looked.Standings)
	}
	w.ok(w.Revoke(t.Context(), kamran, zahra.NationalID, granted.Standing.ID))
	if _, err = w.Session(t.Context(), token); err != nil { // as a citizen she goes on
		t.Error(err)
	}
	w.want(w.Revoke(t.Context(), kamran, w.cast.Named("kamran").NationalID, kamran.Standing.ID), identity.ErrStanding)
}

func TestTheAddressChangesWithItsOwnCodeOnly(t *testing.T) {
	storetest.Each(t, testTheAddressChangesWithItsOwnCodeOnly)
}

func testTheAddressChangesWithItsOwnCodeOnly(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra")
	zahra := w.cast.Named("zahra")
	_, who := w.signIn(zahra)
	place := identity.Place{PostalCode: "۱۸۷۱۶۴۵۳۹۹", Address: "شهر ري، خیابان قم، پلاک ۵", County: "rey"}
	w.ok(w.AskAddress(t.Context(), who, place))
	elsewhere := place
	elsewhere.Address += "، طبقهٔ ۲"
	w.want(w.ChangeAddress(t.Context(), who, elsewhere, w.code(zahra)), identity.ErrCodeForeign)
	w.ok(w.ChangeAddress(t.Context(), who, place, w.code(zahra)))
	p, err := w.Profile(t.Context(), who)
	w.ok(err)
	if p.Place != (identity.Place{PostalCode: "1871645399", Address: "شهر ری، خیابان قم، پلاک ۵", County: "rey"}) || p.Mobile != "0912•••4471" {
		t.Errorf("profile %+v", p)
	}
	if list := w.received(zahra.Mobile); list[len(list)-1].Kind != "identity.address_changed" {
		t.Errorf("she was not told: %+v", list)
	}
	w.want(w.AskAddress(t.Context(), who, identity.Place{PostalCode: "1871645399", Address: "ری", County: "rey"}), identity.ErrAddress)
}

func TestSweepKeepsWhatLives(t *testing.T) { storetest.Each(t, testSweepKeepsWhatLives) }

func testSweepKeepsWhatLives(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra")
	token, _ := w.signIn(w.cast.Named("zahra"))
	w.ok(w.Sweep(t.Context()))
	if _, err := w.Session(t.Context(), token); err != nil {
		t.Error(err)
	}
	w.pass(26 * time.Hour)
	w.ok(w.Sweep(t.Context()))
	_, err := w.Session(t.Context(), token)
	w.want(err, identity.ErrSession)
}

func TestPortsThatFailOpenNoDoor(t *testing.T) { storetest.Each(t, testPortsThatFailOpenNoDoor) }

func testPortsThatFailOpenNoDoor(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra")
	zahra := w.cast.Named("zahra")
	w.sim.Down(simulator.Mobiles, true)
	_, err := w.Recover(t.Context(), zahra.NationalID, zahra.Birth, zahra.Mobile, home)
	w.want(err, port.ErrUnavailable)
	_, err = w.Recover(t.Context(), w.cast.Named("parvin").NationalID, zahra.Birth, zahra.Mobile, home)
	w.want(err, port.ErrUnavailable)
	w.sim.Down(simulator.Mobiles, false)
	w.sim.Down(simulator.Civil, true)
	_, err = w.Begin(t.Context(), zahra.NationalID, zahra.Birth, home)
	w.want(err, port.ErrUnavailable)
}

var _ identity.Store = store.People{}
