package store

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/tarazu-justice/tarazu/internal/record"
)

// statement is SQL on its way to the database.
type statement struct {
	text  string
	args  []any
	once  bool  // must touch exactly one row; none means that the row moved on
	taken error // what a unique key that stands already means here
}

// fault says what an error, or the number of rows touched, means for this statement.
func (s statement) fault(touched int64, err error) error {
	switch err = told(err); {
	case err == nil && s.once && touched != 1:
		return ErrStale
	case s.taken != nil && errors.Is(err, ErrTaken):
		return errors.Join(s.taken, err)
	}
	return err
}

// change is the transaction as one update sees it. Reads are answered at once. Writes wait
// and go together: before the next read, or at the end. So a refused or panicking update has
// mostly written nothing, and over a network an update costs one way for all its writes. The
// fault of a write comes with the next read or at the end, and undoes the update.
type change struct {
	ctx     context.Context //nolint:containedctx // lives as long as one transaction
	session session
	waiting []statement
	leaves  []record.Leaf
	alone   bool  // nobody else in this transaction: no savepoint
	open    bool  // the savepoint of an earlier member still stands
	marked  bool  // the savepoint is set, or waits to be
	reached bool  // something of this update reached the database
	broken  error // the first fault of the database
}

const (
	setSavepoint  = `savepoint member`
	dropSavepoint = `release savepoint member`
	backToStart   = `rollback to savepoint member`
)

func (c *change) exec(text string, args ...any) { c.write(statement{text: text, args: args}) }

// one runs a statement that must touch exactly one row, else the update is stale.
func (c *change) one(text string, args ...any) {
	c.write(statement{text: text, args: args, once: true})
}

func (c *change) write(s statement) {
	c.mark()
	c.waiting = append(c.waiting, s)
}

// mark sets the point to which this update alone can be undone.
func (c *change) mark() {
	if c.marked || c.alone {
		return
	}
	c.marked = true
	if c.open { // dropped only now: that a statement touched no row is seen when its pipeline is over
		c.waiting = append(c.waiting, statement{text: dropSavepoint})
	}
	c.waiting = append(c.waiting, statement{text: setSavepoint})
}

func (c *change) query(_ context.Context, text string, args ...any) (rows, error) {
	if c.broken != nil {
		return nil, c.broken
	}
	before := c.take()
	r, err := c.session.query(c.ctx, before, statement{text: text, args: args})
	if err != nil {
		return nil, c.note(err)
	}
	return noted{r, c}, nil
}

// noted are rows whose faults the change remembers.
type noted struct {
	rows
	c *change
}

func (n noted) Err() error { return n.c.note(n.rows.Err()) }

// hold reads rows that must stay as they are until the commit.
func (c *change) hold(ctx context.Context, text string, args ...any) row {
	c.mark() // waiting for the row may fail
	return ask(ctx, c, text+c.session.holding(), args...)
}

// send lets the waiting writes go.
func (c *change) send() error {
	if c.broken != nil || len(c.waiting) == 0 {
		return c.broken
	}
	return c.note(c.session.run(c.ctx, c.take()))
}

func (c *change) take() (list []statement) {
	list, c.waiting = c.waiting, nil
	c.reached = c.reached || len(list) > 0
	return list
}

func (c *change) note(err error) error {
	if err != nil && c.broken == nil {
		c.broken = told(err)
	}
	return err
}

// run carries out one update. refused is the update's own fault, and nothing of it stays;
// broken means that the whole transaction can no longer be trusted.
func (c *change) run(update func(*change) error) (refused, broken error) {
	*c = change{ctx: c.ctx, session: c.session, leaves: c.leaves, alone: c.alone, open: c.open || c.marked && c.reached}
	kept := len(c.leaves)
	if refused = careful(c, update); refused == nil {
		refused = c.send()
	}
	if c.broken != nil { // even if the update looked away
		refused = c.broken
	}
	if refused == nil {
		return nil, nil
	}
	c.leaves = c.leaves[:kept]
	return refused, c.undo()
}

func (c *change) undo() error {
	switch {
	case c.session.lost():
		return c.broken
	case c.alone && c.reached, c.broken != nil && !c.marked:
		return errors.Join(errUndone, c.broken) // there is no point to go back to
	case !c.marked || !c.reached:
		return nil
	}
	return c.session.run(c.ctx, []statement{{text: backToStart}})
}

var errUndone = errors.New("the transaction was given up")

// careful turns a panic of one update into its error, so that the others live.
func careful(c *change, update func(*change) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("update panicked: %v\n%s", p, debug.Stack())
		}
	}()
	return update(c)
}
