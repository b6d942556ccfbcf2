// Package web is what all desks of the site share: routes as values, the one adapter that
// turns an error into a page, sessions, security headers, the layout and its parts.
//
// Each desk (web/citizen, web/registry, web/account, web/public, web/demo) lists its
// routes and brings its pages; package cli joins them. A page is executed with a named
// struct that embeds Page, into a buffer before the first byte is sent, and works without
// JavaScript. Words come from package lang by key.
//
//	func (d *Desk) Routes() []web.Route {
//		return []web.Route{{"GET", "/filings/{id}", access.File, d.showFiling}}
//	}
//
//	func (d *Desk) showFiling(w http.ResponseWriter, r *http.Request) error {
//		who := web.Who(r)
//		...
//		return d.site.Render(w, r, "filing", filingPage{Page: d.site.Page(r, "filing.title"), ...})
//	}
package web
