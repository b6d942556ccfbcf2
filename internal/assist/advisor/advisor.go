package advisor

import (
	"context"
	"slices"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// Options say whose model is asked and how much. Now is the clock and has to be given.
type Options struct {
	Model  string // its name, for the record
	Commit string // of this program
	Now    func() time.Time
	Budget Budget
	Laws   []string // names of laws of the catalogue, which no account may say
}

// Advisor asks a model within its budgets. A nil Advisor answers ErrOff. It is safe for
// concurrent use.
type Advisor struct {
	model   Model
	options Options
	purse   *purse
	circuit circuit

	trusting bool // a test leaves the sieve out, to see what holds behind it
}

// New makes an advisor; without a model there is none.
func New(m Model, o Options) *Advisor {
	if m == nil {
		return nil
	}
	return &Advisor{model: m, options: o, purse: newPurse(o.Budget)}
}

// Work is one request and what is made of its reply, both pure.
type Work[T any] struct {
	Request Request
	Judge   func(content string) (T, error)
}

// run asks once. texts are what strangers wrote: one that speaks to programs is not sent,
// and one that no budget covers is not even read.
func run[T any](ctx context.Context, a *Advisor, account string, texts []string, work func() Work[T]) (result T, used Use, err error) {
	switch {
	case a == nil:
		return result, used, ErrOff
	case a.purse.tooLong(texts):
		return result, used, ErrBudget.With("of", "tokens")
	case !a.trusting && slices.ContainsFunc(texts, suspect):
		return result, used, ErrSuspect
	}
	w := work()
	reply, err := a.ask(ctx, account, w.Request)
	if err != nil {
		return result, used, err
	}
	result, err = w.Judge(reply.Content)
	return result, a.used(w.Request, reply, outcome(result, err)), err
}

// ask calls the model if budget and circuit let it. Every error is a coded fault.
func (a *Advisor) ask(ctx context.Context, account string, r Request) (Reply, error) {
	now := a.options.Now()
	if a.circuit.resting(now) {
		return Reply{}, ErrResting
	}
	if err := a.purse.take(account, r, now); err != nil {
		return Reply{}, err
	}
	if err := a.circuit.enter(now); err != nil {
		return Reply{}, err
	}
	reply, err := a.model.Complete(ctx, r)
	a.circuit.left(err, a.options.Now())
	if _, coded := fault.As(err); err != nil && !coded {
		err = ErrModel.Because(err)
	}
	return reply, err
}
