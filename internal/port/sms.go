package port

import (
	"context"
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/message"
)

// SMS sends text messages through a gateway. It satisfies message.Sender.
type SMS struct{ client }

// NewSMS makes the client.
func NewSMS(e Endpoint) (*SMS, error) {
	c, err := newClient(e)
	return &SMS{c}, err
}

// Send hands one message over. The gateway knows a message by its id and sends it once,
// however often it is handed over.
func (c *SMS) Send(ctx context.Context, m message.Message) error {
	var answer struct{}
	err := c.call(ctx, http.MethodPut, "/v1/messages/"+m.ID, map[string]string{"to": m.To, "kind": m.Kind, "text": m.Text, "code": m.Code}, &answer)
	if refused(err) != "" {
		return ErrUnavailable.Because(err)
	}
	return err
}
