package fault_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

var errUnpaid = fault.New(fault.Conflict, "filing.fee_unpaid")

func TestFaultKeepsItsIdentity(t *testing.T) {
	err := fmt.Errorf("submit: %w", errUnpaid.With("amount", 5).Because(io.EOF))
	if !errors.Is(err, errUnpaid) || !errors.Is(err, io.EOF) {
		t.Errorf("identity or cause lost in %v", err)
	}
	if errors.Is(err, fault.New(fault.Conflict, "filing.other")) {
		t.Error("another code compares as equal")
	}
	if !fault.Is(err, fault.Conflict) || fault.KindOf(io.EOF) != fault.Internal {
		t.Error("kind is wrong")
	}
	if errUnpaid.Params != nil {
		t.Error("With changed the sentinel")
	}
	if f, _ := fault.As(err); f.MessageKey() != "error.filing.fee_unpaid" {
		t.Errorf("message key %q", f.MessageKey())
	}
}
