package filing

import (
	"encoding/json"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

// ErrNoReceipt means that a file is sealed as it should be, and is something else.
var ErrNoReceipt = fault.New(fault.Invalid, "filing.no_receipt")

// ReceiptIn reads the receipt that a verified file carries. The kind is asked first: any
// sealed JSON would fit the fields of a receipt by leaving them empty.
func ReceiptIn(f seal.Finding) (Receipt, error) {
	var r Receipt
	if f.Kind != ReceiptKind {
		return r, ErrNoReceipt
	}
	if err := json.Unmarshal(f.Payload, &r); err != nil || r.Tracking == "" {
		return Receipt{}, ErrNoReceipt.Because(err)
	}
	return r, nil
}
