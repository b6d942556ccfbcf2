package port

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
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/telemetry"
)

// ErrUnavailable says that an outside service does not answer, or answers nonsense.
var ErrUnavailable = fault.New(fault.Unavailable, "port.unavailable")

const (
	patience   = 8 * time.Second // of a person who waits before a page
	answerSize = 64 << 10
)

// Endpoint is where a service lives and the token that it knows us by.
type Endpoint struct {
	URL       string
	Token     string
	Simulated bool // the demonstration speaks with the simulator; nobody else does
}

// SimulatorHeader is in every answer of the simulator: in earnest such an answer is refused.
const SimulatorHeader = "Tarazu-Simulator"

// ErrSimulator says that a service that people's cases rest on is only the simulator.
var ErrSimulator = fault.New(fault.Unavailable, "port.simulator")

// client speaks JSON with one service.
type client struct {
	base      string
	token     string
	simulated bool
	http      *http.Client
}

func newClient(e Endpoint) (client, error) {
	u, err := url.Parse(e.URL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return client{}, errors.New("the address of a service has to begin with https:// (http:// on loopback)")
	}
	if u.Scheme == "http" && !loopback(u.Hostname()) {
		return client{}, fmt.Errorf("the service at %s has to be reached by https://", u.Host)
	}
	return client{base: strings.TrimRight(e.URL, "/"), token: e.Token, simulated: e.Simulated, http: &http.Client{
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

func loopback(host string) bool {
	return host == "localhost" || host == "::1" || strings.HasPrefix(host, "127.")
}

// refusal is a service's own no, such as "no_record".
type refusal struct {
	Code string `json:"code"`
}

func (r *refusal) Error() string { return "refused: " + r.Code }

// call sends in and reads the answer into out. A no of the service is a *refusal; all else
// that goes wrong is ErrUnavailable.
func (c client) call(ctx context.Context, method, path string, in, out any) (err error) {
	ctx, done := telemetry.Span(ctx, "port "+strings.Split(path, "/")[2]) // "/v1/payments/…": ids stay out
	defer func() { done(err) }()
	var body io.Reader
	if in != nil {
		text, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return ErrUnavailable.Because(withoutAddress(err))
	}
	defer response.Body.Close()
	if response.Header.Get(SimulatorHeader) != "" && !c.simulated {
		return ErrSimulator
	}
	return read(response, out)
}

// Probe asks who is there, before people rely on it: ErrSimulator for the simulator,
// ErrUnavailable when nobody answers.
func (c client) Probe(ctx context.Context) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/v1/", nil)
	if err != nil {
		return err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return ErrUnavailable.Because(withoutAddress(err))
	}
	if response.Header.Get(SimulatorHeader) != "" && !c.simulated {
		err = ErrSimulator
	}
	return errors.Join(err, response.Body.Close())
}

func read(response *http.Response, out any) error {
	body, err := io.ReadAll(io.LimitReader(response.Body, answerSize+1))
	if err != nil || len(body) > answerSize {
		return ErrUnavailable.Because(errors.Join(errors.New("the answer is cut or too long"), err))
	}
	switch {
	case response.StatusCode == http.StatusOK:
		if err := json.Unmarshal(body, out); err != nil {
			return ErrUnavailable.Because(errors.New("the answer is no JSON of the contract")) // the body may be personal
		}
		return nil
	case response.StatusCode == http.StatusNotFound || response.StatusCode == http.StatusConflict:
		no := &refusal{}
		if json.Unmarshal(body, no) == nil && no.Code != "" {
			return no
		}
	}
	return ErrUnavailable.Because(fmt.Errorf("status %d", response.StatusCode))
}

// withoutAddress drops the address from a transport error: it goes to the log.
func withoutAddress(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// refused gives the code of a service's own no, or nothing.
func refused(err error) string {
	var no *refusal
	if errors.As(err, &no) {
		return no.Code
	}
	return ""
}
