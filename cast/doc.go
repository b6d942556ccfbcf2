// Package cast holds the invented people of tests, demo and manual: citizens with their
// papers, people who still have to register, lawyers, an administrator, and a registrar for
// every court of the demo.
//
// Everything is the same on every run. Their personal codes and authenticator secrets are
// public by nature, so Seed belongs in a demo database only.
package cast
