package api

import (
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/access"
	"github.com/tarazu-justice/tarazu/internal/identity"
)

// Root is where the API begins.
const Root = "/api/v1"

// Route is one door of the API. The mux, the rights table, the description and the
// route-walking tests all read the same list of them.
type Route struct {
	Method  string
	Pattern string // with Root
	Right   access.Right
	Scope   identity.Scope // what a personal token needs; none: only a session may
	Handler func(http.ResponseWriter, *http.Request) error
	says    says
}

// says is what the description tells of a route.
type says struct {
	id      string // operationId
	about   string
	group   string
	status  int
	in, out shape
	upload  bool     // the body is a file
	files   []string // content types of an answer that is no JSON
	headers []string // of the answer
}

// gate is who may pass: a right, and what a personal token needs beside it.
type gate struct {
	right access.Right
	scope identity.Scope
}

// The gates of the API.
var (
	anyone   = gate{access.Anyone, ""}
	guest    = gate{access.Guest, ""}
	account  = gate{access.Account, ""}
	reads    = gate{access.File, identity.ReadFilings}
	writes   = gate{access.File, identity.WriteFilings}
	counter  = gate{access.Registry, identity.CourtDesk}
	managing = gate{access.Admin, ""}
)

// none is an input or an answer without content.
type none struct{}

// route joins a use case to its address: what goes in is read into In, what comes out is
// written from Out, and both are described from their types.
func route[In, Out any](method, path string, g gate, id, about string, do func(*call, In) (Out, error)) Route {
	r := Route{Method: method, Pattern: Root + path, Right: g.right, Scope: g.scope}
	r.says = says{id: id, about: about, status: http.StatusOK, in: shapeOf[In](), out: shapeOf[Out]()}
	if r.says.out.empty() {
		r.says.status = http.StatusNoContent
	}
	r.Handler = func(w http.ResponseWriter, req *http.Request) error {
		c := callOf(req)
		c.w, c.r = w, req
		if c.status == 0 { // else another good status was named
			c.status = r.says.status
		}
		in, err := readInput[In](c)
		if err != nil {
			return err
		}
		out, err := do(c, in)
		if err != nil {
			return err
		}
		return c.answer(out)
	}
	return r
}

// upload is a route whose body is a file, which its use case reads itself.
func upload[In, Out any](method, path string, g gate, id, about string, do func(*call, In) (Out, error)) Route {
	r := route(method, path, g, id, about, do)
	r.says.upload = true
	inner := r.Handler
	r.Handler = func(w http.ResponseWriter, req *http.Request) error {
		callOf(req).upload = true
		return inner(w, req)
	}
	return r
}

// with changes the status of a good answer and names the headers that come with it.
func (r Route) with(status int, headers ...string) Route {
	r.says.status, r.says.headers = status, headers
	inner := r.Handler
	r.Handler = func(w http.ResponseWriter, req *http.Request) error {
		callOf(req).status = status
		return inner(w, req)
	}
	return r
}

// giving names the content types of a file that is answered.
func (r Route) giving(kinds ...string) Route {
	r.says.files = kinds
	return r
}

// in puts routes under one heading of the documentation.
func in(group string, routes ...Route) []Route {
	for i := range routes {
		routes[i].says.group = group
	}
	return routes
}
