package store_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/tarazu-justice/tarazu/catalogs"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// Tomorrow of the office's first day, and what is planted for it.
const tomorrow = "1405/08/26"

// planted is the catalogue with one text of one file changed.
func planted(t *testing.T, file, was, is string) shelf {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(catalogs.Iran(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(catalogs.Iran(), name)
		if name == file {
			if !strings.Contains(string(data), was) {
				t.Fatalf("%s holds no %q", file, was)
			}
			data = []byte(strings.Replace(string(data), was, is, 1))
		}
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return shelf{c}
}

// overnight are changes that begin tomorrow.
var overnight = []struct {
	name, file, was, is string
	court, fee          bool
	due                 int64 // after she confirmed it
}{
	{
		"the fee rose", "tables/fees.yaml", "  civil.nonfinancial:\n",
		"      - {from: " + tomorrow + ", parts: [{upto: 200000000, permille: 30}, {permille: 40}], verified: no}\n  civil.nonfinancial:\n",
		false, true, 4_000_000,
	},
	{
		"the fee fell", "tables/fees.yaml", "  civil.nonfinancial:\n",
		"      - {from: " + tomorrow + ", parts: [{upto: 200000000, permille: 20}, {permille: 30}], verified: no}\n  civil.nonfinancial:\n",
		false, true, 0,
	},
	{
		"the court closed", "tables/authorities.csv", "PEA-KARAJ-1,peace,karaj,IR-30,دادگاه صلح کرج,Peace Court of Karaj,no,report,,,\n",
		"PEA-KARAJ-1,peace,karaj,IR-30,دادگاه صلح کرج,Peace Court of Karaj,no,report,," + tomorrow + ",\n" +
			"PEA-KARAJ-2,peace,karaj,IR-30,دادگاه صلح نوبنیاد کرج,New Peace Court of Karaj,no,report," + tomorrow + ",,\n",
		true, false, 0,
	},
}

// TestWhatMovedOvernightIsSaid: she signed and paid in the evening and files in the morning.
// Nothing goes on before she saw what is otherwise, and nothing is lost.
func TestWhatMovedOvernightIsSaid(t *testing.T) { storetest.Each(t, testWhatMovedOvernightIsSaid) }

func testWhatMovedOvernightIsSaid(t *testing.T, e storetest.Engine) {
	for _, tc := range overnight {
		t.Run(tc.name, func(t *testing.T) {
			o := newOffice(t, e)
			o.t = t
			o.titles = planted(t, tc.file, tc.was, tc.is)
			o.Titles = o.titles
			maryam := o.who("maryam")
			id := o.ready(maryam, "maryam")
			evening, err := o.Review(t.Context(), maryam, id, "fa")
			o.ok(err)
			if evening.Moves().Any() {
				t.Fatalf("moved at once: %+v", evening.Moves())
			}
			o.pass(24 * time.Hour)
			before := o.dump()
			o.want(second(o.press(maryam, id, "k")), filing.ErrMoved)
			o.want(second(o.Pay(t.Context(), maryam, id, "/")), filing.ErrMoved)
			o.want(o.Confirm(t.Context(), maryam, id, evening.Seen(), nil), filing.ErrMoved) // a page of the evening
			if after := o.dump(); after != before {
				t.Errorf("a refusal left something:\n%s", difference(before, after))
			}
			morning, err := o.Review(t.Context(), maryam, id, "fa")
			o.ok(err)
			moves := morning.Moves()
			if moves.Court != tc.court || moves.Fee != tc.fee || moves.Was.Fee != depositFee || moves.Was.Name != "دادگاه صلح کرج" {
				t.Errorf("says %+v", moves)
			}
			o.ok(o.Confirm(t.Context(), maryam, id, morning.Seen(), nil))
			if n := len(o.read(id).Unsigned()); (n > 0) != tc.court {
				t.Errorf("%d have to sign again", n)
			}
			if tc.court {
				o.sign(maryam, id)
			}
			if tc.due > 0 {
				again, err := o.Review(t.Context(), maryam, id, "fa")
				o.ok(err)
				if again.Due != tc.due {
					t.Errorf("%d are due, want %d", again.Due, tc.due)
				}
				o.pay(maryam, id)
			}
			o.ok(second(o.press(maryam, id, "k")))
			if f := o.read(id); tc.court && f.Authority != "PEA-KARAJ-2" {
				t.Errorf("it went to %s", f.Authority)
			}
		})
	}
}

// TestHerOwnChangeIsNoMove: another claim makes another fee, and nobody speaks of the night.
func TestHerOwnChangeIsNoMove(t *testing.T) { storetest.Each(t, testHerOwnChangeIsNoMove) }

func testHerOwnChangeIsNoMove(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.ready(maryam, "maryam")
	o.ok(o.Save(t.Context(), maryam, id, filing.Edit{Set: form.Answers{"lease.deposit": int64(950_000_000)}}))
	review, err := o.Review(t.Context(), maryam, id, "fa")
	o.ok(err)
	if review.Moves().Any() {
		t.Errorf("says %+v", review.Moves())
	}
	o.want(second(o.press(maryam, id, "k")), filing.ErrUnsigned)
}

// TestAnotherLanguageIsNoMove: the check page in English names the same court.
func TestAnotherLanguageIsNoMove(t *testing.T) { storetest.Each(t, testAnotherLanguageIsNoMove) }

func testAnotherLanguageIsNoMove(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	id := o.ready(maryam, "maryam")
	english, err := o.Review(t.Context(), maryam, id, "en")
	o.ok(err)
	if english.Moves().Any() {
		t.Errorf("says %+v", english.Moves())
	}
	o.ok(o.Confirm(t.Context(), maryam, id, english.Seen(), nil))
	o.ok(second(o.press(maryam, id, "k")))
}

// TestANewerVersionIsSeenBeforeItIsTaken: DEC-RENT renamed one fact and dropped two.
func TestANewerVersionIsSeenBeforeItIsTaken(t *testing.T) {
	storetest.Each(t, testANewerVersionIsSeenBeforeItIsTaken)
}

func testANewerVersionIsSeenBeforeItIsTaken(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam := o.who("maryam")
	f, err := o.Begin(t.Context(), maryam, "DEC-RENT", form.Answers{}, filing.Heard{})
	o.ok(err)
	o.ok(o.Store.Update(t.Context(), f.ID, func(_ filing.Reader, f *filing.Filing) (e effects, err error) {
		f.TitleVersion = 1
		f.Answers = form.Answers{"lease.written": true, "lease.grace": int64(10), "lease.start": "2025-09-16", "lease.end": "2026-09-15"}
		return e, nil
	}))
	before := o.dump()
	review, err := o.Review(t.Context(), maryam, f.ID, "fa")
	o.ok(err)
	ahead, err := o.Ahead(review, "fa")
	o.ok(err)
	if !review.Outdated() || ahead.Renamed["lease.grace"] != "lease.pay_within" || len(ahead.Stay) != 1 || ahead.Stay[0] != "lease.written" ||
		strings.Join(ahead.Aside, " ") != "lease.end lease.start" || len(ahead.Asked) == 0 {
		t.Errorf("the preview says %+v", ahead)
	}
	o.want(second(o.press(maryam, f.ID, "k")), filing.ErrOutdated)
	if after := o.dump(); after != before {
		t.Errorf("looking left something:\n%s", difference(before, after))
	}
	o.ok(o.Upgrade(t.Context(), maryam, f.ID))
	o.want(o.Upgrade(t.Context(), maryam, f.ID), filing.ErrState)
	now := o.read(f.ID)
	if now.TitleVersion != 2 || now.Answers["lease.pay_within"] != int64(10) || now.Answers["lease.grace"] != nil || now.Answers["lease.start"] == nil {
		t.Errorf("version %d holds %v", now.TitleVersion, now.Answers)
	}
}
