package cli

import (
	"context"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/port"
)

// bank lets filing speak with the payment port.
type bank struct{ port *port.Payment }

func (b bank) Open(ctx context.Context, id string, amount int64, back, about string) (string, string, error) {
	opened, err := b.port.Open(ctx, port.Order{ID: id, Amount: amount, Return: back, Description: about})
	return opened.GatewayID, opened.PayURL, err
}

func (b bank) State(ctx context.Context, id string) (filing.Answer, error) {
	return answer(b.port.State(ctx, id))
}

func (b bank) Confirm(ctx context.Context, id string) (filing.Answer, error) {
	return answer(b.port.Confirm(ctx, id))
}

func (b bank) Refund(ctx context.Context, id, refund string, amount int64) (filing.Answer, error) {
	return answer(b.port.Refund(ctx, id, refund, amount))
}

func answer(s port.PaymentState, err error) (filing.Answer, error) {
	return filing.Answer{State: s.State, Amount: s.Amount, Reference: s.Reference}, err
}

// profiles offers what the account knows as the first answers of a draft.
type profiles struct{ accounts *identity.Accounts }

func (p profiles) Known(ctx context.Context, who identity.Who) (form.Answers, error) {
	profile, err := p.accounts.Profile(ctx, who)
	if err != nil {
		return nil, err
	}
	if who.Standing.Kind.ForOthers() {
		return form.Answers{}, nil
	}
	me := map[string]any{
		"kind": "natural", "national_id": profile.Person.NationalID, "name": profile.Person.Name(),
		"father": profile.Person.Father, "address": lang.Line(profile.Place.Address), "county": profile.Place.County,
	}
	return form.Answers{"party.us": []map[string]any{me}}, nil
}

// registryInput is a submitted content as the form engine reads it again, to show which
// questions its answers belong to. Nothing is decided by it.
func registryInput(f *filing.Filing, c *filing.Content) form.Input {
	slots := []string{}
	for _, a := range c.Attachments {
		slots = append(slots, a.Slot)
	}
	return form.Input{Answers: c.Answers, Today: lang.DateAt(f.ReceivedAt), Standing: c.Standing, Attached: slots, Court: f.Court}
}
