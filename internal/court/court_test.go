package court_test

import (
	"slices"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/court"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func day(s string) lang.Date { d, _ := lang.ParseJalali(s); return d }

// People write places as they hear them: no spaces, Arabic letters, old names, cities.
func TestFind(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	book := c.Book()
	for _, tc := range []struct{ typed, want string }{
		{"تهران", "tehran"},
		{"كرج", "karaj"},
		{"شهرستان کرج", "karaj"},
		{"شهر کرج", "karaj"},
		{"خرم آباد", "khorramabad"},
		{"خرمآباد", "khorramabad"},
		{"خرم‌آباد", "khorramabad"},
		{"  قم ", "qom"},
		{"اصفهان", "isfahan"},
		{"Tehran", "tehran"},
		{"tehran", "tehran"},
		{"شهر بابک", "shahr-e-babak"},
		{"شهر ری", "rey"},
		{"ری", "rey"},
		{"شهرری", "rey"},
		{"شهر ري", "rey"},
		{"کلانشهر مشهد", "mashhad"},
		{"اسفحان", "isfahan"},
		{"تبریظ", "tabriz"},
		{"طهران", "tehran"},
		{"قزوين", "qazvin"},
		{"غزوین", "qazvin"},
		{"ارومیه", "urmia"},
		{"اروميه", "urmia"},
		{"باختران", "kermanshah"},
		{"رضائیه", "urmia"},
		{"بندرعباس", "bandar-abbas"},
		{"بندر عباس", "bandar-abbas"},
		{"بندر انزلی", "bandar-e-anzali"},
		{"زاهدن", "zahedan"},
		{"استرآباد", "gorgan"},
		{"بندر پهلوی", "bandar-e-anzali"},
		{"شاه عبدالعظیم", "rey"},
	} {
		codes := []string{}
		for _, c := range book.Find(tc.typed) {
			codes = append(codes, c.Code)
		}
		if !slices.Contains(codes, tc.want) {
			t.Errorf("Find(%q) = %v, want %s", tc.typed, codes, tc.want)
		}
	}
	if got := book.Find("زرافه‌شهر"); len(got) > 0 {
		t.Errorf("found %v", got)
	}
}

// Every county has its courts; those of a kind that no source names are marked.
func TestEveryCountyIsServed(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, county := range c.Book().Counties() {
		for _, kind := range []string{"peace", "civil", "family", "prosecutor", "criminal-2", "delivery", "appeal"} {
			if _, ok := c.Book().Serving(kind, county.Code, day("1405/08/10")); !ok {
				t.Errorf("no %s court serves %s", kind, county.Code)
			}
		}
	}
}

func TestUnitsAreDated(t *testing.T) {
	book := court.NewBook(nil, []court.County{{Code: "qom", Name: "قم"}}, nil, []court.Unit{
		{Code: "OLD", Kind: "peace", Serves: []string{"qom"}, Until: day("1405/01/01")},
		{Code: "NEW", Kind: "peace", Serves: []string{"qom"}, From: day("1405/01/01")},
	})
	for on, want := range map[string]string{"1404/12/29": "OLD", "1405/01/01": "NEW"} {
		if got, _ := book.Serving("peace", "qom", day(on)); got.Code != want {
			t.Errorf("on %s: %s, want %s", on, got.Code, want)
		}
	}
	if _, ok := book.Serving("civil", "qom", day("1405/01/01")); ok {
		t.Error("a kind that is not there serves")
	}
}
