package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// saboteur makes the k-th row that a transaction inserts, updates or deletes fail. Its count
// is part of the transaction, so it starts anew after each failure.
type saboteur struct {
	*office
	run func(statement string, args ...any)
}

func sabotage(o *office) *saboteur {
	o.t.Helper()
	names := o.tables()
	db := o.side()
	s := &saboteur{o, func(statement string, args ...any) {
		o.t.Helper()
		_, err := db.ExecContext(o.t.Context(), statement, args...)
		o.ok(err)
	}}
	s.run(`create table faults (n bigint not null, fails bigint not null)`)
	s.run(`insert into faults (n, fails) values (0, 0)`)
	for _, table := range names {
		for _, verb := range []string{"insert", "update", "delete"} {
			s.run(trap(o.engine, table, verb))
		}
	}
	return s
}

// trap counts one kind of write to one table.
func trap(e storetest.Engine, table, verb string) string {
	if e == storetest.Postgres {
		return fmt.Sprintf(`
			create or replace function fault() returns trigger language plpgsql as $$
			begin
				update faults set n = n + 1;
				if (select n = fails from faults) then
					raise exception 'planted failure';
				end if;
				return coalesce(new, old);
			end $$;
			create trigger fault_%s_%s before %s on %s for each row execute function fault()`, table, verb, verb, table)
	}
	return fmt.Sprintf(`
		create trigger fault_%s_%s before %s on %s
		begin
			update faults set n = n + 1;
			select raise(abort, 'planted failure') from faults where n = fails;
		end`, table, verb, verb, table)
}

// at sets which row fails; 0 is none.
func (s *saboteur) at(k int) {
	s.t.Helper()
	s.run(`update faults set n = 0, fails = $1`, k)
}

// TestInsertByInsertFailure lets every single write of the great transactions fail in turn
// (TRUST F21): nothing of the transaction stays, the caller is told, the next try succeeds.
func TestInsertByInsertFailure(t *testing.T) { storetest.Each(t, testInsertByInsertFailure) }

func testInsertByInsertFailure(t *testing.T, e storetest.Engine) {
	for _, tc := range []struct {
		name string
		make func(o *office, w, clerk identity.Who) string
		do   func(o *office, w, clerk identity.Who, id string) error
		want int // writes at least
	}{
		{"submit", func(o *office, w, _ identity.Who) string { return o.ready(w, "maryam") }, press, 7},
		{"cure", func(o *office, w, _ identity.Who) string {
			id := o.filed(w, "maryam")
			o.returned(w, id)
			o.edit(w, id, "نشانی درست")
			o.sign(w, id)
			return id
		}, func(o *office, w, _ identity.Who, id string) error {
			return second(o.press(w, id, "cure-"+id))
		}, 7},
		{"return", filedAt, func(o *office, _, clerk identity.Who, id string) error {
			return o.counter.Return(o.t.Context(), clerk, id, 0, remark)
		}, 3},
		{"accept", filedAt, func(o *office, _, clerk identity.Who, id string) error {
			return second(o.counter.Accept(o.t.Context(), clerk, id, 0, "شعبهٔ ۱"))
		}, 4},
		{
			"discard", func(o *office, w, _ identity.Who) string { return o.ready(w, "maryam") },
			func(o *office, w, _ identity.Who, id string) error { return o.Discard(o.t.Context(), w, id) }, 3,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			o := newOffice(t, e)
			w, clerk := o.who("maryam"), o.who("PEA-KARAJ-1")
			first := tc.make(o, w, clerk)
			s := sabotage(o)
			orphans := 0
			id := first
			for k := 1; ; k++ {
				before := o.dump()
				s.at(k)
				err := tc.do(o, w, clerk, id)
				if err == nil { // the transaction has fewer than k writes
					t.Logf("FAULT name=insert-by-insert statements=%d orphans=%d transaction=%s", k-1, orphans, tc.name)
					if k-1 < tc.want || orphans > 0 {
						t.Errorf("%d writes (want %d at least), %d left something", k-1, tc.want, orphans)
					}
					return
				}
				s.at(0)
				if !strings.Contains(err.Error(), "planted failure") {
					t.Fatalf("write %d: %v", k, err)
				}
				if after := o.dump(); after != before {
					orphans++
					t.Errorf("write %d failed and left:\n%s", k, difference(before, after))
				}
				if err := tc.do(o, w, clerk, id); err != nil {
					t.Fatalf("the try after write %d failed: %v", k, err)
				}
				id = tc.make(o, w, clerk)
			}
		})
	}
}

func press(o *office, w, _ identity.Who, id string) error {
	r, err := o.press(w, id, "key-"+id)
	if (r == nil) == (err == nil) {
		o.t.Errorf("a receipt with an error, or neither: %v", err)
	}
	return err
}

func filedAt(o *office, w, _ identity.Who) string { return o.filed(w, "maryam") }
