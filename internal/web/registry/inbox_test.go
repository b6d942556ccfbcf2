package registry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/registry"
	"github.com/tarazu-justice/tarazu/internal/web"
)

// pile is a court with many papers: all of one instant, but the last.
type pile struct {
	registry.Store
	Catalogue
	filings []*filing.Filing
}

func (p *pile) Inbox(_ context.Context, _ string, q registry.Query) (list []*filing.Filing, _ error) {
	for _, f := range p.filings {
		later := f.ReceivedAt.After(q.After.At) || f.ReceivedAt.Equal(q.After.At) && f.ID > q.After.ID
		if later && strings.Contains(f.OwnerName, q.Text) && len(list) < q.Limit {
			list = append(list, f)
		}
	}
	return list, nil
}

func (p *pile) Waiting(context.Context, string) (int, error)    { return len(p.filings), nil }
func (p *pile) Title(string) (*form.Title, bool)                { return nil, false }
func (p *pile) AuthorityName(code string, _ lang.Locale) string { return code }
func (p *pile) Session(context.Context, string) (identity.Who, error) {
	return identity.Who{Account: "clerk", Standing: identity.Standing{Kind: identity.Registrar, Authority: "PEA-KARAJ-1"}}, nil
}

// Every paper of a long inbox is reached by going on to the next page, each once, with the
// search kept.
func TestEveryPaperOfALongInboxIsReached(t *testing.T) {
	at := time.Date(2026, 11, 25, 9, 0, 0, 0, lang.Tehran)
	court := &pile{}
	for i := range 2*pageSize + 1 {
		name := "مریم"
		if i%2 == 1 {
			name = "داود"
		}
		court.filings = append(court.filings, &filing.Filing{ID: fmt.Sprintf("f%03d", i), Tracking: fmt.Sprintf("%014d", i), OwnerName: name, ReceivedAt: at, State: filing.Submitted})
	}
	court.filings[2*pageSize].ReceivedAt = at.Add(time.Hour)
	messages, err := lang.LoadMessages()
	site := &web.Site{Messages: messages, Sessions: court, Assets: func(name string) string { return name }, Now: func() time.Time { return at }, Plain: true}
	if err := errors.Join(err, site.Load(Pages())); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(site.Handler(&Desk{Site: site, Registry: &registry.Desk{Store: court}, Catalogue: court}))
	defer server.Close()
	for query, want := range map[string][]int{"": {pageSize, pageSize, 1}, "مریم": {pageSize, 1}} {
		seen, sizes, address := []string{}, []int{}, "/registry?q="+query
		for range 5 {
			page := read(t, server.URL+address)
			ids := regexp.MustCompile(`/registry/filings/(f\d+)`).FindAllStringSubmatch(page, -1)
			sizes = append(sizes, len(ids))
			for _, id := range ids {
				seen = append(seen, id[1])
			}
			next := regexp.MustCompile(`rel="next" href="([^"]+)"`).FindStringSubmatch(page)
			if next == nil {
				break
			}
			address = strings.ReplaceAll(next[1], "&amp;", "&")
		}
		if sorted := slices.Compact(slices.Sorted(slices.Values(seen))); !slices.Equal(sizes, want) || !slices.Equal(sorted, seen) {
			t.Errorf("search %q: pages of %v, want %v; in order %v", query, sizes, want, seen)
		}
	}
}

func read(t *testing.T, address string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.AddCookie(&http.Cookie{Name: "tarazu", Value: "x"})
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%d %v\n%.600s", response.StatusCode, err, body)
	}
	return string(body)
}
