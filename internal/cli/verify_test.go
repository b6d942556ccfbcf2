package cli

import (
	"bytes"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/seal"
)

// TestNoChangedByteIsAccepted flips every byte of a receipt in both its forms and gives it to
// what `tarazu verify` asks.
func TestNoChangedByteIsAccepted(t *testing.T) {
	data, pdf := givenReceipt(t, seal.DemoKey())
	keys := seal.Keys{}.WithDemo()
	for _, form := range []struct {
		name string
		file []byte
	}{{"JSON", data}, {"PDF", pdf}} {
		if _, receipt, err := verifyReceipt(form.file, keys); err != nil || receipt.Tracking != "23140508814726" {
			t.Fatalf("%s: the good receipt is refused: %v", form.name, err)
		}
		var accepted atomic.Int64
		var wait sync.WaitGroup
		for half := range 2 {
			wait.Go(func() {
				own := bytes.Clone(form.file)
				for i := half; i < len(own); i += 2 {
					own[i] ^= 1
					if _, _, err := verifyReceipt(own, keys); err == nil {
						accepted.Add(1)
						t.Errorf("%s: byte %d may be changed", form.name, i)
					}
					own[i] ^= 1
				}
			})
		}
		wait.Wait()
		t.Logf("%s: %d bytes changed one by one, %d accepted", form.name, len(form.file), accepted.Load())
	}
}
