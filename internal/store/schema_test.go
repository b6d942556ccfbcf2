package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// TestSchema shows a review what the migrations come to. Renew with make golden.
func TestSchema(t *testing.T) {
	s := open(t, storetest.SQLite)
	rows, err := s.reads.QueryContext(t.Context(), `
		select sql
		from sqlite_master
		where sql is not null and tbl_name not like 'goose%' and name not like 'sqlite%'
		order by tbl_name, type desc, name`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		b.WriteString(strings.NewReplacer("CREATE TABLE", "create table", "CREATE INDEX", "create index", "CREATE UNIQUE INDEX", "create unique index").Replace(text) + ";\n\n")
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	golden(t, "schema.sql", b.String())
}

// TestBothEnginesHoldTheSameTables: a variant of a migration may part, its tables may not.
func TestBothEnginesHoldTheSameTables(t *testing.T) {
	columns := map[storetest.Engine]string{}
	storetest.Each(t, func(t *testing.T, e storetest.Engine) {
		address := e.Address(t)
		openAt(t, address)
		db := storetest.Side(t, address)
		for _, table := range storetest.Tables(t, db, e) {
			rows, err := db.QueryContext(t.Context(), `select * from `+table)
			if err != nil {
				t.Fatal(err)
			}
			names, err := rows.Columns()
			if err := errors.Join(err, rows.Err(), rows.Close()); err != nil {
				t.Fatal(err)
			}
			columns[e] += table + "(" + strings.Join(names, ", ") + ")\n"
		}
	})
	if columns[storetest.Postgres] != "" && columns[storetest.SQLite] != columns[storetest.Postgres] {
		t.Errorf("SQLite:\n%sPostgreSQL:\n%s", columns[storetest.SQLite], columns[storetest.Postgres])
	}
}

// golden compares with testdata/name, or writes it when TARAZU_UPDATE is set.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("TARAZU_UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Errorf("%s is not what the migrations make (%v); run make golden and read the diff. Got:\n%s", path, err, got)
	}
}
