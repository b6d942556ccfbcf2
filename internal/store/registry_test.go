package store_test

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/registry"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

var errTooEarly = registry.ErrTooEarly

func query(text string) registry.Query { return registry.Query{Text: text} }

func isFault(err, want error) bool { return errors.Is(err, want) }

func TestTheInbox(t *testing.T) { storetest.Each(t, testTheInbox) }

func testTheInbox(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, clerk, other := o.who("maryam"), o.who("PEA-KARAJ-1"), o.who("PEA-TEHRAN-1")
	first := o.filed(maryam, "maryam")
	o.pass(time.Hour)
	second := o.filed(maryam, "maryam")
	o.draft(maryam, "maryam")
	ids := func(w identity.Who, q registry.Query) (list []string) {
		t.Helper()
		found, err := o.counter.Inbox(t.Context(), w, q)
		o.ok(err)
		for _, f := range found {
			list = append(list, f.ID)
		}
		return list
	}
	f := o.read(first)
	for _, tc := range []struct {
		name string
		who  identity.Who
		q    registry.Query
		want []string
	}{
		{"what waits longest comes first", clerk, registry.Query{}, []string{first, second}},
		{"by tracking number, typed in Persian digits", clerk, query(lang.PersianDigits(f.Tracking)), []string{first}},
		{"by name, with an Arabic ye", clerk, query("مريم احمدي"), []string{first, second}},
		{"by title", clerk, registry.Query{Title: deposit}, []string{first, second}},
		{"by another title", clerk, registry.Query{Title: "PET-HEIRS"}, nil},
		{"wildcards are letters", clerk, query("%"), []string{first, second}},
		{"the neighbour's desk is empty", other, registry.Query{}, nil},
		{"and finds nothing there", other, query(f.Tracking), nil},
	} {
		if got := ids(tc.who, tc.q); !equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
	if n, err := o.counter.Waiting(t.Context(), clerk); err != nil || n != 2 {
		t.Errorf("%d wait, %v", n, err)
	}
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestAClaimKeepsColleaguesOut(t *testing.T) { storetest.Each(t, testAClaimKeepsColleaguesOut) }

func testAClaimKeepsColleaguesOut(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, clerk := o.who("maryam"), o.who("PEA-KARAJ-1")
	colleague := clerk
	colleague.Account = "account-colleague"
	id := o.filed(maryam, "maryam")
	o.ok(o.counter.Claim(t.Context(), clerk, id))
	o.ok(o.counter.Claim(t.Context(), clerk, id)) // again, her own
	for name, err := range map[string]error{
		"claim":    o.counter.Claim(t.Context(), colleague, id),
		"return":   o.counter.Return(t.Context(), colleague, id, 0, remark),
		"accept":   second(o.counter.Accept(t.Context(), colleague, id, 0, "شعبهٔ ۱")),
		"transfer": o.counter.Transfer(t.Context(), colleague, id, "PEA-TEHRAN-1", "صلاحیت محلی ندارد"),
	} {
		if !errors.Is(err, registry.ErrClaimed) {
			t.Errorf("%s by a colleague: %v", name, err)
		}
	}
	o.pass(31 * time.Minute) // she went to lunch
	o.ok(o.counter.Claim(t.Context(), colleague, id))
	o.want(o.counter.Claim(t.Context(), clerk, id), registry.ErrClaimed)
}

func TestReturnNeedsReasonsThatCanBeActedOn(t *testing.T) {
	storetest.Each(t, testReturnNeedsReasonsThatCanBeActedOn)
}

func testReturnNeedsReasonsThatCanBeActedOn(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, clerk := o.who("maryam"), o.who("PEA-KARAJ-1")
	id := o.filed(maryam, "maryam")
	long := "نشانی را کامل بنویسید."
	for _, tc := range []struct {
		name    string
		remarks []filing.Remark
		want    error
	}{
		{"no remark", nil, registry.ErrNoRemark},
		{"a reason that stands in no list", []filing.Remark{{Fact: "lease.address", Reason: "BECAUSE", Text: long}}, registry.ErrReason},
		{"pinned to nothing", []filing.Remark{{Reason: "DEF-FACTS", Text: long}}, registry.ErrPin},
		{"pinned to what was not asked", []filing.Remark{{Fact: "cheque.number", Reason: "DEF-FACTS", Text: long}}, registry.ErrPin},
		{"pinned to a document that is not asked for", []filing.Remark{{Slot: "nothing", Reason: "DEF-FACTS", Text: long}}, registry.ErrPin},
		{"a word instead of a sentence", []filing.Remark{{Fact: "lease.address", Reason: "DEF-FACTS", Text: " نه "}}, registry.ErrText},
		{"the second of two is bad", append(remark[:1:1], filing.Remark{Reason: "DEF-FACTS", Text: long}), registry.ErrPin},
	} {
		o.want(o.counter.Return(t.Context(), clerk, id, 0, tc.remarks), tc.want)
	}
	if f := o.read(id); f.State != filing.Submitted || len(f.Remarks) != 0 {
		t.Errorf("returned all the same: %+v", f)
	}
}

// TestAcceptanceEndsAsTheFamilyDoes: a pleading joins the case that it names, a declaration
// has none; neither opens a case.
func TestAcceptanceEndsAsTheFamilyDoes(t *testing.T) {
	storetest.Each(t, testAcceptanceEndsAsTheFamilyDoes)
}

func testAcceptanceEndsAsTheFamilyDoes(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	o.pass(-15 * 24 * time.Hour) // the day that the journeys were recorded on
	maryam := o.who("maryam")
	for _, tc := range []struct{ title, number, branch, told string }{
		{"PLD-EXPERT-OBJ", "140568920001234567", "شعبهٔ ۳ دادگاه عمومی حقوقی تهران", "registry.accepted.joins"},
		{"DEC-RENT", "", "", "registry.accepted.delivers"},
	} {
		journey := o.titles.Journeys(tc.title)[0].Input
		answers := maps.Clone(journey.Answers)
		answers["party.us"] = o.answers("maryam")["party.us"]
		f, err := o.Begin(t.Context(), maryam, tc.title, answers, filing.Heard{})
		o.ok(err)
		for i, slot := range journey.Attached {
			o.ok(o.Attach(t.Context(), maryam, f.ID, slot, slot+".png", bytes.NewReader(picture(i))))
		}
		review, err := o.Review(t.Context(), maryam, f.ID, lang.FA)
		o.ok(err)
		read := []string{}
		for _, p := range review.Warnings() {
			read = append(read, p.ID)
		}
		o.ok(o.Acknowledge(t.Context(), maryam, f.ID, read))
		o.sign(maryam, f.ID)
		if review.Due > 0 {
			o.pay(maryam, f.ID)
		}
		o.ok(second(o.press(maryam, f.ID, tc.title)))
		clerk := o.who("PEA-KARAJ-1")
		clerk.Standing.Authority = o.read(f.ID).Authority
		number, err := o.counter.Accept(t.Context(), clerk, f.ID, 1, "")
		o.ok(err)
		if f := o.read(f.ID); number != tc.number || f.Case != tc.number || f.Branch != tc.branch || f.State != filing.Accepted {
			t.Errorf("%s accepted as %q %q, %s", tc.title, f.Case, f.Branch, f.State)
		}
		if n := o.count(`select count(*) from cases where filing = $1`, f.ID); n != 0 {
			t.Errorf("%s opened %d cases", tc.title, n)
		}
		if n := o.count(`select count(*) from events where subject = $1 and kind = $2`, f.ID, tc.told); n != 1 {
			t.Errorf("%s: %d events %s", tc.title, n, tc.told)
		}
	}
}

// TestAnOldTabDecidesNothing: the registrar's page still shows the paper before its correction.
func TestAnOldTabDecidesNothing(t *testing.T) {
	storetest.Each(t, testAnOldTabDecidesNothing)
}

func testAnOldTabDecidesNothing(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, clerk := o.who("maryam"), o.who("PEA-KARAJ-1")
	id := o.filed(maryam, "maryam")
	o.returned(maryam, id)
	o.edit(maryam, id, "تهران، خیابان مهر، پلاک ۲۰، واحد ۵")
	o.sign(maryam, id)
	o.ok(second(o.press(maryam, id, "cure")))
	o.want(second(o.counter.Accept(t.Context(), clerk, id, 1, "شعبهٔ ۱")), registry.ErrOldView)
	o.want(o.counter.Return(t.Context(), clerk, id, 1, remark), registry.ErrOldView)
	o.ok(second(o.counter.Accept(t.Context(), clerk, id, 2, "شعبهٔ ۱")))
}

func TestTransfer(t *testing.T) { storetest.Each(t, testTransfer) }

func testTransfer(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, karaj, tehran := o.who("maryam"), o.who("PEA-KARAJ-1"), o.who("PEA-TEHRAN-1")
	id := o.filed(maryam, "maryam")
	filed := o.read(id)
	o.want(o.counter.Transfer(t.Context(), karaj, id, "PEA-NOWHERE-1", "صلاحیت ندارد"), registry.ErrAuthority)
	o.want(o.counter.Transfer(t.Context(), karaj, id, "PEA-KARAJ-1", "صلاحیت ندارد"), registry.ErrAuthority)
	o.want(o.counter.Transfer(t.Context(), karaj, id, "PEA-TEHRAN-1", "نه"), registry.ErrText)
	o.ok(o.counter.Transfer(t.Context(), karaj, id, "PEA-TEHRAN-1", "صلاحیت محلی با تهران است"))
	if _, err := o.counter.Open(t.Context(), karaj, id); !errors.Is(err, filing.ErrUnknown) {
		t.Errorf("Karaj still sees it: %v", err)
	}
	o.want(o.counter.Claim(t.Context(), karaj, id), filing.ErrUnknown)
	if n, err := o.counter.Waiting(t.Context(), tehran); err != nil || n != 1 {
		t.Errorf("%d wait at Tehran, %v", n, err)
	}
	o.ok(o.counter.Claim(t.Context(), tehran, id))
	f := o.read(id)
	if f.State != filing.Submitted || f.Authority != "PEA-TEHRAN-1" || f.AuthorityName == filed.AuthorityName || f.Tracking != filed.Tracking || !f.ReceivedAt.Equal(filed.ReceivedAt) {
		t.Errorf("arrived as %+v", f)
	}
	o.ok(o.counter.Return(t.Context(), tehran, id, 0, remark))
	o.edit(maryam, id, "نشانی دیگر")
	o.sign(maryam, id)
	_, err := o.press(maryam, id, "cure") // goes back to Tehran, not to Karaj
	o.ok(err)
	if c, err := o.Store.Content(t.Context(), id, 2); err != nil || c.Authority.Code != "PEA-TEHRAN-1" || o.read(id).Authority != "PEA-TEHRAN-1" {
		t.Errorf("cured to %v, %v", c, err)
	}
}

func TestAccept(t *testing.T) { storetest.Each(t, testAccept) }

func testAccept(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, clerk := o.who("maryam"), o.who("PEA-KARAJ-1")
	id := o.filed(maryam, "maryam")
	hash := o.read(id).Attachments[0].Hash
	path := filepath.Join(o.files, hash[:2], hash[2:])
	whole, err := os.ReadFile(path)
	o.ok(err)
	for name, spoil := range map[string]func() error{
		"gone":      func() error { return os.Remove(path) },
		"cut short": func() error { return os.WriteFile(path, whole[:9], 0o600) },
	} {
		o.ok(spoil())
		if _, err := o.counter.Accept(t.Context(), clerk, id, 0, "شعبهٔ ۱"); !errors.Is(err, registry.ErrManifest) {
			t.Errorf("accepted with a document that is %s: %v", name, err)
		}
		o.ok(os.WriteFile(path, whole, 0o600))
	}
	o.want(second(o.counter.Accept(t.Context(), clerk, id, 0, " ")), registry.ErrBranch)
	number, err := o.counter.Accept(t.Context(), clerk, id, 0, "شعبهٔ ۱")
	o.ok(err)
	if !regexp.MustCompile(`^1405[0-9]{14}$`).MatchString(number) {
		t.Errorf("case number %q", number)
	}
	f := o.read(id)
	if f.State != filing.Accepted || f.Case != number || f.Branch != "شعبهٔ ۱" || o.count(`select count(*) from cases where number = $1 and filing = $2`, number, id) != 1 {
		t.Errorf("accepted as %+v", f)
	}
	for name, err := range map[string]error{
		"accept twice": second(o.counter.Accept(t.Context(), clerk, id, 0, "شعبهٔ ۲")),
		"return":       o.counter.Return(t.Context(), clerk, id, 0, remark),
		"claim":        o.counter.Claim(t.Context(), clerk, id),
		"transfer":     o.counter.Transfer(t.Context(), clerk, id, "PEA-TEHRAN-1", "صلاحیت ندارد"),
	} {
		if !errors.Is(err, filing.ErrNotWithCourt) {
			t.Errorf("%s after acceptance: %v", name, err)
		}
	}
	o.want(o.Withdraw(t.Context(), maryam, id), filing.ErrState)
	if o.count(`select count(*) from cases`) != 1 {
		t.Error("a second case was opened")
	}
}

// TestTheRegistrarsStandingEndsBetweenReadAndDecision: revoked while the page was open.
func TestTheRegistrarsStandingEndsBetweenReadAndDecision(t *testing.T) {
	storetest.Each(t, testTheRegistrarsStandingEndsBetweenReadAndDecision)
}

func testTheRegistrarsStandingEndsBetweenReadAndDecision(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, clerk := o.who("maryam"), o.who("PEA-KARAJ-1")
	id := o.filed(maryam, "maryam")
	desk := *o.counter
	desk.Store = lateCounter{o.counter.Store, func() { o.revoke(clerk) }}
	before := o.read(id)
	o.want(second(desk.Accept(t.Context(), clerk, id, 0, "شعبهٔ ۱")), identity.ErrStandingEnded)
	if f := o.read(id); f.Version != before.Version || o.count(`select count(*) from cases`) != 0 {
		t.Errorf("decided all the same: %+v", f)
	}
}

// lateCounter lets something happen after the desk has read and before it writes.
type lateCounter struct {
	registry.Store
	happens func()
}

func (l lateCounter) Update(ctx context.Context, id string, decide func(filing.Reader, *filing.Filing) (effects, error)) error {
	l.happens()
	return l.Store.Update(ctx, id, decide)
}

func TestWithdraw(t *testing.T) { storetest.Each(t, testWithdraw) }

func testWithdraw(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, clerk := o.who("maryam"), o.who("PEA-KARAJ-1")
	draft, filed, returned := o.draft(maryam, "maryam"), o.filed(maryam, "maryam"), o.filed(maryam, "maryam")
	o.returned(maryam, returned)
	o.want(o.Withdraw(t.Context(), maryam, draft), filing.ErrState)
	o.want(o.Discard(t.Context(), maryam, filed), filing.ErrState)
	for _, id := range []string{filed, returned} {
		o.ok(o.Withdraw(t.Context(), maryam, id))
		o.want(o.Withdraw(t.Context(), maryam, id), filing.ErrState)
		o.want(o.counter.Claim(t.Context(), clerk, id), filing.ErrNotWithCourt)
		o.want(second(o.press(maryam, id, "again")), filing.ErrSubmitted)
		if f := o.read(id); f.State != filing.Withdrawn || f.ClosedAt.IsZero() {
			t.Errorf("withdrawn as %+v", f)
		}
	}
	if len(o.till.refunds) != 0 {
		t.Error("the fee of a withdrawn filing went back")
	}
}
