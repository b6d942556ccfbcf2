package port_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/message"
	"github.com/tarazu-justice/tarazu/internal/port"
	"github.com/tarazu-justice/tarazu/internal/port/simulator"
)

// town is the simulator on loopback, with a clock that the test moves.
type town struct {
	*simulator.Simulator
	url  string
	cast *cast.Cast
	at   time.Time
}

func newTown(t *testing.T) *town {
	t.Helper()
	c, err := cast.Load()
	if err != nil {
		t.Fatal(err)
	}
	w := &town{cast: c, at: time.Date(2026, 11, 16, 9, 0, 0, 0, lang.Tehran)}
	w.Simulator = simulator.New(c, func() time.Time { return w.at }, "/demo/bank")
	server := httptest.NewServer(w.API())
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

// TestTheSimulatorIsRefusedInEarnest: an installation that was pointed at it by mistake.
func TestTheSimulatorIsRefusedInEarnest(t *testing.T) {
	w := newTown(t)
	earnest := must[*port.CivilRegistry](t)(port.NewCivilRegistry(port.Endpoint{URL: w.url}))
	if err := earnest.Probe(t.Context()); !errors.Is(err, port.ErrSimulator) {
		t.Errorf("Probe() = %v", err)
	}
	if _, err := earnest.Match(t.Context(), "0012345679", "زهرا امینی"); !errors.Is(err, port.ErrSimulator) {
		t.Errorf("Match() = %v", err)
	}
	if err := must[*port.CivilRegistry](t)(port.NewCivilRegistry(w.endpoint())).Probe(t.Context()); err != nil {
		t.Errorf("the demonstration's own: %v", err)
	}
}

func (w *town) endpoint() port.Endpoint { return port.Endpoint{URL: w.url, Simulated: true} }

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestCivilRegistry(t *testing.T) {
	w := newTown(t)
	registry := must[*port.CivilRegistry](t)(port.NewCivilRegistry(w.endpoint()))
	zahra, dead := w.cast.Named("zahra"), w.cast.Named("hossein")
	for _, tc := range []struct {
		name  string
		id    string
		birth lang.Date
		want  error
	}{
		{"known", zahra.NationalID, zahra.Birth, nil},
		{"another birth date", zahra.NationalID, zahra.Birth.AddDays(1), identity.ErrBirthMismatch},
		{"unknown", "0084575948", zahra.Birth, identity.ErrNoRecord},
		{"deceased", dead.NationalID, dead.Birth, identity.ErrDeceased},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p, err := registry.Person(t.Context(), tc.id, tc.birth)
			if !errors.Is(err, tc.want) || err == nil && p != zahra.Record() {
				t.Errorf("Person() = %+v, %v", p, err)
			}
		})
	}
	for _, tc := range []struct {
		name, id, as string
		want         bool
	}{
		{"fits, in Arabic letters", zahra.NationalID, "زهرا اميني", true}, {"another name", zahra.NationalID, "زهرا احمدی", false}, {"unknown id", "0084575948", "زهرا امینی", false},
	} {
		if got, err := registry.Match(t.Context(), tc.id, tc.as); err != nil || got != tc.want {
			t.Errorf("%s: Match() = %v, %v", tc.name, got, err)
		}
	}
}

func TestMobileOwner(t *testing.T) {
	w := newTown(t)
	owner := must[*port.MobileOwner](t)(port.NewMobileOwner(w.endpoint()))
	zahra, hasan := w.cast.Named("zahra"), w.cast.Named("hasan")
	for mobile, want := range map[string]bool{zahra.Mobile: true, hasan.Mobile: false} {
		if got, err := owner.Owns(t.Context(), zahra.NationalID, mobile); err != nil || got != want {
			t.Errorf("Owns() = %v, %v", got, err)
		}
	}
}

func TestSMSIsTakenOnceInOrder(t *testing.T) {
	w := newTown(t)
	sms := must[*port.SMS](t)(port.NewSMS(w.endpoint()))
	for _, id := range []string{"a", "b", "a"} {
		if err := sms.Send(t.Context(), message.Message{ID: id, To: "09120004471", Kind: "k", Text: "سلام " + id, Code: "123456"}); err != nil {
			t.Fatal(err)
		}
	}
	out := w.Outbox()
	if len(out) != 2 || out[0].Text != "سلام a" || out[1].Text != "سلام b" || out[0].Code != "123456" || !out[0].At.Equal(w.at) {
		t.Errorf("outbox %+v", out)
	}
}

func TestPayment(t *testing.T) {
	w := newTown(t)
	bank := must[*port.Payment](t)(port.NewPayment(w.endpoint()))
	order := port.Order{ID: "order-1", Amount: 1_250_000, Return: "/filings/x/payment", Description: "هزینهٔ دادرسی"}
	opened := must[port.Opened](t)(bank.Open(t.Context(), order))
	if again := must[port.Opened](t)(bank.Open(t.Context(), order)); again != opened || opened.PayURL != "/demo/bank/pay/"+opened.GatewayID {
		t.Errorf("opened %+v, again %+v", opened, again)
	}
	order.Amount++
	if _, err := bank.Open(t.Context(), order); !errors.Is(err, port.ErrUnavailable) {
		t.Errorf("another amount under the same order: %v", err)
	}
	state := func(want string) port.PaymentState {
		t.Helper()
		s := must[port.PaymentState](t)(bank.State(t.Context(), opened.GatewayID))
		if s.State != want {
			t.Errorf("state %q, want %q", s.State, want)
		}
		return s
	}
	state(port.PaymentPending)
	must[simulator.Bill](t)(w.Choose(opened.GatewayID, "pay"))
	paid := state(port.PaymentPaid)
	must[simulator.Bill](t)(w.Choose(opened.GatewayID, "decline")) // too late
	for range 2 {
		if s := must[port.PaymentState](t)(bank.Confirm(t.Context(), opened.GatewayID)); s != paid || s.Amount != 1_250_000 || s.Reference == "" {
			t.Errorf("confirmed %+v, paid %+v", s, paid)
		}
	}
	for range 2 {
		if s := must[port.PaymentState](t)(bank.Refund(t.Context(), opened.GatewayID, "refund-1", 0)); s.State != port.PaymentRefunded {
			t.Errorf("refunded %+v", s)
		}
	}
	if _, err := bank.State(t.Context(), "none"); !errors.Is(err, port.ErrPaymentUnknown) {
		t.Errorf("unknown payment: %v", err)
	}
}

func TestAPayerWhoDoesNotPay(t *testing.T) {
	for choice, want := range map[string]string{"decline": port.PaymentDeclined, "expire": port.PaymentExpired, "twice": port.PaymentPaid, "": port.PaymentExpired} {
		w := newTown(t)
		bank := must[*port.Payment](t)(port.NewPayment(w.endpoint()))
		opened := must[port.Opened](t)(bank.Open(t.Context(), port.Order{ID: "o", Amount: 10, Return: "/x"}))
		if choice == "" {
			w.at = w.at.Add(15 * time.Minute)
		} else if b := must[simulator.Bill](t)(w.Choose(opened.GatewayID, choice)); b.Twice != (choice == "twice") {
			t.Errorf("%s: %+v", choice, b)
		}
		if s := must[port.PaymentState](t)(bank.State(t.Context(), opened.GatewayID)); s.State != want {
			t.Errorf("%s: %+v", choice, s)
		}
	}
}

// TestAFailingServiceOpensNoDoor answers each client with every kind of nonsense: all are
// ErrUnavailable, no redirect is followed, and no personal data stands in the error.
func TestAFailingServiceOpensNoDoor(t *testing.T) {
	const id, mobile = "0012345679", "09120004471"
	birth, err := lang.NewJalali(1368, 3, 17)
	if err != nil {
		t.Fatal(err)
	}
	followed := false
	for name, handler := range map[string]http.HandlerFunc{
		"down":    func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) },
		"no JSON": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>" + id)) },
		"too long": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(strings.Repeat(" ", 70<<10) + "{}"))
		},
		"odd refusal": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, `{"code":"odd"}`, http.StatusConflict) },
		"somebody else": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"national_id":"9","first":"x","last":"y","birth":"1989-06-07","alive":true,"state":"?"}`))
		},
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			followed = followed || r.URL.Path == "/elsewhere"
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(handler)
			defer server.Close()
			e := port.Endpoint{URL: server.URL, Simulated: true}
			registry, owner := must[*port.CivilRegistry](t)(port.NewCivilRegistry(e)), must[*port.MobileOwner](t)(port.NewMobileOwner(e))
			bank, sms := must[*port.Payment](t)(port.NewPayment(e)), must[*port.SMS](t)(port.NewSMS(e))
			_, errPerson := registry.Person(t.Context(), id, birth)
			owns, errOwns := owner.Owns(t.Context(), id, mobile)
			_, errState := bank.State(t.Context(), "x")
			_, errOpen := bank.Open(t.Context(), port.Order{ID: "x", Amount: 1})
			errSend := sms.Send(t.Context(), message.Message{ID: "m", To: mobile, Text: "راز"})
			if name == "somebody else" { // these two read an answer without the fields they know
				errOwns, errSend = port.ErrUnavailable, port.ErrUnavailable
			}
			for _, err := range []error{errPerson, errOwns, errState, errOpen, errSend} {
				if !errors.Is(err, port.ErrUnavailable) || !fault.Is(err, fault.Unavailable) || strings.Contains(err.Error(), id) || strings.Contains(err.Error(), mobile) {
					t.Errorf("answered %v", err)
				}
			}
			if owns || followed {
				t.Error("a door opened")
			}
		})
	}
}

func TestAPayPageElsewhereIsRefused(t *testing.T) {
	for page, ok := range map[string]bool{
		"https://bank.example/pay/1": true, "/demo/bank/pay/1": true, "http://127.0.0.1:9/p": true, "http://bank.example/p": false,
		"//evil.example/p": false, "javascript:alert(1)": false, "https://user@bank.example/": false, "": false, `/\evil.example`: false,
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"gateway_id":"g","pay_url":"` + strings.ReplaceAll(page, `\`, `\\`) + `"}`))
		}))
		bank := must[*port.Payment](t)(port.NewPayment(port.Endpoint{URL: server.URL, Simulated: true}))
		if _, err := bank.Open(t.Context(), port.Order{ID: "o", Amount: 1}); (err == nil) != ok {
			t.Errorf("%q: %v", page, err)
		}
		server.Close()
	}
}

func TestPlainHTTPStaysOnLoopback(t *testing.T) {
	for address, ok := range map[string]bool{
		"https://registry.example/api": true, "http://127.0.0.1:8081/civil": true, "http://registry.example": false, "ftp://x": false, "": false,
	} {
		if _, err := port.NewCivilRegistry(port.Endpoint{URL: address, Simulated: true}); (err == nil) != ok {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestTheSimulatorCanBeDown(t *testing.T) {
	w := newTown(t)
	owner := must[*port.MobileOwner](t)(port.NewMobileOwner(w.endpoint()))
	w.Down(simulator.Mobiles, true)
	if _, err := owner.Owns(t.Context(), "0012345679", "09120004471"); !errors.Is(err, port.ErrUnavailable) {
		t.Error(err)
	}
	w.Down(simulator.Mobiles, false)
	if owns, err := owner.Owns(t.Context(), "0012345679", "09120004471"); err != nil || !owns {
		t.Error(owns, err)
	}
}
