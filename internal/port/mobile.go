package port

import (
	"context"
	"net/http"
)

// MobileOwner asks in whose name a number is. It satisfies identity.Owner.
type MobileOwner struct{ client }

// NewMobileOwner makes the client.
func NewMobileOwner(e Endpoint) (*MobileOwner, error) {
	c, err := newClient(e)
	return &MobileOwner{c}, err
}

// Owns says whether the number is in the name of the person. Whose it is otherwise, nobody learns.
func (c *MobileOwner) Owns(ctx context.Context, nationalID, mobile string) (bool, error) {
	var answer struct {
		Owns bool `json:"owns"`
	}
	err := c.call(ctx, http.MethodPost, "/v1/owns", map[string]string{"national_id": nationalID, "mobile": mobile}, &answer)
	if refused(err) != "" {
		return false, ErrUnavailable.Because(err)
	}
	return answer.Owns, err
}
