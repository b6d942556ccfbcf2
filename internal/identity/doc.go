// Package identity knows who is asking: persons from the civil registry, their Sana
// registration and account, sign-in, sessions, the standings in which an account acts, and
// the one-time codes that prove a grave act.
//
// It promises that nobody learns from outside whether an account exists, that a code works
// once and only for what it was asked for, that whatever was ended or revoked ends at once,
// and that no secret is kept in a form that could be used again. Every limit stands in one
// table, Limits. SQL is package store's concern, HTTP is package web's; the outside
// registries are reached through the small interfaces declared here.
package identity
