package account_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/port"
	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

func walk(t *testing.T, b *webtest.Browser, file, who string, v webtest.View, planted ...string) {
	t.Helper()
	j, err := webtest.Load(os.DirFS("testdata"), file+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	w := newTown(t, planted...)
	j.Width, j.NoScript = v.Width, v.NoScript
	b.Run(t, j, w.url, w.vars(t, who))
}

func TestJourneys(t *testing.T) {
	b := webtest.Start(t)
	for _, v := range []webtest.View{{Width: 390, NoScript: true}, {Width: 1280}} {
		for _, j := range []struct {
			file, who string
			planted   []string
		}{
			{"sign-in", "zahra", []string{"zahra"}}, {"register", "parvin", nil}, {"recover", "zahra", []string{"zahra"}}, {"demo", "arash", []string{"arash"}},
		} {
			t.Run(fmt.Sprintf("%s at %d", j.file, v.Width), func(t *testing.T) { walk(t, b, j.file, j.who, v, j.planted...) })
		}
	}
}

// TestStaff signs a registrar and the administrator in by authenticator; the administrator
// grants and revokes.
func TestStaff(t *testing.T) {
	b := webtest.Start(t)
	for _, width := range []int{390, 1280} {
		w := newTown(t, "kamran", "zahra", "PEA-REY-1")
		kamran, vars := w.cast.Named("kamran"), w.vars(t, "kamran")
		vars["totp"], vars["zahra"] = totp(t, kamran.TOTPSecret, 0), "0012345679"
		vars["registrar_totp"] = totp(t, w.cast.Named("PEA-REY-1").TOTPSecret, 0)
		vars["registrar"], vars["registrar_code"] = w.cast.Named("PEA-REY-1").NationalID, w.cast.Named("PEA-REY-1").PersonalCode
		j, err := webtest.Load(os.DirFS("testdata"), "staff.yaml")
		if err != nil {
			t.Fatal(err)
		}
		j.Width = width
		b.Run(t, j, w.url, vars)
	}
}

func TestTheBanksPage(t *testing.T) {
	b := webtest.Start(t)
	w := newTown(t)
	for _, choice := range []string{"پرداخت می‌کنم", "پرداخت نشود", "زمان بگذرد", "دو بار پاسخ بده"} {
		opened, err := w.bank.Open(t.Context(), port.Order{ID: choice, Amount: 1_250_000, Return: "/demo/outbox", Description: "هزینهٔ دادرسی: استرداد ودیعهٔ اجاره"})
		if err != nil {
			t.Fatal(err)
		}
		steps := []webtest.Step{{Open: opened.PayURL}, {Check: true}, {Shot: "bank"}, {Click: choice}}
		if choice == "دو بار پاسخ بده" {
			steps = append(steps, webtest.Step{Check: true}, webtest.Step{Shot: "bank-twice"}, webtest.Step{Click: "پاسخ نخست"}, webtest.Step{Open: opened.PayURL}, webtest.Step{Click: "پاسخ دوم"})
		}
		steps = append(steps, webtest.Step{Expect: &webtest.Expect{Address: "/demo/outbox"}}, webtest.Step{Open: opened.PayURL}, webtest.Step{Check: true})
		b.Run(t, webtest.Journey{Name: "pay", NoScript: true, Steps: steps}, w.url, nil)
		state, err := w.bank.State(t.Context(), opened.GatewayID)
		want := map[string]string{"پرداخت می‌کنم": port.PaymentPaid, "دو بار پاسخ بده": port.PaymentPaid, "پرداخت نشود": port.PaymentDeclined, "زمان بگذرد": port.PaymentExpired}[choice]
		if err != nil || state.State != want {
			t.Errorf("%s: %+v, %v", choice, state, err)
		}
	}
}
