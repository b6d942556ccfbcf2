package message_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/job"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/message"
)

type sender func(message.Message) error

func (s sender) Send(_ context.Context, m message.Message) error { return s(m) }

func TestAMessageIsSentAsItWasWritten(t *testing.T) {
	at := time.Unix(1_800_000_000, 0).UTC()
	m := message.Message{To: "09120004471", Kind: "identity.sign_in", Text: "رمز ۱۲", Code: "123456", At: at, Until: at.Add(time.Minute)}
	j := message.Job(m)
	var got message.Message
	send := message.Handler(sender(func(m message.Message) error { got = m; return nil }), func() time.Time { return at })
	if err := send(t.Context(), job.Claimed{Payload: j.Payload}); err != nil {
		t.Fatal(err)
	}
	if m.ID = j.ID; got != m || j.Kind != message.SMS || j.ID == "" || !j.At.Equal(at) {
		t.Errorf("sent %+v of %+v", got, j)
	}
}

func TestWhatIsNotSent(t *testing.T) {
	at := time.Unix(1_800_000_000, 0).UTC()
	broken := errors.New("no net")
	for name, tc := range map[string]struct {
		payload []byte
		want    error
	}{
		"a code whose life is over":    {message.Job(message.Message{Code: "482913", Until: at}).Payload, job.ErrPointless},
		"a payload that is no message": {[]byte("482913"), job.ErrPointless},
		"a gateway that is down":       {message.Job(message.Message{Code: "482913"}).Payload, broken},
	} {
		send := message.Handler(sender(func(message.Message) error { return broken }), func() time.Time { return at })
		if err := send(t.Context(), job.Claimed{Payload: tc.payload}); !errors.Is(err, tc.want) || strings.Contains(err.Error(), "482913") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNoTextHoldsALink: people learn that whoever sends a link is not us.
func TestNoTextHoldsALink(t *testing.T) {
	messages, err := lang.LoadMessages()
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range messages.Keys() {
		for _, loc := range []lang.Locale{lang.FA, lang.EN} {
			text := strings.ToLower(messages.Text(loc, key, nil))
			if strings.HasPrefix(key, "sms.") && (strings.Contains(text, "http") || strings.Contains(text, "www.") || strings.Contains(text, ".ir")) {
				t.Errorf("%s holds a link: %s", key, text)
			}
		}
	}
}
