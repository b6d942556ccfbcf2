package storetest

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver named "pgx"
	_ "modernc.org/sqlite"             // the driver named "sqlite"
)

// Engine is one of the two databases that the store runs on.
type Engine string

// The engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// Each runs a test once on each engine.
func Each(t *testing.T, run func(t *testing.T, e Engine)) {
	t.Helper()
	for _, e := range []Engine{SQLite, Postgres} {
		t.Run(string(e), func(t *testing.T) { run(t, e) })
	}
}

// Address is that of a fresh database, which goes with the test.
func (e Engine) Address(t testing.TB) string {
	t.Helper()
	if e == Postgres {
		return Shared(t).Database(t)
	}
	return "sqlite:" + filepath.Join(t.TempDir(), "t.db")
}

// Side opens a second way into the database at an address, past the store.
func Side(t testing.TB, address string) *sql.DB {
	t.Helper()
	driver, source := "pgx", address
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok {
		driver, source = "sqlite", "file:"+path+"?_pragma=busy_timeout(20000)"
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// Tables names everything that the migrations made; a partition belongs to its table.
func Tables(t testing.TB, db *sql.DB, e Engine) (names []string) {
	t.Helper()
	query := `select name from sqlite_master where type = 'table' and name not like 'goose%' and name not like 'sqlite%' and name <> 'faults' order by name`
	if e == Postgres {
		query = `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
			and relname not like 'goose%' and relname <> 'faults' order by relname`
	}
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return names
}
