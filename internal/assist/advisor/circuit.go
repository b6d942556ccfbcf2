package advisor

import (
	"context"
	"errors"
	"sync"
	"time"
)

const (
	mostFailures = 3
	restingTime  = time.Minute
)

// circuit leaves a model alone that failed three times in a row: people would wait for
// nothing. After a minute one call tries; the others wait for what comes of it.
type circuit struct {
	mu       sync.Mutex
	failures int
	until    time.Time
}

// resting says whether the model is left alone now.
func (c *circuit) resting(now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return now.Before(c.until)
}

// enter lets a call through, or gives ErrResting.
func (c *circuit) enter(now time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.Before(c.until) {
		return ErrResting
	}
	if c.failures >= mostFailures {
		c.until = now.Add(restingTime) // this call is the one that tries
	}
	return nil
}

// left hears how a call ended. Somebody who went away is no failure of the model, and
// neither is a refused reply: else one person's story could take the model from all.
func (c *circuit) left(err error, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case err == nil:
		c.failures, c.until = 0, time.Time{}
	case errors.Is(err, context.Canceled):
		c.until = time.Time{}
	default:
		if c.failures++; c.failures >= mostFailures {
			c.until = now.Add(restingTime)
		}
	}
}
