package message

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/tarazu-justice/tarazu/internal/job"
	"github.com/tarazu-justice/tarazu/internal/record"
)

// SMS is the kind of job that sends a message.
const SMS = "message.sms"

// Message is one text to one mobile.
type Message struct {
	ID    string    `json:"id"`
	To    string    `json:"to"`
	Kind  string    `json:"kind"` // what it is for, such as "identity.sign_in"
	Text  string    `json:"text"`
	Code  string    `json:"code,omitempty"` // the one-time or personal code that the text holds
	At    time.Time `json:"at"`
	Until time.Time `json:"until"` // pointless after this; zero means never
}

// Job gives the work of sending m. Its id is the message's, so that a gateway knows a repetition.
func Job(m Message) record.Job {
	if m.ID == "" {
		m.ID = record.NewID()
	}
	payload, err := json.Marshal(m)
	if err != nil {
		panic(err) // cannot be: strings and years of four digits
	}
	return record.Job{ID: m.ID, Kind: SMS, Payload: payload, At: m.At}
}

// Sender hands a message to whoever carries it.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// Handler sends the messages of the queue. A code whose life is over is not sent any more:
// it could only confuse.
func Handler(sender Sender, now func() time.Time) job.Handler {
	return func(ctx context.Context, c job.Claimed) error {
		var m Message
		if err := json.Unmarshal(c.Payload, &m); err != nil {
			return fmt.Errorf("%w: read message", job.ErrPointless) // the payload may hold a code: not in the log
		}
		if !m.Until.IsZero() && !now().Before(m.Until) {
			return fmt.Errorf("%w: the message came too late", job.ErrPointless)
		}
		return sender.Send(ctx, m)
	}
}
