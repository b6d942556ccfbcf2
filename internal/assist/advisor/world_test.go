package advisor_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/assist/advisor"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/port"
	"github.com/tarazu-justice/tarazu/internal/port/simulator"
)

// world is an advisor that asks the simulator over loopback, with a clock that the test moves.
type world struct {
	*advisor.Advisor
	model simulator.Language
	at    time.Time
}

func newWorld(t *testing.T, budget advisor.Budget) *world {
	t.Helper()
	w := &world{at: time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)}
	server := httptest.NewServer(&w.model)
	t.Cleanup(server.Close)
	model, err := port.NewLanguage(port.LanguageEndpoint{Endpoint: port.Endpoint{URL: server.URL + "/v1", Simulated: true}, Model: "m", Patience: 400 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	w.Advisor = advisor.New(model, advisor.Options{Model: "m", Commit: "abc", Now: func() time.Time { return w.at }, Budget: budget, Laws: laws})
	return w
}

// plenty is a budget that no test meets by chance.
var plenty = advisor.Budget{Tokens: 20_000, AnHour: 1_000_000, AMinute: 1_000_000}

var laws = []string{"قانون مدنی", "قانون روابط موجر و مستأجر مصوب ۱۳۷۶", "قانون کار", "قانون حمایت از اطفال و نوجوانان مصوب ۱۳۹۹"}

// identifiers of the invented tenant: none of them may leave.
var identifiers = []string{"0012345679", "09120004471", "6037997912345678", "IR820540102680020817909002", "140268920000123456", "1871645312"}

var told = advisor.Told{Names: []string{"زهرا امینی", "حسن کریمی"}, Addresses: []string{"شهر ری، خیابان دیلمان، پلاک ۴۰، واحد ۲"}}

const ownWords = "من زهرا امینی با کد ملی ۰۰۱۲۳۴۵۶۷۹ و همراه 0912-000-4471 مستأجر آقای حسن کریمی بودم. در تاریخ ۱۴۰۲/۰۳/۱۵ مبلغ ۲۵۰ میلیون تومان ودیعه به کارت ۶۰۳۷ ۹۹۷۹ ۱۲۳۴ ۵۶۷۸ و شبای IR820540102680020817909002 دادم. " +
	"خانه در شهر ری، خیابان دیلمان، پلاک ۴۰، واحد ۲ با کدپستی ۱۸۷۱۶۴۵۳۱۲ را خالی کردم و کلید را دادم ولی کریمی ودیعه را پس نمی‌دهد. پروندهٔ قبلی ۱۴۰۲۶۸۹۲۰۰۰۰۱۲۳۴۵۶ بود."

func story(attack, place string) advisor.Story {
	s := advisor.Story{Account: "a", Text: ownWords, Files: []string{"اجاره‌نامه میان زهرا امینی و حسن کریمی، مدت دوازده ماه."}, Told: told}
	if place == "file" {
		s.Files[0] += "\n" + attack
	} else {
		s.Text += "\n" + attack
	}
	return s
}

var candidates = []advisor.Candidate{
	{Code: "PET-DEPOSIT", Name: "مطالبهٔ ودیعهٔ اجاره", Does: "پول پیش را از موجر پس می‌گیرد"},
	{Code: "PET-RENT", Name: "مطالبهٔ اجاره‌بها", Does: "اجارهٔ پرداخت‌نشده را می‌خواهد"},
	{Code: "PET-EVICT", Name: "تخلیه", Does: "مستأجر را بیرون می‌کند"},
}

var facts = []advisor.Asked{
	{Name: "lease.deposit", Type: form.TypeMoney, Question: "ودیعه چقدر بود؟"},
	{Name: "lease.paid_on", Type: form.TypeDate, Question: "کی ودیعه را دادید؟"},
	{Name: "lease.keys", Type: form.TypeYesNo, Question: "کلید را داده‌اید؟"},
	{Name: "lease.months", Type: form.TypeNumber, Question: "مدت اجاره چند ماه بود؟"},
	{Name: "lease.card", Type: form.TypeText, Question: "به کدام کارت؟"},
	{Name: "lease.kind", Type: form.TypeChoice, Question: "چه ملکی؟", Options: []advisor.Option{{Code: "home", Name: "خانه"}, {Code: "shop", Name: "مغازه"}}},
}

func brief(attack, place string) advisor.Brief {
	b := advisor.Brief{
		Account: "a", Title: "مطالبهٔ ودیعهٔ اجاره", Own: ownWords, Told: told,
		Facts: []advisor.Fact{{Label: "مبلغ ودیعه", Value: "۲۵۰ میلیون تومان"}, {Label: "تاریخ پرداخت", Value: "۱۴۰۲/۰۳/۱۵"}, {Label: "تخلیه", Value: "بله"}},
		Law:   []advisor.Article{{ID: "cc.219", Citation: "مادهٔ ۲۱۹ قانون مدنی"}, {ID: "cpc.515", Citation: "مادهٔ ۵۱۵ قانون آیین دادرسی مدنی"}},
	}
	if place == "answer" {
		b.Facts[2].Value = "بله. " + attack
	} else {
		b.Own += "\n" + attack
	}
	return b
}

// account is what a good model writes of the brief.
const account = "با احترام به استحضار می‌رساند اینجانب ⟦PERSON1⟧ مستأجر آقای ⟦PERSON2⟧ بوده‌ام. در تاریخ ۱۵ خرداد ۱۴۰۲ مبلغ دویست و پنجاه میلیون تومان به عنوان ودیعه به کارت ایشان پرداخت نمودم. " +
	"پس از خالی کردن خانه و تحویل کلید، نامبرده از استرداد ودیعه خودداری می‌کند. مستنداً به [L1] و [L2] تقاضای صدور حکم بر پرداخت ودیعه را دارم."
