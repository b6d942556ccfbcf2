// Package message carries texts to people: today text messages to Iranian mobiles.
//
// A message is a job, written in the same transaction as the change that it tells of, and
// is sent after the commit. It never holds a link: people learn that whoever sends a link
// is not us. What the sentences say is the subjects' concern, in lang's messages.
package message
