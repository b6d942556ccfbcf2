package public

import (
	"testing"

	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

func TestPagesFitTheirStructs(t *testing.T) {
	webtest.Fit(t, pages, map[string]any{
		"track": trackPage{}, "verify": verifyPage{}, "help": plainPage{}, "status": plainPage{},
	})
}
