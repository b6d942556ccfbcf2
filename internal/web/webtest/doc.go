// Package webtest walks through pages as people do, in a real browser.
//
// Stories are data (journey.go): open, click, fill, choose, upload, expect, check. Every
// checked page is judged by axe-core and html-validate and must not scroll sideways. The
// browser is the system's chromium; nothing is ever downloaded. Only tests import it.
package webtest
