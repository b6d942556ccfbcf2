package store

import (
	"context"
	"math"
	"time"

	"github.com/tarazu-justice/tarazu/internal/job"
)

// Jobs satisfies job.Queue.
type Jobs struct{ *Store }

// OnJobs sets what is called after each batch on disk, which may have left jobs: a worker's
// Poke. It must not wait.
func (s *Store) OnJobs(poke func()) { s.onBatch.Store(&poke) }

// jobs is the subject of all claims and ends: those of one moment share a batch.
const jobs = "jobs"

// buried is the time at which a buried job would run: never.
const buried = math.MaxInt64

const (
	jobsDue = `
	select count(*)
	from (select id from jobs where done_at = 0 and run_at <= $1 and leased_until <= $2 limit 1) as due`
	// claimJobs chooses first, in a query of its own: inside the update PostgreSQL may choose
	// again and again, and take more than the limit.
	claimJobs = `
	with due as (
		select id from jobs where done_at = 0 and run_at <= $1 and leased_until <= $2 order by run_at, id limit $3`
	// claimStill asks once more, of the row as it is when our turn comes: between the choice
	// and the update another program may have claimed it.
	claimStill = `)
	update jobs
	set leased_until = $4, attempts = attempts + 1, fence = fence + 1
	where id in (select id from due) and done_at = 0 and run_at <= $1 and leased_until <= $2
	returning id, kind, payload, attempts, fence`
)

// Claim takes up to limit jobs whose time has come and that nobody holds. Looking costs no
// write: workers look often.
func (s Jobs) Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) (claimed []job.Claimed, err error) {
	var due int
	if err := ask(ctx, s.reads, jobsDue, micros(now), micros(now)).Scan(&due); err != nil || due == 0 {
		return nil, told(err)
	}
	claim := claimJobs + s.engine.passing() + claimStill
	err = s.commit(ctx, jobs, func(c *change) (err error) {
		c.mark()
		claimed, err = all(c.ctx, c, scanClaimed, claim, micros(now), micros(now), limit, micros(now.Add(lease)))
		return err
	})
	return claimed, err
}

func scanClaimed(r row) (c job.Claimed, err error) {
	var payload string
	err = r.Scan(&c.ID, &c.Kind, &payload, &c.Attempts, &c.Fence)
	c.Payload = []byte(payload)
	return c, err
}

const (
	jobDone = `
	update jobs
	set done_at = $1, payload = '', failed = ''
	where id = $2 and fence = $3 and done_at = 0`
	jobRetry = `
	update jobs
	set run_at = $1, leased_until = 0, failed = $2
	where id = $3 and fence = $4 and done_at = 0`
	buriedJobs = `
	select id, kind, attempts, failed
	from jobs
	where done_at = 0 and run_at = $1
	order by id`
	digUp = `
	update jobs
	set run_at = $1, attempts = 0, leased_until = 0
	where id = $2 and done_at = 0 and run_at = $3`
)

// Done ends a job and empties its payload.
func (s Jobs) Done(ctx context.Context, id string, fence int64, now time.Time) error {
	return s.end(ctx, jobDone, micros(now), id, fence)
}

// Retry gives a job back until at.
func (s Jobs) Retry(ctx context.Context, id string, fence int64, at time.Time, failed string) error {
	return s.end(ctx, jobRetry, micros(at), failed, id, fence)
}

// Bury puts a job aside.
func (s Jobs) Bury(ctx context.Context, id string, fence int64, failed string) error {
	return s.end(ctx, jobRetry, int64(buried), failed, id, fence)
}

// Buried lists the jobs that gave up, for the operator.
func (s Jobs) Buried(ctx context.Context) ([]job.Buried, error) {
	scan := func(r row) (b job.Buried, err error) {
		err = r.Scan(&b.ID, &b.Kind, &b.Attempts, &b.Failed)
		return b, err
	}
	return all(ctx, s.reads, scan, buriedJobs, int64(buried))
}

// DigUp lets a buried job run again.
func (s Jobs) DigUp(ctx context.Context, id string, now time.Time) error {
	return s.end(ctx, digUp, micros(now), id, int64(buried))
}

func (s Jobs) end(ctx context.Context, query string, args ...any) error {
	return s.commit(ctx, jobs, func(c *change) error {
		c.one(query, args...)
		return nil
	})
}

const waitingJobs = `
	select count(*)
	from jobs
	where done_at = 0 and run_at < $1`

// Waiting counts the jobs that are not done and did not give up.
func (s Jobs) Waiting(ctx context.Context) (n int, err error) {
	err = ask(ctx, s.reads, waitingJobs, int64(buried)).Scan(&n)
	return n, err
}
