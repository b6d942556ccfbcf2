package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// BenchmarkGroupCommit files submissions on both engines, every write synced to a real disk:
// each in a plain transaction of its own, statement by statement, and through the store's
// door. Both take turns within one run; medians of submissions per second are printed. In
// docs/performance.md stand figures and machine.
func BenchmarkGroupCommit(b *testing.B) {
	cluster, err := storetest.New(os.TempDir())
	if err != nil && !errors.Is(err, storetest.ErrAbsent) {
		b.Fatal(err)
	}
	if cluster != nil {
		b.Cleanup(func() { _ = cluster.Close() })
	}
	alone := map[storetest.Engine]float64{}
	for _, e := range []storetest.Engine{storetest.SQLite, storetest.Postgres} {
		for _, clients := range []int{1, 8, 64} {
			b.Run(fmt.Sprintf("%s/clients=%d", e, clients), func(b *testing.B) {
				address := ""
				if e == storetest.SQLite {
					address = e.Address(b)
				} else if cluster == nil {
					b.Skip(storetest.ErrAbsent)
				} else {
					address = cluster.Database(b)
				}
				r := newRace(b, address, e, clients)
				var plain, group []float64
				for b.Loop() {
					plain = append(plain, r.run(r.plainly))
					group = append(group, r.run(r.grouped))
				}
				p, g := median(plain), median(group)
				if clients == 1 {
					alone[e] = p
				}
				b.ReportMetric(p, "plain/s")
				b.ReportMetric(g, "group/s")
				b.ReportMetric(g/p, "x-plain")
				b.ReportMetric(g/alone[e], "x-plain-at-1")
				b.ReportMetric(float64(r.worst(99))/1e6, "group-p99-ms")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}

// race is one store and, beside it, a plain pool of as many connections as clients.
type race struct {
	b       *testing.B
	clients int
	filings Filings
	plain   *sql.DB
	engine  storetest.Engine
	took    []time.Duration
	number  sync.Map // of a filing's latest content; one client has it alone
	jobs    int      // that a submission leaves
}

func newRace(b *testing.B, address string, e storetest.Engine, clients int) *race {
	b.Helper()
	s, err := Open(b.Context(), address, time.Now)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	r := &race{b: b, clients: clients, filings: Filings{s}, engine: e, jobs: 1}
	if e == storetest.SQLite {
		r.plain, err = sql.Open("sqlite", sqliteDSN(address[len("sqlite:"):], "rwc")+"&_txlock=immediate")
		clients = 1 // many writers only wait for each other's lock
	} else {
		r.plain, err = sql.Open("pgx", address)
	}
	if err != nil {
		b.Fatal(err)
	}
	r.plain.SetMaxOpenConns(clients)
	r.plain.SetMaxIdleConns(clients)
	b.Cleanup(func() { _ = r.plain.Close() })
	for i := range r.clients {
		f := &filing.Filing{ID: fmt.Sprint(i), State: filing.Draft, Answers: form.Answers{"story": strings.Repeat("شرح ", 100)}, Signers: []filing.Signer{{NationalID: "1"}}}
		if err := r.filings.Create(b.Context(), f, record.Effects{}); err != nil {
			b.Fatal(err)
		}
	}
	return r
}

// run lets every client submit for a while and gives submissions per second.
func (r *race) run(submit func(id string) error) float64 {
	r.b.Helper()
	const while = 500 * time.Millisecond
	var clients sync.WaitGroup
	var n atomic.Int64
	var mu sync.Mutex
	r.took = r.took[:0]
	start := time.Now()
	for i := range r.clients {
		clients.Go(func() {
			for time.Since(start) < while {
				at := time.Now()
				if err := submit(fmt.Sprint(i)); err != nil {
					r.b.Error(err)
					return
				}
				n.Add(1)
				mu.Lock()
				r.took = append(r.took, time.Since(at))
				mu.Unlock()
			}
		})
	}
	clients.Wait()
	return float64(n.Load()) / time.Since(start).Seconds()
}

// worst is a percentile of the latest run.
func (r *race) worst(percent int) time.Duration {
	slices.Sort(r.took)
	return r.took[min(len(r.took)-1, len(r.took)*percent/100)]
}

// submission writes what a submission writes: ten statements, 3 KB of content.
func (r *race) submission(id string) func(*change) error {
	key, at := record.NewID(), time.Now()
	number := 1
	if last, ok := r.number.Load(id); ok {
		number = last.(int) + 1
	}
	r.number.Store(id, number)
	content := &filing.Content{Filing: id, Number: number, Readback: []string{strings.Repeat("متن ", 400)}}
	hash, errH := content.Hash() // for the receipt, as the desk does it
	return r.filings.decided(id, nil, func(reader filing.Reader, f *filing.Filing) (e record.Effects, err error) {
		_, errS := reader.Standing("s", at)
		_, errK := reader.Key(key)
		f.ContentNumber, f.NewContent = number, content
		f.NewReceipt = &filing.Stored{Filing: id, Content: number, JSON: []byte(`{"content_sha256":"` + hash + `"}`), At: at}
		f.NewKey = &filing.Key{Key: key, Filing: id, Body: "b", Content: number}
		e.Events = []record.Event{{ID: record.NewID(), Subject: id, Kind: "filing.submitted", At: at}}
		e.Leaves = []record.Leaf{{Kind: filing.ReceiptKind, Digest: key, At: at}}
		for range r.jobs {
			e.Jobs = append(e.Jobs, record.Job{ID: record.NewID(), Kind: "k", Payload: []byte("{}"), At: at})
		}
		return e, errors.Join(errS, errK, errH)
	})
}

func (r *race) grouped(id string) error {
	return r.filings.commit(context.Background(), id, r.submission(id))
}

func (r *race) plainly(id string) error {
	ctx := context.Background()
	tx, err := r.plain.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	c := &change{ctx: ctx, session: &plainSession{tx: tx, engine: r.engine}, alone: true}
	refused, broken := c.run(r.submission(id))
	last := leafStatements(c.leaves)
	if r.engine == storetest.Postgres {
		last = append([]statement{{text: lockLeaves}}, last...)
	}
	if err := errors.Join(refused, broken, c.session.run(ctx, last)); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// plainSession sends one statement after the other, as a program does that thinks of nothing.
type plainSession struct {
	session
	tx     *sql.Tx
	engine storetest.Engine
}

func (p *plainSession) query(ctx context.Context, before []statement, ask statement) (rows, error) {
	if err := p.run(ctx, before); err != nil {
		return nil, err
	}
	return p.tx.QueryContext(ctx, ask.text, ask.args...)
}

func (p *plainSession) run(ctx context.Context, list []statement) error {
	for _, w := range list {
		result, err := p.tx.ExecContext(ctx, w.text, w.args...)
		var touched int64
		if err == nil {
			touched, err = result.RowsAffected()
		}
		if err := w.fault(touched, err); err != nil {
			return err
		}
	}
	return nil
}

func (p *plainSession) lost() bool { return false }

func (p *plainSession) holding() string {
	if p.engine == storetest.Postgres {
		return (&postgresSession{}).holding()
	}
	return ""
}
