package simulator

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// boxLength is how many messages the outbox shows: the latest.
const boxLength = 2000

// Sent is a text message that the gateway took.
type Sent struct {
	To   string    `json:"to"`
	Kind string    `json:"kind"`
	Text string    `json:"text"`
	Code string    `json:"code"`
	At   time.Time `json:"at"`

	id string
}

type box struct {
	sent  []Sent
	known map[string]bool
}

// receive takes a message once, however often it is handed over.
func (s *Simulator) receive(r *http.Request, body []byte) (any, error) {
	m := Sent{At: s.now(), id: r.PathValue("id")}
	if err := json.Unmarshal(body, &m); err != nil {
		return nil, err
	}
	if m.To == "" || m.Text == "" {
		return nil, no{http.StatusConflict, "incomplete"}
	}
	s.outbox.put(m)
	return struct{}{}, nil
}

func (b *box) put(m Sent) {
	if b.known == nil {
		b.known = map[string]bool{}
	}
	if b.known[m.id] {
		return
	}
	if len(b.sent) == boxLength {
		delete(b.known, b.sent[0].id)
		b.sent = slices.Delete(b.sent, 0, 1)
	}
	b.sent, b.known[m.id] = append(b.sent, m), true
}

// Outbox lists the messages, the oldest first.
func (s *Simulator) Outbox() []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Sent{}, s.outbox.sent...)
}
