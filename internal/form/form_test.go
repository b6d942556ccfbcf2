package form_test

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func title(t testing.TB, code string) (*form.Title, form.Input) {
	t.Helper()
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	found, ok := c.Title(code)
	if !ok {
		t.Fatalf("no title %s", code)
	}
	in := c.Journeys(code)[0].Input
	in.Answers = maps.Clone(in.Answers)
	return found, in
}

func run(t testing.TB, title *form.Title, in form.Input) *form.Result {
	t.Helper()
	r, err := title.Run(in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestParse(t *testing.T) {
	deposit, _ := title(t, "PET-DEPOSIT")
	today, _ := lang.NewJalali(1405, 8, 10)
	for _, tc := range []struct {
		name, fact string
		raw        form.Raw
		want       any
		err        error
	}{
		{"yes", "lease.written", form.Raw{Text: "yes"}, true, nil},
		{"neither yes nor no", "lease.written", form.Raw{Text: "شاید"}, nil, form.ErrYesNo},
		{"nothing", "lease.written", form.Raw{Text: " "}, nil, form.ErrRequired},
		{"rials in Persian digits", "lease.deposit", form.Raw{Text: "۹۰۰٬۰۰۰٬۰۰۰", Unit: "rial"}, int64(900_000_000), nil},
		{"toman times ten", "lease.deposit", form.Raw{Text: "90000000", Unit: "toman"}, int64(900_000_000), nil},
		{"toman in words", "lease.deposit", form.Raw{Text: "۹۰ میلیون تومان", Unit: "toman"}, int64(900_000_000), nil},
		{"85 toman means millions", "lease.deposit", form.Raw{Text: "۸۵", Unit: "toman"}, nil, form.ErrAmountLow},
		{"85 toman, and sure of it", "lease.deposit", form.Raw{Text: "۸۵", Unit: "toman", Sure: true}, int64(850), nil},
		{"nothing given back is zero, not low", "lease.deposit_returned", form.Raw{Text: "۰", Unit: "toman"}, int64(0), nil},
		{"below the least", "lease.deposit", form.Raw{Text: "0", Unit: "rial"}, nil, form.ErrTooSmall},
		{"letters for an amount", "lease.deposit", form.Raw{Text: "زیاد", Unit: "rial"}, nil, lang.ErrAmount},
		{"a date in three fields", "lease.start", form.Raw{Day: "۱", Month: "مهر", Year: "۱۴۰۳"}, "2024-09-22", nil},
		{"30 Esfand of a common year", "lease.start", form.Raw{Day: "30", Month: "12", Year: "1404"}, nil, lang.ErrDateDay},
		{"31 Mehr", "lease.start", form.Raw{Day: "31", Month: "7", Year: "1404"}, nil, lang.ErrDateDay},
		{"a day that has not come", "lease.vacated_on", form.Raw{Text: "1405/08/11"}, nil, form.ErrFuture},
		{"an option", "lease.landlord_says", form.Raw{Text: "damage"}, "damage", nil},
		{"no option", "lease.landlord_says", form.Raw{Text: "x"}, nil, form.ErrOption},
		{"an optional list, left out", "lease.handover_proof", form.Raw{}, nil, nil},
		{"two of the options", "lease.handover_proof", form.Raw{Texts: []string{"minutes", "witness"}}, []string{"minutes", "witness"}, nil},
		{"one option twice", "lease.handover_proof", form.Raw{Texts: []string{"minutes", "minutes"}}, nil, form.ErrOption},
		{"a county by its key", "lease.county", form.Raw{Text: "karaj"}, "karaj", nil},
		{"a county with Arabic letters", "lease.county", form.Raw{Text: "كرج"}, "karaj", nil},
		{"a place that is none", "lease.county", form.Raw{Text: "زرافه‌آباد"}, nil, form.ErrPlaceUnknown},
		{"several places of one name", "lease.county", form.Raw{Text: "علی آباد"}, nil, form.ErrPlaceAmbiguous},
		{"Arabic letters are mended", "lease.address", form.Raw{Text: "خيابان بهار، كوچه ۲"}, "خیابان بهار، کوچه ۲", nil},
		{"not a fact", "lease.nothing", form.Raw{Text: "x"}, nil, form.ErrUnknownFact},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.raw.Today = today
			got, err := deposit.Parse(tc.fact, tc.raw)
			if !errors.Is(err, tc.err) || !reflect.DeepEqual(got, tc.want) {
				t.Errorf("Parse = %#v, %v; want %#v, %v", got, err, tc.want, tc.err)
			}
		})
	}
}

func TestLowAmountOffersItsMeanings(t *testing.T) {
	deposit, _ := title(t, "PET-DEPOSIT")
	_, err := deposit.Parse("lease.deposit", form.Raw{Text: "85", Unit: "toman"})
	f, _ := fault.As(err)
	want := []int64{850, 850_000_000, 850_000_000_000}
	if f == nil || !reflect.DeepEqual(f.Params["meanings"], want) {
		t.Errorf("meanings %v, want %v", f, want)
	}
}

func TestParseItemDropsWhatIsNotAsked(t *testing.T) {
	deposit, _ := title(t, "PET-DEPOSIT")
	item, wrong := deposit.ParseItem("party.them", map[string]form.Raw{
		"kind": {Text: "legal"}, "name": {Text: "شرکت آفتاب"}, "legal_id": {Text: "۱۰۱۰۱۲۳۴۵۶۵"}, "national_id": {Text: "0012345679"},
	})
	want := map[string]any{"kind": "legal", "name": "شرکت آفتاب", "legal_id": "10101234565"}
	if len(wrong) > 0 || !reflect.DeepEqual(item, want) {
		t.Errorf("item %v, wrong %v; want %v", item, wrong, want)
	}
	if _, wrong = deposit.ParseItem("party.them", map[string]form.Raw{"kind": {Text: "natural"}, "name": {Text: "حسن"}, "national_id": {Text: "0012345678"}}); wrong["national_id"] == nil {
		t.Error("a wrong national id was taken")
	}
	names := []string{}
	for _, q := range deposit.ItemFields("party.them", map[string]any{"kind": "unknown"}, lang.FA) {
		names = append(names, q.Fact)
	}
	if slices.Contains(names, "name") || !slices.Contains(names, "address") {
		t.Errorf("of an unknown person, %v is asked", names)
	}
}

// An answer that is off the path is unknown, but stays where it was.
func TestHiddenAnswersAreUnknown(t *testing.T) {
	deposit, in := title(t, "PET-DEPOSIT")
	in.Answers["lease.vacated"] = false
	r := run(t, deposit, in)
	if text := paper(r); !strings.Contains(text, "آمادگی خود را برای تخلیه") || strings.Contains(text, "تخلیه و به") {
		t.Errorf("the paper speaks of a handover that is off the path:\n%s", text)
	}
	if in.Answers["lease.vacated_on"] == nil {
		t.Error("the answer is lost")
	}
}

// Without any answer nothing fires: conditions fire on true alone.
func TestEmptyDraft(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, title := range c.Titles() {
		day, _ := lang.NewJalali(1405, 8, 10)
		r := run(t, title, form.Input{Today: day, Standing: "citizen"})
		for _, p := range r.Problems {
			if !strings.HasPrefix(p.ID, "missing:") && !strings.HasPrefix(p.ID, "attach:") {
				t.Errorf("%s: %s fires on an empty draft", title.Code, p.ID)
			}
		}
		known := r.Authority != nil && !slices.Contains([]string{"case", "country"}, c.Library().Bodies[r.Authority.Kind].Reach)
		if !r.Stops() || len(r.Missing) == 0 || known {
			t.Errorf("%s: an empty draft could be sent", title.Code)
		}
	}
}

func TestWholeDraftDoesNotStop(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, title := range c.Titles() {
		in := c.Journeys(title.Code)[0].Input
		if r := run(t, title, in); r.Stops() {
			t.Errorf("%s: the first journey stops: %+v, blank %v, missing %v", title.Code, r.Problems, r.Blank, r.Missing)
		}
	}
}

// A program may send anything: what does not fit its type is a problem, never a panic.
func TestStrangeAnswers(t *testing.T) {
	deposit, in := title(t, "PET-DEPOSIT")
	strange := []any{"x", int64(-5), 1.5, true, []string{"x"}, []map[string]any{{"kind": 7}}, map[string]any{"a": 1}}
	for name := range maps.Clone(in.Answers) {
		for _, v := range strange {
			draft := in
			draft.Answers = maps.Clone(in.Answers)
			draft.Answers[name] = v
			if r := run(t, deposit, draft); !r.Stops() && !reflect.DeepEqual(v, in.Answers[name]) && v != true && v != "x" {
				t.Errorf("%s = %v was taken", name, v)
			}
		}
	}
}

func TestAnswersSurviveJSON(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, title := range c.Titles() {
		for _, j := range c.Journeys(title.Code) {
			data, err := json.Marshal(j.Input.Answers)
			if err != nil {
				t.Fatal(err)
			}
			got, err := form.DecodeAnswers(data)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, j.Input.Answers) {
				t.Errorf("%s %s: %v came back as %v", title.Code, j.ID, j.Input.Answers, got)
			}
		}
	}
}

func TestSeveralRunsAtOnce(t *testing.T) {
	deposit, in := title(t, "PET-DEPOSIT")
	want := paper(run(t, deposit, in))
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			mine := in
			if mine.Locale = lang.FA; i%2 == 0 {
				mine.Locale = lang.EN
			}
			if r, err := deposit.Run(mine); err != nil || paper(r) != want {
				t.Errorf("run %d differs: %v", i, err)
			}
		})
	}
	all.Wait()
}

func TestFeeParts(t *testing.T) {
	row := form.FeeRow{Parts: []form.FeePart{{Upto: 200_000_000, Permille: 25}, {Permille: 35}}}
	for sum, want := range map[int64]int64{0: 0, 1: 0, 39: 0, 40: 1, 200_000_000: 5_000_000, 800_000_000: 26_000_000, 200_000_029: 5_000_001} {
		if got := row.Of(sum); got != want {
			t.Errorf("Of(%d) = %d, want %d", sum, got, want)
		}
	}
}

func paper(r *form.Result) string {
	var lines []string
	for _, p := range r.Document {
		lines = append(lines, p.Text)
	}
	return strings.Join(lines, "\n")
}

func FuzzDecodeAnswers(f *testing.F) {
	f.Add([]byte(`{"a":1,"b":["x"],"c":[{"d":true}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		answers, err := form.DecodeAnswers(data)
		if err != nil {
			return
		}
		again, err := json.Marshal(answers)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := form.DecodeAnswers(again); err != nil || !reflect.DeepEqual(back, answers) {
			t.Errorf("%s came back as %v, %v", data, back, err)
		}
	})
}

// A page of questions shows what a review shows, whichever was worked out.
func TestAskIsTheFirstPartOfARun(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, title := range c.Titles() {
		for _, j := range c.Journeys(title.Code) {
			for _, loc := range []lang.Locale{lang.FA, lang.EN} {
				in := j.Input
				in.Locale = loc
				path, err := title.Ask(in)
				if err != nil {
					t.Fatal(err)
				}
				whole := run(t, title, in).Path
				whole.Problems = whole.Problems[:min(len(path.Problems), len(whole.Problems))]
				if len(path.Problems) == 0 {
					path.Problems, whole.Problems = nil, nil
				}
				if !reflect.DeepEqual(*path, whole) {
					t.Errorf("%s, journey %s, %s: what is asked differs from a review's", title.Code, j.ID, loc)
				}
			}
		}
	}
}
