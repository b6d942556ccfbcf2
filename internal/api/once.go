package api

import (
	"context"
	"encoding/json"
	"log/slog"
	"regexp"
	"time"

	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

// keyShape is what an Idempotency-Key may be: printable and short, such as a UUID.
var keyShape = regexp.MustCompile(`^[\x21-\x7e]{1,128}$`)

// abandoned is after how long a request that gave no answer is taken for dead.
const abandoned = 2 * time.Minute

// once answers a request under its idempotency key: the same request again gets the same
// answer, another one under the same key is refused. A refused request leaves its key free.
// body gives the hash of what was sent, when it is known: at the latest after do.
func once[Out any](a *API, c *call, key string, body func() string, do func() (Out, error)) (out Out, err error) {
	if key == "" {
		return do()
	}
	if !keyShape.MatchString(key) {
		return out, errKeyShape
	}
	request := func() string { return seal.Hash([]byte(c.r.Method + " " + c.r.URL.RequestURI() + " " + body())) }
	earlier, err := a.Answers.Reserve(c.ctx(), c.who.Account, key, "", c.now(), c.now().Add(-abandoned))
	switch {
	case err != nil:
		return out, err
	case earlier == nil:
	case earlier.Status == 0:
		return out, errKeyBusy.With("seconds", 1)
	case earlier.Request != request():
		return out, errKeyReused
	default:
		return out, json.Unmarshal(earlier.Body, &out)
	}
	kept := false
	ctx := context.WithoutCancel(c.ctx())
	defer func() { // a refusal and a panic alike leave the key free
		if !kept {
			a.release(ctx, c, key)
		}
	}()
	if out, err = do(); err != nil {
		return out, err
	}
	text, err := json.Marshal(out)
	if err != nil {
		return out, err
	}
	err = a.Answers.Keep(ctx, c.who.Account, key, record.Answer{Request: request(), Status: c.status, Body: text})
	kept = err == nil
	return out, err
}

func (a *API) release(ctx context.Context, c *call, key string) {
	if err := a.Answers.Drop(ctx, c.who.Account, key); err != nil {
		a.Log.LogAttrs(ctx, slog.LevelError, "idempotency key stays reserved", slog.String("request", c.id), slog.Any("error", err))
	}
}
