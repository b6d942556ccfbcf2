// Package assets holds the files that a browser fetches and the fonts of printed papers.
//
// `make assets` (npm, internal/assets/build.mjs) makes them in dist/, which is embedded.
// On a bare clone dist/ is empty: the program still builds, and Ready says what to run.
// Every file has one address with the hash of its content in it, so a browser may keep it
// for ever. Which page uses which file is the business of internal/web.
package assets
