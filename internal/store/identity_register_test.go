package store_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/job"
	"github.com/tarazu-justice/tarazu/internal/store"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// register takes a person through Sana and gives the personal code that arrived.
func register(w *town, p *cast.Person) string {
	w.t.Helper()
	token, err := w.Begin(w.t.Context(), p.NationalID, p.Birth, home)
	w.ok(err)
	w.ok(w.Mobile(w.t.Context(), token, "+98"+p.Mobile[1:]))
	w.ok(w.ConfirmMobile(w.t.Context(), token, w.code(p), home))
	w.ok(w.Address(w.t.Context(), token, identity.Place{PostalCode: p.PostalCode, Address: p.Address, County: p.County}))
	_, err = w.Finish(w.t.Context(), token)
	w.ok(err)
	return w.code(p)
}

func TestRegister(t *testing.T) { storetest.Each(t, testRegister) }

func testRegister(t *testing.T, e storetest.Engine) {
	w := newTown(t, e)
	parvin := w.cast.Named("parvin")
	personal := register(w, parvin)
	if len(personal) != 10 {
		t.Fatalf("personal code of %d digits", len(personal))
	}
	ch, err := w.SignIn(t.Context(), parvin.NationalID, personal, home)
	w.ok(err)
	_, who, err := w.Confirm(t.Context(), ch.Token, w.code(parvin), home)
	w.ok(err)
	p, err := w.Profile(t.Context(), who)
	w.ok(err)
	if p.Person != parvin.Record() || p.Place.County != "shiraz" || len(p.Standings) != 1 || p.Standings[0].Kind != identity.Citizen {
		t.Errorf("profile %+v", p)
	}
}

func TestRegistrationIsRefused(t *testing.T) { storetest.Each(t, testRegistrationIsRefused) }

func testRegistrationIsRefused(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra")
	zahra, parvin, parsa, dead := w.cast.Named("zahra"), w.cast.Named("parvin"), w.cast.Named("parsa"), w.cast.Named("hossein")
	begin := func(p *cast.Person, days int) error {
		_, err := w.Begin(t.Context(), p.NationalID, p.Birth.AddDays(days), home)
		return err
	}
	w.want(begin(parvin, 1), identity.ErrBirthMismatch)
	w.want(begin(parsa, 0), identity.ErrMinor)
	w.want(begin(dead, 0), identity.ErrDeceased)
	_, err := w.Begin(t.Context(), "0084575948", parvin.Birth, home)
	w.want(err, identity.ErrNoRecord)

	token, err := w.Begin(t.Context(), parvin.NationalID, parvin.Birth, home)
	w.ok(err)
	w.want(w.Mobile(t.Context(), token, zahra.Mobile), identity.ErrNotOwner)
	w.want(w.Address(t.Context(), token, identity.Place{PostalCode: parvin.PostalCode, Address: parvin.Address, County: "shiraz"}), identity.ErrStep)
	_, err = w.Finish(t.Context(), token)
	w.want(err, identity.ErrStep)
	w.ok(w.Mobile(t.Context(), token, parvin.Mobile))
	w.want(w.ConfirmMobile(t.Context(), token, other(w.code(parvin)), home), identity.ErrCodeWrong)
	w.ok(w.ConfirmMobile(t.Context(), token, w.code(parvin), home))
	_, err = w.Finish(t.Context(), token) // the address is not there yet
	w.want(err, identity.ErrStep)
	w.pass(identity.RegistrationLife)
	_, err = w.Registration(t.Context(), token)
	w.want(err, identity.ErrRegistration)

	token, err = w.Begin(t.Context(), zahra.NationalID, zahra.Birth, home) // nothing is told yet
	w.ok(err)
	w.ok(w.Mobile(t.Context(), token, zahra.Mobile))
	w.want(w.ConfirmMobile(t.Context(), token, w.code(zahra), home), identity.ErrHasAccount)
}

func TestOfFiftyFinishesOneOpensTheAccount(t *testing.T) {
	storetest.Each(t, testOfFiftyFinishesOneOpensTheAccount)
}

func testOfFiftyFinishesOneOpensTheAccount(t *testing.T, e storetest.Engine) {
	w := newTown(t, e)
	parvin := w.cast.Named("parvin")
	token, err := w.Begin(t.Context(), parvin.NationalID, parvin.Birth, home)
	w.ok(err)
	w.ok(w.Mobile(t.Context(), token, parvin.Mobile))
	w.ok(w.ConfirmMobile(t.Context(), token, w.code(parvin), home))
	w.ok(w.Address(t.Context(), token, identity.Place{PostalCode: parvin.PostalCode, Address: parvin.Address, County: "shiraz"}))
	counts := atOnce(50, func(int) error { _, err := w.Finish(context.Background(), token); return err })
	if counts[""] != 1 || len(w.received(parvin.Mobile)) != 2 {
		t.Errorf("%v, %d messages", counts, len(w.received(parvin.Mobile)))
	}
}

// recoverCode recovers Zahra's personal code and gives the new one.
func recoverCode(w *town) string {
	w.t.Helper()
	zahra := w.cast.Named("zahra")
	ch, err := w.Recover(w.t.Context(), zahra.NationalID, zahra.Birth, zahra.Mobile, home)
	w.ok(err)
	w.ok(w.Renew(w.t.Context(), ch.Token, w.code(zahra), home))
	return w.code(zahra)
}

func TestRecover(t *testing.T) { storetest.Each(t, testRecover) }

func testRecover(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra")
	zahra := w.cast.Named("zahra")
	personal := recoverCode(w)
	_, err := w.SignIn(t.Context(), zahra.NationalID, zahra.PersonalCode, home)
	w.want(err, identity.ErrRefused)
	_, err = w.SignIn(t.Context(), zahra.NationalID, personal, home)
	w.ok(err)
	kinds := ""
	for _, m := range w.received(zahra.Mobile) {
		kinds += m.Kind + " "
	}
	for _, kind := range []string{"identity.recover ", "identity.recovered ", "identity.personal_code "} {
		if !strings.Contains(kinds, kind) {
			t.Errorf("no message %s among %s", kind, kinds)
		}
	}
}

// TestRecoveryTellsNothing compares what a stranger sees for people with and without an
// account, and for wrong facts: the same challenge, and no message but to the owner.
func TestRecoveryTellsNothing(t *testing.T) { storetest.Each(t, testRecoveryTellsNothing) }

func testRecoveryTellsNothing(t *testing.T, e storetest.Engine) {
	w := newTown(t, e, "zahra", "PEA-REY-1")
	zahra, parvin, hasan, azadeh := w.cast.Named("zahra"), w.cast.Named("parvin"), w.cast.Named("hasan"), w.cast.Named("PEA-REY-1")
	for name, try := range map[string]struct {
		who   *cast.Person
		days  int
		phone string
	}{
		"no account": {parvin, 0, parvin.Mobile}, "wrong birth date": {zahra, 1, zahra.Mobile},
		"another's number": {zahra, 0, hasan.Mobile}, "a registrar": {azadeh, 0, azadeh.Mobile},
	} {
		t.Run(name, func(t *testing.T) {
			ch, err := w.Recover(t.Context(), try.who.NationalID, try.who.Birth.AddDays(try.days), try.phone, home)
			w.ok(err)
			if ch.How != identity.BySMS || ch.Mobile != identity.Masked(try.phone) || ch.Left != 5 || ch.Purpose != identity.PurposeRecover {
				t.Errorf("challenge %+v", ch)
			}
			if sent := w.received(try.phone); len(sent) != 0 {
				t.Errorf("sent %+v", sent)
			}
			w.want(w.Renew(t.Context(), ch.Token, "123456", home), identity.ErrCodeWrong)
			_, err = w.Again(t.Context(), ch.Token)
			w.want(err, identity.ErrTooSoon)
			w.pass(time.Minute)
			_, err = w.Again(t.Context(), ch.Token)
			w.ok(err)
			if sent := w.received(try.phone); len(sent) != 0 {
				t.Errorf("sent again %+v", sent)
			}
		})
	}
}

// TestSecretsAndLogs walks through everything and then looks for what must not be there: in
// the database file no token, code or authenticator secret, in the log nothing personal.
func TestSecretsAndLogs(t *testing.T) { storetest.Each(t, testSecretsAndLogs) }

func testSecretsAndLogs(t *testing.T, e storetest.Engine) {
	var log bytes.Buffer
	old := slog.Default()
	logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	slog.SetDefault(logger)
	t.Cleanup(func() { slog.SetDefault(old) })
	w := newTown(t, e, "zahra", "kamran")
	zahra, kamran, parvin := w.cast.Named("zahra"), w.cast.Named("kamran"), w.cast.Named("parvin")
	token, who := w.signIn(zahra)
	w.signIn(kamran)
	ch, err := w.SignIn(t.Context(), zahra.NationalID, zahra.PersonalCode, home)
	w.ok(err)
	waiting := w.code(zahra)
	personal := register(w, parvin)
	secrets := []string{token, ch.Token, zahra.PersonalCode, kamran.TOTPSecret, waiting, personal}
	_, wrong := w.SignIn(t.Context(), zahra.NationalID, "1234512345", home)
	logger.Error("refused", slog.Any("error", wrong))
	broken := job.New(store.Jobs{Store: w.store}, w.now, logger, map[string]job.Handler{})
	w.ok(w.StepUp(t.Context(), who, "filing.sign", "x"))
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	broken.Run(ctx) // fails for want of a handler, and says so
	if !strings.Contains(log.String(), "no handler") {
		t.Error("the worker said nothing; the test proves nothing")
	}
	for _, personal := range append(secrets, zahra.NationalID, zahra.Mobile, "زهرا", "192.0.2.1", "1234512345") {
		if strings.Contains(log.String(), personal) {
			t.Errorf("%q stands in the log: %s", personal, log.String())
		}
	}
	kept := dump(t, storetest.Side(t, w.address), e)
	if path, ok := strings.CutPrefix(w.address, "sqlite:"); ok { // what was deleted may still lie in the file
		for _, file := range []string{path, path + "-wal"} {
			bytes, err := os.ReadFile(file)
			w.ok(err)
			kept += string(bytes)
		}
	}
	for i, secret := range secrets[:4] { // codes of six digits are too short to look for
		if strings.Contains(kept, secret) {
			t.Errorf("secret %d stands in the database as it is", i)
		}
	}
}
