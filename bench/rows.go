package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver named "pgx"
	_ "modernc.org/sqlite"             // the driver named "sqlite"
)

// written names what one submission writes, in an order that keeps references, and the
// columns that have to be new in each copy. The row of the filing stands for its update.
var written = []struct {
	table  string
	fresh  []string
	filing string // column that names the filing
}{
	{"filings", []string{"tracking", "link"}, "id"},
	{"contents", nil, "filing"},
	{"receipts", nil, "filing"},
	{"submission_keys", []string{"key"}, "filing"},
	{"events", []string{"id"}, "subject"},
	{"leaves", []string{"seq"}, ""},
	{"jobs", []string{"id"}, ""},
}

// row is one row of a submission; columns in how stand for what is new in each copy.
type row struct {
	table   string
	columns []string
	values  []any
	how     []string // "", "id" of the filing, "new"
}

func raw(address string) (*sql.DB, error) {
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok {
		return sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=cache_size(-65536)&_txlock=immediate")
	}
	return sql.Open("pgx", address)
}

// keys lists what a table holds, to find what a submission adds.
func keys(ctx context.Context, db *sql.DB, table, column string) (map[string]bool, error) {
	rows, err := db.QueryContext(ctx, "select cast("+column+" as text) from "+table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := map[string]bool{}
	for rows.Next() {
		var k string
		if err := rows.Scan(&k); err != nil {
			return nil, err
		}
		found[k] = true
	}
	return found, rows.Err()
}

// rowsOf submits one draft and reads back every row that it wrote.
func rowsOf(ctx context.Context, w *world, p *presser) (list []row, err error) {
	db, err := raw(w.address)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	before := map[string]map[string]bool{}
	for _, t := range written {
		if t.fresh != nil && t.table != "filings" {
			if before[t.table], err = keys(ctx, db, t.table, t.fresh[0]); err != nil {
				return nil, err
			}
		}
	}
	id := w.drafts[p.next.Load()].id
	if _, err := p.turn(ctx, 1, 1, time.Minute); err != nil {
		return nil, err
	}
	for _, t := range written {
		where := ""
		if t.filing != "" {
			where = " where " + t.filing + " = '" + id + "'"
		}
		found, err := readRows(ctx, db, t.table, where)
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			for i, c := range r.columns {
				switch {
				case c == t.filing:
					r.how[i] = "id"
				case t.fresh != nil && contains(t.fresh, c):
					r.how[i] = "new"
				}
				if t.table != "filings" && t.fresh != nil && c == t.fresh[0] && before[t.table][fmt.Sprint(r.values[i])] {
					r.table = "" // was there before
				}
			}
			if r.table != "" {
				list = append(list, r)
			}
		}
	}
	return list, nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func readRows(ctx context.Context, db *sql.DB, table, where string) (list []row, err error) {
	rows, err := db.QueryContext(ctx, "select * from "+table+where)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		r := row{table: table, columns: columns, values: make([]any, len(columns)), how: make([]string, len(columns))}
		into := make([]any, len(columns))
		for i := range into {
			into[i] = &r.values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, rows.Err()
}

// size is how many bytes the rows hold.
func size(list []row) (n int) {
	for _, r := range list {
		for _, v := range r.values {
			n += len(fmt.Sprint(v))
		}
	}
	return n
}

// content is the size of the submitted words alone.
func content(list []row) int {
	for _, r := range list {
		for i, c := range r.columns {
			if r.table == "contents" && c == "body" {
				return len(fmt.Sprint(r.values[i]))
			}
		}
	}
	return 0
}

func (r row) insert() string {
	places := make([]string, len(r.columns))
	for i := range places {
		places[i] = fmt.Sprintf("$%d", i+1)
	}
	return "insert into " + r.table + " (" + strings.Join(r.columns, ", ") + ") values (" + strings.Join(places, ", ") + ")"
}
