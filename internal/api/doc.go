// Package api lets programs do what people do on the pages: /api/v1, through the same use
// cases, the same rights and the same store.
//
// A route is a value (Route) with its method, pattern, right and handler, and the Go types
// of what goes in and out; the mux, the rights tests, the OpenAPI description and the page
// of documentation are all made from that one list. Requests are read strictly: an unknown
// or repeated key, another content type or a stale version is refused with a coded problem
// (RFC 9457), never guessed at. Whoever calls proves herself by a bearer token; cookies are
// not looked at, so no page of another site can act for anybody.
//
// It knows neither the pages (package web) nor SQL. The names of v1 never change: a test
// compares each new description with the one first released (testdata/openapi-v1.0.json).
package api
