package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// turns is how often everything is measured; span is how long one measuring takes.
const (
	turns = 3
	span  = 2 * time.Second
)

// race lets submissions and their peers take turns.
type race struct {
	dir                 string
	sqlite, pg          *world
	cluster             *storetest.Cluster
	pressLite, pressPG  *presser
	peer                *program
	bareLite            *bare
	append              *group
	script              string
	words, bytes        int // of one submission: the words filed, all rows
	rest, loaded, peerM samples
	loads               samples
	found               map[string]map[int]samples // contender, clients
	waits               map[string]map[int]samples // p99
}

func newRace(ctx context.Context, dir string, cluster *storetest.Cluster) (r *race, err error) {
	r = &race{dir: dir, cluster: cluster, found: map[string]map[int]samples{}, waits: map[string]map[int]samples{}}
	const drafts = turns*(share1+2*share64) + 10
	if r.sqlite, r.pressLite, err = ready(ctx, filepath.Join(dir, "lite"), "", drafts); err != nil {
		return nil, err
	}
	if cluster != nil {
		if err := errors.Join(cluster.Do("postgres", "create database race"), cluster.Do("postgres", "create database bare")); err != nil {
			return nil, err
		}
		if r.pg, r.pressPG, err = ready(ctx, filepath.Join(dir, "pg"), cluster.URL("race"), drafts); err != nil {
			return nil, err
		}
	}
	rows, err := rowsOf(ctx, r.sqlite, r.pressLite)
	if err != nil {
		return nil, err
	}
	r.words, r.bytes = content(rows), size(rows)
	if r.peer, err = servePocketBase(filepath.Join(dir, "peer")); err != nil {
		return nil, err
	}
	if r.bareLite, err = newBare(ctx, sqliteIn(filepath.Join(dir, "bare")), rows); err != nil {
		return nil, err
	}
	if r.append, err = appender(dir, r.bytes); err != nil {
		return nil, err
	}
	if cluster != nil {
		r.script = filepath.Join(dir, "submission.sql")
		if err := errors.Join(schema(ctx, cluster.URL("bare")), os.WriteFile(r.script, []byte(script(rows)), 0o600)); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// shares of the prepared drafts, by clients.
const share1, share64 = 300, 1100

// ready makes a world with drafts and serves it.
func ready(ctx context.Context, dir, address string, drafts int) (*world, *presser, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, err
	}
	if address == "" {
		address = sqliteIn(dir)
	}
	w, err := newWorld(ctx, dir, address)
	if err != nil {
		return nil, nil, err
	}
	if err := errors.Join(w.fill(ctx, drafts), w.serve()); err != nil {
		return nil, nil, err
	}
	return w, newPresser(w), nil
}

func (r *race) run(ctx context.Context) error {
	r.rest = append(r.rest, r.sqlite.server.megabytes("VmRSS"))
	create := creator(r.peer, r.words)
	for range turns {
		for _, clients := range []int{1, 16, 64} {
			share := share64
			if clients == 1 {
				share = share1
			}
			r.loads = append(r.loads, busy())
			measure := func(name string, work func() (turn, error)) error {
				t, err := work()
				if err != nil || t.failed > 0 {
					return fmt.Errorf("%s at %d clients: %d failed, %w", name, clients, t.failed, err)
				}
				r.note(name, clients, t.perSecond(), t.percentile(99))
				return nil
			}
			faults := []error{
				measure("lite", func() (turn, error) { return r.pressLite.turn(ctx, clients, share, span) }),
				measure("peer", func() (turn, error) { return closed(ctx, clients, span, create) }),
				measure("bare", func() (turn, error) { return closed(ctx, clients, span, r.bareLite.write) }),
				measure("append", func() (turn, error) { return closed(ctx, clients, span, r.append.write) }),
			}
			if r.pg != nil {
				faults = append(faults, measure("pg", func() (turn, error) { return r.pressPG.turn(ctx, clients, share, span) }))
				tps, err := pgbench(ctx, r.cluster.URL("bare"), r.script, clients, span)
				r.note("pgbench", clients, tps, 0)
				faults = append(faults, err)
			}
			if err := errors.Join(faults...); err != nil {
				return err
			}
		}
	}
	r.loaded, r.peerM = append(r.loaded, r.sqlite.server.megabytes("VmHWM")), append(r.peerM, r.peer.megabytes("VmHWM"))
	return nil
}

func (r *race) note(name string, clients int, perSecond, p99 float64) {
	if r.found[name] == nil {
		r.found[name], r.waits[name] = map[int]samples{}, map[int]samples{}
	}
	r.found[name][clients] = append(r.found[name][clients], perSecond)
	r.waits[name][clients] = append(r.waits[name][clients], p99)
}

func (r *race) stop() {
	for _, w := range []*world{r.sqlite, r.pg} {
		if w != nil && w.server != nil {
			w.server.stop()
		}
	}
	if r.peer != nil {
		r.peer.stop()
	}
}

// report writes what was found.
func (r *race) report(p *page) {
	p.line("## Submissions over HTTP")
	p.line("A submission is the last press of a complete draft: a form post with a session cookie. Measured is what the program does for it: session with account and standing, the title's rules over all answers, the fee, the signature over just these words, "+
		"the sealed receipt (Ed25519), and the durable commit of filing, content, receipt, key, event, leaf and jobs. Filling in, attaching, signing and paying were done before, through the API, and the drafts copied. "+
		"One submission keeps %d bytes in rows, %d of them the words. The peers: **PocketBase** v0.36.8 creates one record of a text of %d bytes in a collection open to anybody, with its own settings (synchronous=NORMAL: it does not wait for the disk); "+
		"**bare** inserts the same rows with prepared statements on SQLite, gathered the same way, without HTTP or rules; **pgbench** runs the same rows as prepared statements on the same PostgreSQL; **append** writes the same bytes to one file and syncs, gathered the same way. "+
		"%d turns of %s, all in turns; median (lowest–highest) per second; load average meanwhile %s.", r.bytes, r.words, r.words, turns, span, r.loads)
	p.line("")
	p.row("clients", "SQLite", "PostgreSQL", "PocketBase", "bare", "pgbench", "append + sync", "p99 ms SQLite", "p99 ms PostgreSQL", "p99 ms PocketBase")
	p.row("---", "---", "---", "---", "---", "---", "---", "---", "---", "---")
	for _, n := range []int{1, 16, 64} {
		p.row(n, r.found["lite"][n], r.found["pg"][n], r.found["peer"][n], r.found["bare"][n], r.found["pgbench"][n], r.found["append"][n],
			plain(r.waits["lite"][n].median()), plain(r.waits["pg"][n].median()), plain(r.waits["peer"][n].median()))
	}
	p.line("")
	p.row("ratio, turn by turn", "1 client", "16 clients", "64 clients")
	p.row("---", "---", "---", "---")
	ratio := func(name, a, b string, least ...float64) {
		cells := []any{name}
		for i, n := range []int{1, 16, 64} {
			x := r.found[a][n].over(r.found[b][n])
			if least != nil && least[i] > 0 {
				cells = append(cells, goal(x, least[i]))
			} else {
				cells = append(cells, x)
			}
		}
		p.row(cells...)
	}
	ratio("SQLite : PocketBase", "lite", "peer", 1, 0, 2)
	ratio("SQLite : bare inserts", "lite", "bare", 0, 0, 0.6)
	ratio("SQLite : append + sync", "lite", "append")
	ratio("PostgreSQL : pgbench", "pg", "pgbench", 0, 0, 0.6)
	ratio("PostgreSQL : PocketBase", "pg", "peer")
	p.line("")
}
