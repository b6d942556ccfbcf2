package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/tarazu-justice/tarazu/internal/store"
)

// bare inserts the rows of submissions with prepared statements, gathered as the store
// gathers them, and does nothing else.
type bare struct {
	*group
	db         *sql.DB
	rows       []row
	statements []*sql.Stmt
	n          int64
}

func newBare(ctx context.Context, address string, rows []row) (*bare, error) {
	if err := os.MkdirAll(filepath.Dir(strings.TrimPrefix(address, "sqlite:")), 0o700); err != nil {
		return nil, err
	}
	if err := schema(ctx, address); err != nil {
		return nil, err
	}
	db, err := raw(address)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	b := &bare{db: db, rows: rows, n: 1 << 40}
	for _, r := range rows {
		s, err := db.PrepareContext(ctx, r.insert())
		if err != nil {
			return nil, err
		}
		b.statements = append(b.statements, s)
	}
	b.group = newGroup(func(n int) error { return b.insert(ctx, n) })
	return b, nil
}

func schema(ctx context.Context, address string) error {
	db, err := store.Open(ctx, address, time.Now)
	if err != nil {
		return err
	}
	return db.Close()
}

func (b *bare) insert(ctx context.Context, n int) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after the commit there is nothing to undo
	for range n {
		b.n++
		for i, r := range b.rows {
			if _, err := tx.StmtContext(ctx, b.statements[i]).ExecContext(ctx, b.copy(r, i)...); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

// copy gives the values of a row in another submission.
func (b *bare) copy(r row, place int) []any {
	values := append([]any(nil), r.values...)
	for i, how := range r.how {
		_, number := values[i].(int64)
		switch {
		case how == "id":
			values[i] = fmt.Sprintf("%026x", b.n*2654435761%(1<<47))
		case how == "new" && number:
			values[i] = b.n
		case how == "new":
			values[i] = fmt.Sprintf("%x-%d", b.n, place)
		}
	}
	return values
}

// appender appends the bytes of submissions to one file and syncs it: what any store has to
// do at least.
func appender(dir string, size int) (*group, error) {
	file, err := os.Create(filepath.Join(dir, "append"))
	if err != nil {
		return nil, err
	}
	bytes := bytes.Repeat([]byte("x"), size)
	return newGroup(func(n int) error {
		for range n {
			if _, err := file.Write(bytes); err != nil {
				return err
			}
		}
		return file.Sync()
	}), nil
}

// script is the same rows as a script of pgbench, whose own variable makes them new.
func script(rows []row) string {
	var s strings.Builder
	s.WriteString("\\set n random(1, 4000000000000000000)\nbegin;\n")
	for place, r := range rows {
		values := make([]string, len(r.values))
		for i, v := range r.values {
			_, number := v.(int64)
			switch {
			case v == nil:
				values[i] = "null"
			case r.how[i] == "id":
				values[i] = "'f' || cast(:n as text)"
			case r.how[i] == "new" && number:
				values[i] = "cast(:n as bigint)"
			case r.how[i] == "new":
				values[i] = fmt.Sprintf("'%d-' || cast(:n as text)", place)
			case number:
				values[i] = fmt.Sprint(v)
			default:
				values[i] = literal(fmt.Sprint(v))
			}
		}
		fmt.Fprintf(&s, "insert into %s (%s) values (%s);\n", r.table, strings.Join(r.columns, ", "), strings.Join(values, ", "))
	}
	s.WriteString("end;\n")
	return s.String()
}

// literal quotes text for PostgreSQL; pgbench would take what follows a colon for a variable.
func literal(s string) string {
	return "E'" + strings.NewReplacer(`\`, `\\`, "'", "''", ":", `\x3a`, "\n", `\n`).Replace(s) + "'"
}

// pgbench lets PostgreSQL's own tool insert the rows, and gives transactions per second.
func pgbench(ctx context.Context, address, file string, clients int, span time.Duration) (float64, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pgbench")
	if len(found) == 0 {
		return 0, exec.ErrNotFound
	}
	out, err := exec.CommandContext(ctx, found[len(found)-1], "-n", "-M", "prepared", "-f", file, "-c", fmt.Sprint(clients), "-j", fmt.Sprint(min(2, clients)),
		"-T", fmt.Sprint(max(1, int(span.Seconds()))), address).CombinedOutput()
	_, tps, ok := strings.Cut(string(out), "\ntps = ")
	var n float64
	if _, scan := fmt.Sscan(tps, &n); err != nil || !ok || scan != nil {
		return 0, fmt.Errorf("pgbench: %w\n%.2000s", err, out)
	}
	return n, nil
}
