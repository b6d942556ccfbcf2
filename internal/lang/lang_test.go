package lang_test

import (
	"encoding/csv"
	"errors"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

func TestMessagesAreWholeInBothLanguages(t *testing.T) {
	if _, err := lang.LoadMessages(); err != nil {
		t.Error(err)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"صاحبخانهٔ من":           "صاحبخانه من",
		"مي‌شود":                 "می شود",
		"كلاه‌برداري":            "کلاه برداری",
		"آقاي  مُحَمّد":          "اقای محمد",
		"چک ۱۲٣":                 "چک 123",
		"«پول پیش»، (ودیعه)!":    "پول پیش ودیعه",
		"Sheba IR":               "sheba ir",
		"مسئول":                  "مسیول",
		"\u202bخانه\u202c\ufeff": "خانه",
	} {
		if got := lang.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCleanKeepsTheHalfSpaceAndDropsMarks(t *testing.T) {
	if got := lang.Clean(" مي\u200cشود\u202e\r\n\n\n\nكتاب\t"); got != "می\u200cشود\n\nکتاب" {
		t.Errorf("%q", got)
	}
}

func TestIdentityNumbers(t *testing.T) {
	for _, tc := range []struct {
		name    string
		read    func(string) (string, error)
		in, out string
		err     error
	}{
		{"as printed", lang.NationalID, "0012345679", "0012345679", nil},
		{"Persian digits and dashes", lang.NationalID, "۰۰۱-۲۳۴۵۶۷-۹", "0012345679", nil},
		{"without the leading zeros", lang.NationalID, "12345679", "0012345679", nil},
		{"one digit off", lang.NationalID, "0012345678", "", lang.ErrNationalID},
		{"all alike", lang.NationalID, "1111111111", "", lang.ErrNationalID},
		{"company", lang.LegalID, "۱۰۱۰۱۲۳۴۵۶۵", "10101234565", nil},
		{"company, one digit off", lang.LegalID, "10101234567", "", lang.ErrLegalID},
		{"mobile with country", lang.Mobile, "+98 912 345 6789", "09123456789", nil},
		{"mobile without zero", lang.Mobile, "9123456789", "09123456789", nil},
		{"land line", lang.Mobile, "02123456789", "", lang.ErrMobile},
		{"Sheba", lang.IBAN, "IR06 2960 0000 0010 0324 2000 01", "IR062960000000100324200001", nil},
		{"Sheba, one digit off", lang.IBAN, "IR072960000000100324200001", "", lang.ErrIBAN},
		{"postal code", lang.PostalCode, "۱۴۵۵۶-۷۸۹۰۱", "1455678901", nil},
		{"case number of 17 digits", lang.CaseNumber, "14056892000123456", "", lang.ErrCaseNumber},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tc.read(tc.in)
			if got != tc.out || !errors.Is(err, tc.err) && err != tc.err {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

func TestAmounts(t *testing.T) {
	for in, want := range map[string]int64{
		"850000000": 850000000, "۸۵۰٬۰۰۰٬۰۰۰": 850000000, "۸۵۰/۰۰۰/۰۰۰ ریال": 850000000, "٨٥٠,000 000": 850000000,
		"۸۵ میلیون": 85e6, "۱٫۲ میلیارد": 12e8, "یک میلیارد و ۲۰۰ میلیون تومان": 12e8, "هشتاد و پنج میلیون": 85e6, "۰": 0, "دویست هزار": 200000,
	} {
		if got, err := lang.ParseAmount(in); err != nil || got != want {
			t.Errorf("ParseAmount(%q) = %d, %v, want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", "پول", "-5x", "12abc", "99999999999999999999"} {
		if got, err := lang.ParseAmount(in); err == nil {
			t.Errorf("ParseAmount(%q) = %d, want a fault", in, got)
		}
	}
	for n, want := range map[int64]string{0: "صفر", 1000: "هزار", 245000000: "دویست و چهل و پنج میلیون", 12500000000: "دوازده میلیارد و پانصد میلیون", 1001: "یک هزار و یک", 21: "بیست و یک"} {
		if got := lang.Words(n); got != want {
			t.Errorf("Words(%d) = %q, want %q", n, got, want)
		}
	}
	if got := lang.Rials(800000000) + " " + lang.Toman(245); got != "۸۰۰٬۰۰۰٬۰۰۰ ریال ۲۴٫۵ تومان" {
		t.Error(got)
	}
}

// TestEveryDayOf200Years walks the calendar beside an independent implementation: year
// starts come from an astronomical table (equinox against noon in Tehran), months by rule.
func TestEveryDayOf200Years(t *testing.T) {
	file, err := os.Open("testdata/jalali_leap.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	days := 0
	for _, row := range rows[1:] {
		year, _ := strconv.Atoi(row[0])
		day, err := time.Parse(time.DateOnly, row[3])
		if err != nil {
			t.Fatal(err)
		}
		for month := 1; month <= 12; month++ {
			for d := 1; d <= lengthOf(month, row[1] == "yes"); d++ {
				got, err := lang.NewJalali(year, month, d)
				if err != nil || got.ISO() != day.Format(time.DateOnly) || got.Weekday() != day.Weekday() {
					t.Fatalf("%d/%d/%d = %s, %v, want %s", year, month, d, got.ISO(), err, day)
				}
				if y, m, dd := got.Jalali(); y != year || m != month || dd != d {
					t.Fatalf("%s reads back as %d/%d/%d", got.ISO(), y, m, dd)
				}
				if back, err := lang.ParseISO(got.ISO()); err != nil || back != got {
					t.Fatalf("%s does not come back", got.ISO())
				}
				day = day.AddDate(0, 0, 1)
				days++
			}
		}
	}
	if days != 73414 {
		t.Errorf("walked %d days, want 73,414", days)
	}
}

func lengthOf(month int, leap bool) int {
	switch {
	case month <= 6:
		return 31
	case month <= 11 || leap:
		return 30
	}
	return 29
}

func TestDatesAsTyped(t *testing.T) {
	for _, tc := range []struct {
		day, month, year, want string
		err                    error
	}{
		{"۲۵", "تیر", "۱۴۰۵", "1405/04/25", nil},
		{"25", "4", "1405", "1405/04/25", nil},
		{"۳۱", "مهر", "۱۴۰۵", "", lang.ErrDateDay},
		{"۳۰", "اسفند", "۱۴۰۴", "", lang.ErrDateDay},
		{"۳۰", "اسفند", "۱۴۰۳", "1403/12/30", nil},
		{"۱", "۱۳", "۱۴۰۵", "", lang.ErrDateMonth},
		{"۱", "۷", "۰۵", "", lang.ErrDateYear},
		{"یک", "۷", "۱۴۰۵", "", lang.ErrDate},
		{"۵", "امرداد", "۱۴۰۵", "1405/05/05", nil},
	} {
		got, err := lang.ParseDateParts(tc.day, tc.month, tc.year)
		if tc.err != nil && !errors.Is(err, tc.err) || tc.err == nil && got.String() != tc.want {
			t.Errorf("%s %s %s = %s, %v", tc.day, tc.month, tc.year, got, err)
		}
	}
	d, _ := lang.ParseJalali("1405/08/25")
	if d.Long() != "دوشنبه ۲۵ آبان ۱۴۰۵" || d.Month().Persian() != "آبان ۱۴۰۵" || d.AddDays(10).String() != "1405/09/05" {
		t.Error(d.Long(), d.Month().Persian(), d.AddDays(10))
	}
	if got := lang.DateAt(time.Date(2026, 11, 22, 20, 30, 0, 0, time.UTC)); got.String() != "1405/09/02" {
		t.Errorf("midnight in Tehran is %s", got)
	}
}
