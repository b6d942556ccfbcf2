package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

const rate = 200 // requests a second

// looked is a page and the same bytes from a server of files.
type looked struct {
	name           string
	p50, p99       samples
	still50, still samples
	bytes, refused int // refused: at most in one turn
}

// pages asks for the question page and the inbox at a steady rate, in turns with a server
// that gives the same bytes from a file.
func pages(ctx context.Context, w *world, dir string) (list []looked, err error) {
	c := client()
	d := w.drafts[len(w.drafts)-1] // nobody presses the last ones
	check, err := get(ctx, c, w.server.url+"/filings/"+d.id+"/check", d.cookie)
	if err != nil {
		return nil, err
	}
	step := regexp.MustCompile(`/filings/` + d.id + `/steps/[^"#?]+`).Find(check)
	if step == nil {
		return nil, fmt.Errorf("the check page leads to no question")
	}
	for _, page := range []struct{ name, path, cookie string }{{"question page", string(step), d.cookie}, {"inbox of a court", "/registry", cookie(court)}} {
		body, err := get(ctx, c, w.server.url+page.path, page.cookie)
		if err != nil {
			return nil, err
		}
		l := looked{name: page.name, bytes: len(body)}
		if err := l.race(ctx, c, w.server.url+page.path, page.cookie, body, dir); err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	return list, nil
}

func (l *looked) race(ctx context.Context, c *http.Client, address, cookie string, body []byte, dir string) error {
	folder, err := os.MkdirTemp(dir, "still")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "page.html"), body, 0o600); err != nil {
		return err
	}
	files, err := serveStatic(folder)
	if err != nil {
		return err
	}
	defer files.stop()
	for range turns {
		t, err := steady(ctx, rate, 2*span, func(ctx context.Context, _ int) error { _, err := get(ctx, c, address, cookie); return err })
		if l.refused = max(l.refused, t.failed); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		still, err := steady(ctx, rate, 2*span, func(ctx context.Context, _ int) error { _, err := get(ctx, c, files.url+"/page.html", ""); return err })
		if err != nil {
			return err
		}
		l.p50, l.p99 = append(l.p50, t.percentile(50)), append(l.p99, t.percentile(99))
		l.still50, l.still = append(l.still50, still.percentile(50)), append(l.still, still.percentile(99))
	}
	return nil
}

func reportPages(p *page, list []looked) {
	p.line("## Pages")
	p.line("%d requests a second, whether answers are late or not, for %s a turn; waits count from the moment at which a request was due. Beside them Go's own server of files with the same bytes in one file. Milliseconds, median of the turns (lowest–highest).", rate, 2*span)
	p.line("")
	p.row("page", "bytes", "p50", "p99", "file p50", "file p99", "p99 : file's p99", "refused of a turn")
	p.row("---", "---", "---", "---", "---", "---", "---", "---")
	for _, l := range list {
		p99 := fmt.Sprint(l.p99)
		if l.name == "question page" {
			p99 = most(l.p99, 20)
		}
		p.row(l.name, l.bytes, l.p50, p99, l.still50, l.still, l.p99.over(l.still), l.refused)
	}
	p.line("")
}

// starts measures from the start of a program to its first answer, in turns with PocketBase.
func starts(dir string) (ours, peer samples, rest, peerRest samples, err error) {
	for range 5 {
		for i, run := range []func() (*program, error){
			func() (*program, error) {
				return serveTarazu(filepath.Join(dir, "start"), sqliteIn(filepath.Join(dir, "start")))
			},
			func() (*program, error) { return servePocketBase(filepath.Join(dir, "startpeer")) },
		} {
			if err := os.MkdirAll(filepath.Join(dir, "start"), 0o700); err != nil {
				return nil, nil, nil, nil, err
			}
			p, err := run()
			if err != nil {
				return nil, nil, nil, nil, err
			}
			time.Sleep(500 * time.Millisecond)
			memory := p.megabytes("VmRSS")
			p.stop()
			if i == 0 {
				ours, rest = append(ours, p.ready.Seconds()), append(rest, memory)
			} else {
				peer, peerRest = append(peer, p.ready.Seconds()), append(peerRest, memory)
			}
		}
	}
	return ours, peer, rest, peerRest, nil
}
