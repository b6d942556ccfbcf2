package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// client keeps its connections and takes answers as they are.
func client() *http.Client {
	return &http.Client{
		Timeout:       30 * time.Second,
		Transport:     &http.Transport{MaxIdleConnsPerHost: 256, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

var errEmpty = errors.New("no prepared drafts are left")

// presser presses the last button of prepared drafts.
type presser struct {
	w      *world
	client *http.Client
	next   atomic.Int64
	until  int64 // as many may be pressed in this turn
}

func newPresser(w *world) *presser { return &presser{w: w, client: client()} }

// turn presses for a time, or until its share of the drafts is used up.
func (p *presser) turn(ctx context.Context, clients, share int, span time.Duration) (turn, error) {
	p.until = p.next.Load() + int64(share)
	return closed(ctx, clients, span, p.press)
}

// press sends the form that a person's browser sends, and wants the way to the receipt.
func (p *presser) press(ctx context.Context, _ int) error {
	n := int(p.next.Add(1)) - 1
	if n >= min(int(p.until), len(p.w.drafts)) {
		p.next.Add(-1)
		return errEmpty
	}
	d := p.w.drafts[n]
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.w.server.url+"/filings/"+d.id+"/submit", strings.NewReader(url.Values{"key": {"key-" + d.id}}.Encode()))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "tarazu", Value: d.cookie})
	response, err := p.client.Do(r)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusSeeOther || !strings.HasSuffix(response.Header.Get("Location"), "/receipt") {
		return fmt.Errorf("submit answers %d %s %.300s", response.StatusCode, response.Header.Get("Location"), text)
	}
	return nil
}

// get reads a page whole.
func get(ctx context.Context, c *http.Client, address, cookie string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	if cookie != "" {
		r.AddCookie(&http.Cookie{Name: "tarazu", Value: cookie})
	}
	return read(c.Do(r))
}

func read(response *http.Response, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %d %.200s", response.Request.URL.Path, response.StatusCode, text)
	}
	return text, err
}

// creator makes records of a size in PocketBase.
func creator(p *program, size int) func(context.Context, int) error {
	c := client()
	body, _ := json.Marshal(map[string]string{"body": strings.Repeat("x", size)}) // cannot fail
	return func(ctx context.Context, _ int) error {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+"/api/collections/papers/records", bytes.NewReader(body))
		if err != nil {
			return err
		}
		r.Header.Set("Content-Type", "application/json")
		_, err = read(c.Do(r))
		return err
	}
}
