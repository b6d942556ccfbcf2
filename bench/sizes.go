package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"time"

	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// sizes compares one engine with few and with many filings of the past.
type sizes struct {
	engine    string
	few, many *past
	p50, p99  map[string]map[*past]samples
}

var asked = []struct {
	name string
	do   func(ctx context.Context, p *past) (turn, error)
}{
	{"submit, 16 clients", func(ctx context.Context, p *past) (turn, error) { return p.turn(ctx, 16, share64/2, span) }},
	{"list of a person's filings", page4("/filings", func() string { return cookie(filers[len(filers)-1]) })},
	{"inbox of a court", page4("/registry", func() string { return cookie(court) })},
	{"tracking by the code of a receipt", func(ctx context.Context, p *past) (turn, error) {
		c := client()
		return closed(ctx, 4, span, func(ctx context.Context, _ int) error {
			i := 1 + rand.IntN(p.size)
			_, err := get(ctx, c, fmt.Sprintf("%s/r/l%dx%d", p.server.url, i*2654435761%4294967296, i), "")
			return err
		})
	}},
}

// page4 asks for a page with four clients.
func page4(path string, who func() string) func(context.Context, *past) (turn, error) {
	return func(ctx context.Context, p *past) (turn, error) {
		c := client()
		return closed(ctx, 4, span, func(ctx context.Context, _ int) error { _, err := get(ctx, c, p.server.url+path, who()); return err })
	}
}

func newSizes(ctx context.Context, dir, engine string, cluster *storetest.Cluster, many int) (s *sizes, err error) {
	s = &sizes{engine: engine, p50: map[string]map[*past]samples{}, p99: map[string]map[*past]samples{}}
	for n, into := range map[int]**past{10_000: &s.few, many: &s.many} {
		name, address := fmt.Sprintf("past%d", n), ""
		if engine == "PostgreSQL" {
			if err := cluster.Do("postgres", "create database "+name); err != nil {
				return nil, err
			}
			address = cluster.URL(name)
		}
		if *into, err = newPast(ctx, filepath.Join(dir, engine+name), address, n); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *sizes) run(ctx context.Context) error {
	for range turns {
		for _, a := range asked {
			if s.p50[a.name] == nil {
				s.p50[a.name], s.p99[a.name] = map[*past]samples{}, map[*past]samples{}
			}
			for _, p := range []*past{s.few, s.many} {
				t, err := a.do(ctx, p)
				if err != nil || t.failed > 0 {
					return fmt.Errorf("%s with %d filings: %d failed, %w", a.name, p.size, t.failed, err)
				}
				s.p50[a.name][p] = append(s.p50[a.name][p], t.percentile(50))
				s.p99[a.name][p] = append(s.p99[a.name][p], t.percentile(99))
			}
		}
	}
	return nil
}

func (s *sizes) stop() {
	for _, p := range []*past{s.few, s.many} {
		if p != nil && p.server != nil {
			p.server.stop()
		}
	}
}

func (s *sizes) report(p *page) {
	for _, a := range asked {
		p50, p99 := s.p50[a.name], s.p99[a.name]
		p.row(s.engine, a.name, p50[s.few], p50[s.many], p99[s.few], p99[s.many], most(p99[s.many].over(p99[s.few]), 1.3))
	}
}

// reportSizes measures both engines and writes the table.
func reportSizes(ctx context.Context, p *page, dir string, cluster *storetest.Cluster, many int) error {
	p.line("## Few and many filings")
	p.line("10,000 against %d filings of the past, put in by SQL: each with signer, content, receipt, key, events and leaf, ids anywhere in their indexes, over 300 courts. In both, 200 wait at the measured court and 20 are the reader's. Clients without a pause (four, unless told), both sizes in turns; milliseconds, median of %d turns (lowest–highest).", many, turns)
	p.line("")
	p.row("engine", "what", "p50, 10,000", fmt.Sprintf("p50, %d", many), "p99, 10,000", fmt.Sprintf("p99, %d", many), "p99 : p99")
	p.row("---", "---", "---", "---", "---", "---", "---")
	var seeding []string
	for _, engine := range []string{"SQLite", "PostgreSQL"} {
		if engine == "PostgreSQL" && cluster == nil {
			continue
		}
		s, err := newSizes(ctx, dir, engine, cluster, many)
		if err == nil {
			err = s.run(ctx)
		}
		if s != nil {
			s.stop()
		}
		if err != nil {
			return errors.Join(fmt.Errorf("%s: sizes", engine), err)
		}
		s.report(p)
		seeding = append(seeding, fmt.Sprintf("%s %s", engine, s.many.took.Round(time.Second)))
	}
	p.line("")
	p.line("Seeding %d took: %v.", many, seeding)
	p.line("")
	return nil
}
