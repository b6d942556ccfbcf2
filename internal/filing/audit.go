package filing

import (
	"encoding/json"
	"fmt"

	"github.com/tarazu-justice/tarazu/internal/seal"
)

// Kept is one submitted version as it stands in the store, with its receipt. No body means
// that it is missing.
type Kept struct {
	Filing        string
	State         State
	Latest        int // number of the filing's latest version
	Number        int
	Hash          string
	Body, Receipt []byte
}

// Audit says what is wrong with a kept version: its words, its receipt, its leaf. The files
// that its manifest names are given for the scan of the blobs.
func (k Kept) Audit(trusted seal.Keys, leaf func(digest string) bool) (files []Enclosed, faults []string) {
	wrong := func(format string, args ...any) {
		faults = append(faults, fmt.Sprintf("filing %s, version %d: ", k.Filing, k.Number)+fmt.Sprintf(format, args...))
	}
	if len(k.Body) == 0 {
		wrong("what was submitted is missing")
		return nil, faults
	}
	if seal.Hash(k.Body) != k.Hash {
		wrong("the words were changed: their hash is not the one that was kept")
	}
	c, err := DecodeContent(k.Body)
	if err != nil {
		wrong("the words cannot be read: %v", err)
		return nil, faults
	}
	if c.Filing != k.Filing || c.Number != k.Number {
		wrong("the words belong to filing %s, version %d", c.Filing, c.Number)
	}
	finding, err := seal.Verify(k.Receipt, trusted)
	var r Receipt
	switch {
	case len(k.Receipt) == 0:
		wrong("the receipt is missing")
	case err != nil:
		wrong("the receipt does not hold: %v", err)
	case json.Unmarshal(finding.Payload, &r) != nil || r.Filing != k.Filing || r.ContentNumber != k.Number || r.ContentHash != k.Hash:
		wrong("the receipt speaks of other words")
	case !leaf(seal.Hash(k.Receipt)):
		wrong("the receipt has no leaf in the log")
	}
	return c.Attachments, faults
}
