package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/store"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// TestCopy moves a lived-in SQLite into PostgreSQL: every table, every row, and the desks
// work on with it.
func TestCopy(t *testing.T) {
	from, to := newOffice(t, storetest.SQLite), storetest.Postgres.Address(t)
	maryam, clerk := from.who("maryam"), from.who("PEA-KARAJ-1")
	id := from.filed(maryam, "maryam")
	from.ok(from.counter.Claim(t.Context(), clerk, id))
	from.ok(from.counter.Return(t.Context(), clerk, id, 0, remark))
	receipt, err := from.Desk.Store.Receipt(t.Context(), id)
	from.ok(err)
	other := from.draft(maryam, "maryam")

	done, err := store.Copy(t.Context(), from.address, to)
	from.ok(err)
	var names []string
	rows := int64(0)
	for _, c := range done {
		names = append(names, c.Table)
		rows += c.Rows
	}
	slices.Sort(names)
	if all := from.tables(); !slices.Equal(names, all) {
		t.Errorf("copied %v of %v", names, all)
	}
	before, after := from.dump(), dump(t, storetest.Side(t, to), storetest.Postgres)
	if before != after || int(rows) != strings.Count(before, "\n")+1 {
		t.Errorf("%d rows; the databases differ:\n%s", rows, difference(before, after))
	}

	db, err := store.Open(t.Context(), to, time.Now)
	from.ok(err)
	defer db.Close()
	f, err := store.Filings{Store: db}.ByID(t.Context(), id)
	from.ok(err)
	again, err := store.Filings{Store: db}.Receipt(t.Context(), id)
	from.ok(err)
	if f.State != "returned" || string(again.JSON) != string(receipt.JSON) {
		t.Errorf("after the move: %s, %s", f.State, again.JSON)
	}
	from.Desk.Store = store.Filings{Store: db}
	from.sign(maryam, other)

	if _, err := store.Copy(t.Context(), from.address, to); !errors.Is(err, store.ErrNotEmpty) {
		t.Errorf("copied into a database with rows: %v", err)
	}
	if _, err := store.Copy(t.Context(), to, from.address); err == nil {
		t.Error("copied the wrong way")
	}
}

// TestCopyIsAllOrNothing: a row that the target refuses leaves it empty.
func TestCopyIsAllOrNothing(t *testing.T) {
	from, to := newOffice(t, storetest.SQLite), storetest.Postgres.Address(t)
	from.filed(from.who("maryam"), "maryam")
	_, err := from.side().Exec(`insert into jobs (id, kind, payload, run_at) values ('bad', 'k', cast(x'00' as text), 1)`)
	from.ok(err)
	from.ok(store.Migrate(t.Context(), to))
	if _, err := store.Copy(t.Context(), from.address, to); err == nil {
		t.Error("a text with a zero byte was copied: PostgreSQL cannot hold it")
	}
	if left := dump(t, storetest.Side(t, to), storetest.Postgres); left != "" {
		t.Errorf("it left\n%s", left)
	}
}
