package demo

import (
	"testing"

	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

func TestPagesFitTheirStructs(t *testing.T) {
	webtest.Fit(t, pages, map[string]any{
		"demo": whoPage{}, "demo-outbox": outboxPage{}, "demo-bank": billPage{},
	})
}
