package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// run measures everything and writes the report.
func run(ctx context.Context) error {
	many := flag.Int("filings", 1_000_000, "how many filings of the past are many")
	parts := flag.String("parts", "all", "all, submissions or sizes")
	flag.Parse()
	begin := time.Now()
	dir, err := os.MkdirTemp("", "tarazu-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	cluster, err := storetest.New(os.TempDir()) // its user could not enter a folder of ours
	if errors.Is(err, storetest.ErrAbsent) {
		fmt.Fprintln(os.Stderr, err)
		cluster, err = nil, nil
	}
	if err != nil {
		return err
	}
	if cluster != nil {
		defer cluster.Close() // nothing is lost with it
	}
	var p page
	p.line("`make bench` on %s, %s; Linux, everything on one machine. Where the load average is above the two cores, other programs were busy on them: ratios count, and favour whoever needs less of the processor.", machine(), begin.UTC().Format("2006-01-02 15:04"))
	p.line("")
	if *parts != "sizes" {
		if err := submissions(ctx, &p, dir, cluster); err != nil {
			return err
		}
		if err := p.write(); err != nil { // what stands, stands: the rest takes longer
			return err
		}
	}
	if *parts != "submissions" {
		if err := reportSizes(ctx, &p, dir, cluster, *many); err != nil {
			return err
		}
	}
	p.line("The whole took %s.", time.Since(begin).Round(time.Second))
	fmt.Fprintln(os.Stderr, p.String())
	return p.write()
}

func submissions(ctx context.Context, p *page, dir string, cluster *storetest.Cluster) error {
	r, err := newRace(ctx, dir, cluster)
	if err != nil {
		return err
	}
	defer r.stop()
	if err := r.run(ctx); err != nil {
		return err
	}
	r.report(p)
	list, err := pages(ctx, r.sqlite, dir)
	if err != nil {
		return err
	}
	reportPages(p, list)
	ours, peer, rest, peerRest, err := starts(dir)
	if err != nil {
		return err
	}
	p.line("## Start, memory, size")
	p.row("", "Tarazu", "PocketBase", "ratio")
	p.row("---", "---", "---", "---")
	p.row("start to first answer, s (whole catalogue)", most(ours, 1.5), peer, ours.over(peer))
	p.row("memory at rest, MB", most(rest, 150), peerRest, rest.over(peerRest))
	p.row("most memory, up to 64 clients, MB", r.loaded, r.peerM, r.loaded.over(r.peerM))
	mine, theirs := binary("bin/tarazu"), binary("bin/pocketbase")
	p.row("binary, MB", mine, theirs, mine.over(theirs))
	p.line("")
	return nil
}

func binary(name string) samples {
	info, err := os.Stat(filepath.Clean(name))
	if err != nil {
		return nil
	}
	return samples{float64(info.Size()) / (1 << 20)}
}
