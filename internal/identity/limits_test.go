package identity_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/identity"
)

var update = flag.Bool("update", false, "print docs/security-limits.md anew")

const limitsPage = "../../docs/security-limits.md"

func TestTheLimitsArePrinted(t *testing.T) {
	var page bytes.Buffer
	if err := identity.WriteLimits(&page); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(limitsPage, page.Bytes(), 0o644); err != nil { //nolint:gosec // a page for everybody
			t.Fatal(err)
		}
	}
	if printed, err := os.ReadFile(limitsPage); err != nil || !bytes.Equal(printed, page.Bytes()) {
		t.Errorf("%s is not of today's table; run go test ./internal/identity -update (%v)", limitsPage, err)
	}
}
