package publisher

import (
	"testing"

	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

func TestPagesFitTheirStructs(t *testing.T) {
	webtest.Fit(t, pages, map[string]any{
		"publisher": aheadPage{}, "releases": releasesPage{}, "release-new": proposalPage{}, "undo": undoPage{}, "reviews": reviewsPage{},
	})
}
