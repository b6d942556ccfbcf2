package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/registry"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// TestPages reads lists in pieces, some rows of one instant among them: each row once.
func TestPages(t *testing.T) { storetest.Each(t, testPages) }

func testPages(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	maryam, clerk := o.who("maryam"), o.who("PEA-KARAJ-1")
	for range 3 {
		o.filed(maryam, "maryam")
		o.filed(maryam, "maryam")
		o.pass(time.Minute)
	}
	mine := pieces(t, func(f *filing.Filing) time.Time { return f.CreatedAt }, func(after filing.Cursor) ([]*filing.Filing, error) {
		return o.Page(t.Context(), maryam, after, 2)
	})
	inbox := func(state filing.State) []string {
		return pieces(t, func(f *filing.Filing) time.Time { return f.ReceivedAt }, func(after filing.Cursor) ([]*filing.Filing, error) {
			return o.counter.Inbox(t.Context(), clerk, registry.Query{State: state, After: after, Limit: 2})
		})
	}
	waiting := inbox("")
	if len(mine) != 6 || len(waiting) != 6 {
		t.Errorf("read %d of one's own and %d that wait, want 6 each", len(mine), len(waiting))
	}
	for _, id := range waiting[:3] {
		o.ok(o.counter.Return(t.Context(), clerk, id, 0, remark))
	}
	if back := inbox(filing.Returned); len(back) != 3 || len(inbox("")) != 3 {
		t.Errorf("read %d returned ones", len(back))
	}
}

// pieces reads a list to its end; a row that comes twice is an error.
func pieces(t *testing.T, at func(*filing.Filing) time.Time, read func(filing.Cursor) ([]*filing.Filing, error)) (ids []string) {
	t.Helper()
	var after filing.Cursor
	for range 10 {
		list, err := read(after)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list {
			if slices.Contains(ids, f.ID) {
				t.Errorf("%s comes twice", f.ID)
			}
			ids = append(ids, f.ID)
			after = filing.Cursor{At: at(f), ID: f.ID}
		}
		if len(list) == 0 {
			break
		}
	}
	return ids
}
