package main

import "context"

// group gathers what clients want written, as the store does: whoever waits is taken
// together, 128 at most, and answered after one commit.
type group struct {
	queue  chan chan error
	commit func(n int) error
}

func newGroup(commit func(n int) error) *group {
	g := &group{queue: make(chan chan error, 256), commit: commit}
	go g.run() // until the program ends
	return g
}

func (g *group) run() {
	for first := range g.queue {
		batch := []chan error{first}
	gather:
		for len(batch) < 128 {
			select {
			case more := <-g.queue:
				batch = append(batch, more)
			default:
				break gather
			}
		}
		err := g.commit(len(batch))
		for _, member := range batch {
			member <- err
		}
	}
}

func (g *group) write(context.Context, int) error {
	answer := make(chan error, 1)
	g.queue <- answer
	return <-answer
}
