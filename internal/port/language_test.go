package port_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/assist/advisor"
	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/port"
	"github.com/tarazu-justice/tarazu/internal/port/simulator"
)

const languagePatience = 400 * time.Millisecond

func newLanguage(t *testing.T, serve http.Handler) *port.Language {
	t.Helper()
	server := httptest.NewServer(serve)
	t.Cleanup(server.Close)
	return must[*port.Language](t)(port.NewLanguage(port.LanguageEndpoint{
		Endpoint: port.Endpoint{URL: server.URL + "/v1/", Token: "key", Simulated: true}, Model: "m", Patience: languagePatience,
	}))
}

var request = advisor.Request{
	Kind: advisor.KindRerank, System: "put in order", Data: `{"story":"راز","candidates":[]}`, Schema: json.RawMessage(`{"type":"object"}`), MaxTokens: 9, Seed: 7,
}

// TestLanguageSpeaksChatCompletions reads the body as it came.
func TestLanguageSpeaksChatCompletions(t *testing.T) {
	var model simulator.Language
	var key, path string
	c := newLanguage(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, path = r.Header.Get("Authorization"), r.URL.Path
		model.ServeHTTP(w, r)
	}))
	reply, err := c.Complete(t.Context(), request)
	if err != nil || reply.Content != `{"order":null}` || reply.Model != "simulator" || key != "Bearer key" || path != "/v1/chat/completions" {
		t.Fatalf("%+v, %v, %q, %q", reply, err, key, path)
	}
	var got map[string]any
	if err := json.Unmarshal(model.Asked()[0].Body, &got); err != nil {
		t.Fatal(err)
	}
	text, _ := json.Marshal(got)
	const want = `{"max_tokens":9,"messages":[{"content":"put in order","role":"system"},{"content":"{\"story\":\"راز\",\"candidates\":[]}","role":"user"}],"model":"m","n":1,` +
		`"response_format":{"json_schema":{"name":"rerank","schema":{"type":"object"},"strict":true},"type":"json_schema"},"seed":7,"stream":false,"temperature":0}`
	if string(text) != want {
		t.Errorf("sent %s", text)
	}
}

// TestEveryTroubleOfTheLine: all end in time, coded, and tell nothing of what was said.
func TestEveryTroubleOfTheLine(t *testing.T) {
	ofTheWords := []simulator.Trouble{simulator.WrongSchema, simulator.UnknownRef, simulator.InventedArticle, simulator.PromptLeak, simulator.BusyOnce} // these arrive
	for _, trouble := range simulator.Troubles {
		t.Run(string(trouble), func(t *testing.T) {
			t.Parallel()
			var model simulator.Language
			model.Trouble(trouble)
			c := newLanguage(t, &model)
			begun := time.Now()
			reply, err := c.Complete(t.Context(), request)
			if took := time.Since(begun); took > languagePatience+time.Second {
				t.Errorf("took %s", took)
			}
			if slices.Contains(ofTheWords, trouble) {
				if err != nil || reply.Content == "" {
					t.Errorf("%+v, %v", reply, err)
				}
				return
			}
			if !errors.Is(err, port.ErrUnavailable) || !fault.Is(err, fault.Unavailable) || reply.Content != "" || strings.Contains(err.Error(), "راز") || strings.Contains(err.Error(), "http://") {
				t.Errorf("%+v, %v", reply, err)
			}
			tries := map[simulator.Trouble]int{simulator.Busy: 2}[trouble]
			if n := len(model.Asked()); n != max(tries, 1) {
				t.Errorf("asked %d times", n)
			}
		})
	}
}

// TestLanguageWaitsAsLongAsItMay: a server that asks for a minute is not waited for.
func TestLanguageWaitsAsLongAsItMay(t *testing.T) {
	asked := 0
	c := newLanguage(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.Header().Set("Retry-After", "60")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	begun := time.Now()
	if _, err := c.Complete(t.Context(), request); !errors.Is(err, port.ErrUnavailable) || asked != 1 || time.Since(begun) > languagePatience {
		t.Errorf("%v, asked %d times in %s", err, asked, time.Since(begun))
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := c.Complete(ctx, request); !errors.Is(err, context.Canceled) || !errors.Is(err, port.ErrUnavailable) {
		t.Errorf("who went away: %v", err)
	}
}

// TestLanguageIsNamedAndOverTLS: as the other ports, and never the simulator in earnest.
func TestLanguageIsNamedAndOverTLS(t *testing.T) {
	for _, tc := range []struct {
		address, model string
		ok             bool
	}{
		{"https://m.example/v1", "m", true}, {"http://127.0.0.1:8000/v1", "m", true}, {"http://m.example/v1", "m", false}, {"https://m.example/v1", "", false}, {"", "m", false},
	} {
		if _, err := port.NewLanguage(port.LanguageEndpoint{Endpoint: port.Endpoint{URL: tc.address}, Model: tc.model}); (err == nil) != tc.ok {
			t.Errorf("%+v: %v", tc, err)
		}
	}
	server := httptest.NewServer(&simulator.Language{})
	defer server.Close()
	c := must[*port.Language](t)(port.NewLanguage(port.LanguageEndpoint{Endpoint: port.Endpoint{URL: server.URL}, Model: "m"}))
	if _, err := c.Complete(t.Context(), request); !errors.Is(err, port.ErrSimulator) {
		t.Errorf("in earnest: %v", err)
	}
}
