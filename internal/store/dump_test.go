package store_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/record"
)

type effects = record.Effects

// remark returns a paper for the address of the property.
var remark = []filing.Remark{{Fact: "lease.address", Reason: "DEF-FACTS", Text: "نشانی ملک کامل نیست؛ پلاک را بنویسید."}}

// tables names everything that the migrations made.
func (o *office) tables() (names []string) {
	o.t.Helper()
	db := o.side()
	defer db.Close()
	rows, err := db.QueryContext(o.t.Context(), `select name from sqlite_master where type = 'table' and name not like 'goose%' and name not like 'sqlite%' and name <> 'faults' order by name`)
	o.ok(err)
	defer rows.Close()
	for rows.Next() {
		var name string
		o.ok(rows.Scan(&name))
		names = append(names, name)
	}
	o.ok(rows.Err())
	return names
}

// dump is every row of every table, in one text.
func (o *office) dump() string {
	o.t.Helper()
	db := o.side()
	defer db.Close()
	var lines []string
	for _, table := range o.tables() {
		rows, err := db.QueryContext(o.t.Context(), `select * from `+table)
		o.ok(err)
		columns, err := rows.Columns()
		o.ok(err)
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		for rows.Next() {
			o.ok(rows.Scan(values...))
			line := table
			for i, v := range values {
				line += fmt.Sprintf(" %s=%v", columns[i], *v.(*any))
			}
			lines = append(lines, line)
		}
		o.ok(rows.Err())
		o.ok(rows.Close())
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
