package port

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/tarazu-justice/tarazu/internal/assist/advisor"
	"github.com/tarazu-justice/tarazu/internal/telemetry"
)

// Language asks a language model that the operator named, by the chat completions that many
// servers speak (docs/language-model.md). It satisfies advisor.Model: what it sends had its
// identifiers hidden, and what it brings back nobody has believed yet. It keeps no prompt and
// no reply, and puts neither into an error.
type Language struct {
	client
	model    string
	patience time.Duration
}

// LanguageEndpoint is where a model lives. URL ends before /chat/completions.
type LanguageEndpoint struct {
	Endpoint
	Model    string
	Patience time.Duration // for one call with its second try; 0 is eight seconds
}

// NewLanguage makes the client.
func NewLanguage(e LanguageEndpoint) (*Language, error) {
	c, err := newClient(e.Endpoint)
	if err == nil && e.Model == "" {
		err = errors.New("the language model has no name")
	}
	if e.Patience <= 0 {
		e.Patience = patience
	}
	if c.http != nil {
		c.http.Timeout = 0 // the time of the whole call is in its context
	}
	return &Language{c, e.Model, e.Patience}, err
}

// Complete asks once, and once more when the server says that it is busy and there is time.
// Whatever goes wrong is ErrUnavailable, or ErrSimulator.
func (c *Language) Complete(ctx context.Context, r advisor.Request) (reply advisor.Reply, err error) {
	ctx, done := telemetry.Span(ctx, "port language")
	defer func() { done(err) }()
	ctx, stop := context.WithTimeout(ctx, c.patience)
	defer stop()
	body, err := json.Marshal(c.question(r))
	if err != nil {
		return reply, ErrUnavailable.Because(errors.New("the request is no JSON"))
	}
	reply, again, err := c.once(ctx, body)
	if again > 0 && waited(ctx, again) {
		reply, _, err = c.once(ctx, body)
	}
	return reply, err
}

// question is the body of a request. Temperature and seed make a server that can answer the
// same again do so.
func (c *Language) question(r advisor.Request) map[string]any {
	return map[string]any{
		"model": c.model, "temperature": 0, "seed": r.Seed, "max_tokens": r.MaxTokens, "n": 1, "stream": false,
		"messages":        []map[string]string{{"role": "system", "content": r.System}, {"role": "user", "content": r.Data}},
		"response_format": map[string]any{"type": "json_schema", "json_schema": map[string]any{"name": r.Kind, "strict": true, "schema": r.Schema}},
	}
}

// once sends the body. again is how long to wait before a second try is worth it, or 0.
func (c *Language) once(ctx context.Context, body []byte) (reply advisor.Reply, again time.Duration, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/chat/completions", bytes.NewReader(body))
	if err != nil {
		return reply, 0, ErrUnavailable.Because(withoutAddress(err))
	}
	request.Header.Set("Content-Type", "application/json")
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return reply, 0, ErrUnavailable.Because(withoutAddress(err))
	}
	defer response.Body.Close()
	switch {
	case response.Header.Get(SimulatorHeader) != "" && !c.simulated:
		return reply, 0, ErrSimulator
	case response.StatusCode == http.StatusOK:
		reply, err = completion(response.Body)
		return reply, 0, err
	case response.StatusCode == http.StatusTooManyRequests || response.StatusCode == http.StatusServiceUnavailable:
		again = retryAfter(response.Header)
	}
	return reply, again, ErrUnavailable.Because(fmt.Errorf("status %d", response.StatusCode))
}

const shortWait = 300 * time.Millisecond

func retryAfter(h http.Header) time.Duration {
	if seconds, err := strconv.Atoi(h.Get("Retry-After")); err == nil && seconds > 0 {
		return time.Duration(min(seconds, 3600)) * time.Second
	}
	return shortWait
}

// waited waits if the call's time allows, and says whether it did.
func waited(ctx context.Context, d time.Duration) bool {
	if end, ok := ctx.Deadline(); ok && time.Until(end) <= d {
		return false
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// completion reads an answer: one choice that ended by itself, with words and no calls.
func completion(body io.Reader) (reply advisor.Reply, err error) {
	text, err := io.ReadAll(io.LimitReader(body, answerSize+1))
	if err != nil || len(text) > answerSize {
		return reply, ErrUnavailable.Because(errors.Join(errors.New("the answer is cut or too long"), err))
	}
	var answer struct {
		Model   string `json:"model"`
		Choices []struct {
			FinishReason string `json:"finish_reason"`
			Message      struct {
				Content   string            `json:"content"`
				Refusal   string            `json:"refusal"`
				ToolCalls []json.RawMessage `json:"tool_calls"`
			} `json:"message"`
		} `json:"choices"`
	}
	if json.Unmarshal(text, &answer) != nil {
		return reply, ErrUnavailable.Because(errors.New("the answer is no JSON of the contract"))
	}
	if len(answer.Choices) != 1 {
		return reply, ErrUnavailable.Because(errors.New("the answer has not one choice"))
	}
	choice := answer.Choices[0]
	switch {
	case choice.FinishReason != "stop" && choice.FinishReason != "":
		return reply, ErrUnavailable.Because(errors.New("the answer did not come to its end"))
	case choice.Message.Refusal != "" || len(choice.Message.ToolCalls) > 0 || choice.Message.Content == "":
		return reply, ErrUnavailable.Because(errors.New("the answer has no words, or more than words"))
	}
	return advisor.Reply{Content: choice.Message.Content, Model: answer.Model[:min(len(answer.Model), 100)]}, nil
}
