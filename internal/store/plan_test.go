package store

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// TestNoQueryReadsAWholeTable asks each engine how it would carry out every statement of the
// package. Tables grow by millions a year: whatever people wait for goes through an index.
func TestNoQueryReadsAWholeTable(t *testing.T) {
	storetest.Each(t, func(t *testing.T, e storetest.Engine) {
		address := e.Address(t)
		openAt(t, address)
		db := storetest.Side(t, address)
		conn, err := db.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		plan := sqlitePlan
		if e == storetest.Postgres {
			plan = postgresPlan
		}
		texts := map[string]string{} // each once, with one place
		for where, text := range statements(t) {
			if flat := strings.Join(strings.Fields(text), " "); planned.MatchString(flat) && !unplanned.MatchString(flat) {
				texts[flat] = where
			}
		}
		if len(texts) < 40 {
			t.Errorf("only %d statements were found: the test went blind", len(texts))
		}
		for text, where := range texts {
			steps, err := plan(t.Context(), conn, text)
			if err != nil {
				t.Errorf("%s: %v\n%s", where, err, text)
				continue
			}
			for _, step := range steps {
				if m := scan.FindStringSubmatch(step); m != nil && !small[m[1]] {
					t.Errorf("%s reads all of %s: %s\n%s", where, m[1], step, text)
				}
			}
		}
	})
}

var (
	planned   = regexp.MustCompile(`^\s*(select|update|delete|with)\s`)
	unplanned = regexp.MustCompile(`pg_|current_setting|sqlite_version|%s|from$` + // of one engine, or a part of a statement
		`|limit \$3$` + // claimJobs goes on with the engine's own words; jobsDue asks the same
		`|from filings as f where f.content_number > 0|select digest from leaves order by seq`) // fsck reads everything
	scan  = regexp.MustCompile(`(?:SCAN|Seq Scan on) (\w+)`)
	small = map[string]bool{
		"releases": true, "reviews": true, // decisions of people
		"due": true, "own": true, // of one statement, with a limit
	}
)

func sqlitePlan(ctx context.Context, db *sql.Conn, text string) ([]string, error) {
	args := make([]any, strings.Count(text, "$"))
	rows, err := db.QueryContext(ctx, "explain query plan "+text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
	return steps, rows.Err()
}

// postgresPlan is the plan for any arguments, with nothing known of the table's size.
func postgresPlan(ctx context.Context, db *sql.Conn, text string) (steps []string, err error) {
	nulls := make([]string, strings.Count(text, "$"))
	for i := range nulls {
		nulls[i] = "null"
	}
	execute := "execute plan"
	if len(nulls) > 0 {
		execute += "(" + strings.Join(nulls, ", ") + ")"
	}
	for _, s := range []string{"set enable_seqscan = off", "set plan_cache_mode = force_generic_plan", "prepare plan as " + text} {
		if _, err := db.ExecContext(ctx, s); err != nil {
			return nil, fmt.Errorf("%s: %w", s, err)
		}
	}
	defer func() { _, _ = db.ExecContext(ctx, "deallocate plan") }()
	rows, err := db.QueryContext(ctx, "explain "+execute)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var step string
		if err := rows.Scan(&step); err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
	return steps, rows.Err()
}
