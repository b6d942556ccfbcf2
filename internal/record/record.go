// Package record names what is written beside every change, in the same transaction: the
// events that tell its story, the leaves of the public log, and the jobs that follow.
//
// A change without its event, or a receipt without its leaf, cannot be: the store writes
// Effects together with the change or not at all. Carrying jobs out is package job's concern.
package record

import (
	"crypto/rand"
	"encoding/base32"
	"strings"
	"time"
)

// Effects are what a decision leaves behind beside the changed thing itself.
type Effects struct {
	Events []Event
	Leaves []Leaf
	Jobs   []Job
}

// And adds what another decision leaves behind.
func (e Effects) And(f Effects) Effects {
	return Effects{append(e.Events, f.Events...), append(e.Leaves, f.Leaves...), append(e.Jobs, f.Jobs...)}
}

// Event is one step in the life of a thing: who did what, when, through which request.
type Event struct {
	ID      string
	Subject string // the thing, such as a filing's id
	Kind    string // verb of the thing's own list, such as "filing.submitted"
	Actor   string // account id, or "system"
	At      time.Time
	Request string         // request id, to find the log lines
	Detail  map[string]any // no names, national ids or contents
}

// Leaf is a digest that the public log will hold. It never carries personal data.
type Leaf struct {
	Kind   string
	Digest string // SHA-256, hex
	At     time.Time
}

// Job is follow-up work. Its payload holds what the worker needs, secrets included, and is
// emptied when the work is done.
type Job struct {
	ID      string
	Kind    string
	Payload []byte // JSON
	At      time.Time
}

// NewID makes an identifier of 128 random bits: 26 small letters and digits.
func NewID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand aborts the program instead
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:]))
}

// Answer is what was answered to a request that carried an idempotency key. Status 0 says
// that the request is still under way.
type Answer struct {
	Request string // hash of method, address and body
	Status  int
	Body    []byte
}
