package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// rowsOfPast are the tables in which a filed paper leaves rows, with what has to differ in
// copy i of it. Places in braces stand for the model.
var rowsOfPast = []struct {
	table, of string
	differs   map[string]string
}{
	{"filings", "id", map[string]string{
		"tracking": "'t' || cast(i as text)", "link": link, "owner": "case when i <= 20 then '{reader}' else 'o' || cast(i / 5 as text) end",
		"owner_national_id": "case when i <= 20 then '{national}' else 'n' || cast(i / 5 as text) end",
		"authority":         "case when i <= 200 then authority else 'A' || cast(i % 300 as text) end",
		"state":             "case when i <= 200 or i % 10 = 0 then 'submitted' else 'accepted' end",
		"received_at":       "received_at - i * 1000000", "created_at": "created_at - i * 1000000", "saved_at": "saved_at - i * 1000000",
	}},
	{"signers", "filing", map[string]string{"national_id": "case when i <= 20 then '{national}' else 'n' || cast(i / 5 as text) end"}},
	{"contents", "filing", nil},
	{"receipts", "filing", nil},
	{"submission_keys", "filing", map[string]string{"key": "'k' || cast(i as text)"}},
	{"events", "subject", map[string]string{"id": "id || '-' || cast(i as text)"}},
	{"leaves", "seq", map[string]string{"seq": "seq + i"}},
}

// scattered makes an id that lies anywhere in an index, as ids made by chance do.
const (
	scattered = "'s' || cast((i * 2654435761) % 4294967296 as text) || 'x' || cast(i as text)"
	link      = "'l' || cast((i * 2654435761) % 4294967296 as text) || 'x' || cast(i as text)"
)

// seed fills a world with n filings of the past, straight into the tables: copies of one that
// was filed, with other people, courts, times and numbers. Two hundred wait at the measured
// court and twenty are the reader's, whatever n is.
func (w *world) seed(ctx context.Context, n int) error {
	db, err := raw(w.address)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	lite := strings.HasPrefix(w.address, "sqlite:")
	if err := each(ctx, db, hurry[lite]); err != nil {
		return err
	}
	var model string
	if err := db.QueryRowContext(ctx, "select id from filings where state = 'submitted'").Scan(&model); err != nil {
		return err
	}
	for from := 1; from <= n; from += 200_000 {
		if err := w.seedSome(ctx, db, model, from, min(n, from+199_999)); err != nil {
			return err
		}
	}
	err = errors.Join(each(ctx, db, calm[lite]), db.Close())
	if path, ok := strings.CutPrefix(w.address, "sqlite:"); ok && err == nil {
		err = onDisk(path)
	}
	return err
}

// onDisk waits until the system has written a file. Else the first sync of the program that
// is measured would write gigabytes of ours: it took four seconds.
func onDisk(path string) error {
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// hurry and calm are said before and after seeding, to SQLite and to PostgreSQL: nobody else
// is there, and what is lost with the machine is seeded again.
var (
	hurry = map[bool][]string{
		true:  {"pragma journal_mode = off", "pragma synchronous = off", "pragma foreign_keys = off", "pragma cache_size = -2000000", "pragma locking_mode = exclusive"},
		false: {"set synchronous_commit = off", "set session_replication_role = replica"},
	}
	calm = map[bool][]string{
		true:  {"analyze", "pragma locking_mode = normal", "pragma journal_mode = wal", "pragma synchronous = full"},
		false: {"vacuum analyze", "checkpoint"}, // as autovacuum would
	}
)

func each(ctx context.Context, db *sql.DB, statements []string) error {
	for _, text := range statements {
		if _, err := db.ExecContext(ctx, text); err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
	}
	return nil
}

func (w *world) seedSome(ctx context.Context, db *sql.DB, model string, from, to int) error {
	reader := w.models[len(w.models)-1]
	fill := strings.NewReplacer("{reader}", reader.Owner, "{national}", reader.OwnerID)
	for _, t := range rowsOfPast {
		where := t.of + " = '" + model + "'"
		if t.table == "leaves" {
			where = "seq = 1"
		}
		sample, err := readRows(ctx, db, t.table, " where "+where)
		if err != nil || len(sample) == 0 {
			return fmt.Errorf("no rows of the model in %s: %w", t.table, err)
		}
		values := make([]string, len(sample[0].columns))
		for i, c := range sample[0].columns {
			switch differs, ok := t.differs[c]; {
			case ok:
				values[i] = fill.Replace(differs)
			case c == t.of:
				values[i] = scattered
			default:
				values[i] = c
			}
		}
		_, err = db.ExecContext(ctx, fmt.Sprintf("with recursive n(i) as (select cast(%d as bigint) union all select i + 1 from n where i < %d) insert into %s (%s) select %s from n cross join (select * from %s where %s) as model",
			from, to, t.table, strings.Join(sample[0].columns, ", "), strings.Join(values, ", "), t.table, where))
		if err != nil {
			return fmt.Errorf("seed %s: %w", t.table, err)
		}
	}
	return nil
}

// past is a world of a size.
type past struct {
	*world
	*presser
	size int
	took time.Duration
}

func newPast(ctx context.Context, dir, address string, n int) (*past, error) {
	w, p, err := ready(ctx, dir, address, turns*share64/2+10)
	if err != nil {
		return nil, err
	}
	if _, err := p.turn(ctx, 1, 1, time.Minute); err != nil {
		return nil, err
	}
	w.server.stop()
	at := time.Now()
	if err := w.seed(ctx, n); err != nil {
		return nil, err
	}
	return &past{w, p, n, time.Since(at)}, w.serve()
}
