package web

import (
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/access"
)

// Route is one door of the site. The mux, the rights table and the route-walking tests all
// read the same list of them.
type Route struct {
	Method  string
	Pattern string
	Right   access.Right
	Handler func(http.ResponseWriter, *http.Request) error
}

// Desk is a group of routes with their pages.
type Desk interface{ Routes() []Route }
