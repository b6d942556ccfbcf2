package job

import (
	"context"
	"errors"
	"time"
)

// ErrPointless is wrapped by a handler whose job will never succeed or is no longer
// needed: the job ends without another attempt.
var ErrPointless = errors.New("pointless")

// Claimed is a job that this worker holds until its lease ends. The fence grows with every
// claim; only the holder of the latest one can finish the job.
type Claimed struct {
	ID       string
	Kind     string
	Payload  []byte
	Attempts int // this one included
	Fence    int64
}

// Buried is a job that gave up, for the operator's eyes. It shows no payload.
type Buried struct {
	ID       string
	Kind     string
	Attempts int
	Failed   string
}

// Handler carries out one kind of job.
type Handler func(ctx context.Context, c Claimed) error

// Queue keeps the jobs. Done, Retry and Bury answer a fault when the fence is not the latest.
type Queue interface {
	// Claim takes up to limit jobs whose time has come and that nobody holds.
	Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]Claimed, error)
	// Done ends a job and empties its payload.
	Done(ctx context.Context, id string, fence int64, now time.Time) error
	// Retry gives a job back until at.
	Retry(ctx context.Context, id string, fence int64, at time.Time, failed string) error
	// Bury puts a job aside that failed too often.
	Bury(ctx context.Context, id string, fence int64, failed string) error
}
