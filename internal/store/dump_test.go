package store_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

type effects = record.Effects

// remark returns a paper for the address of the property.
var remark = []filing.Remark{{Fact: "lease.address", Reason: "DEF-FACTS", Text: "نشانی ملک کامل نیست؛ پلاک را بنویسید."}}

func (o *office) tables() []string {
	o.t.Helper()
	return storetest.Tables(o.t, o.side(), o.engine)
}

// dump is every row of every table, in one text.
func (o *office) dump() string {
	o.t.Helper()
	return dump(o.t, o.side(), o.engine)
}

func dump(t testing.TB, db *sql.DB, e storetest.Engine) string {
	t.Helper()
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var lines []string
	for _, table := range storetest.Tables(t, db, e) {
		rows, err := db.QueryContext(t.Context(), `select * from `+table)
		ok(err)
		columns, err := rows.Columns()
		ok(err)
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		for rows.Next() {
			ok(rows.Scan(values...))
			line := table
			for i, v := range values {
				line += fmt.Sprintf(" %s=%v", columns[i], *v.(*any))
			}
			lines = append(lines, line)
		}
		ok(rows.Err())
		ok(rows.Close())
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// difference shows the lines of either text that the other lacks.
func difference(before, after string) string {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	var out []string
	for _, line := range a {
		if !slices.Contains(b, line) {
			out = append(out, "- "+line)
		}
	}
	for _, line := range b {
		if !slices.Contains(a, line) {
			out = append(out, "+ "+line)
		}
	}
	return strings.Join(out, "\n")
}
