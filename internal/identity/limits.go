package identity

import (
	"fmt"
	"io"
	"time"
)

// Limit allows Max of something within Per.
type Limit struct {
	Name string
	Max  int
	Per  time.Duration
	Of   string // what is counted, and for whom
	Why  string
}

// Table is every limit of signing in and of codes. docs/security-limits.md is printed from it.
type Table struct {
	CodeTries, Resend, StrangerBurst, StrangerDay, StrangersHour, ProvenBurst, ProvenDay Limit
	WrongPair, WrongClient, PersonLookups, ClientLookups                                 Limit
}

// Limits are the limits in force. A stranger is whoever has proven nothing yet: they can make
// us send to a number in registration and recovery. Proven senders gave a personal code or a
// session first.
var Limits = Table{
	CodeTries:     Limit{"code tries", 5, CodeLife, "wrong tries of one code", "then the code is void: five in a million"},
	Resend:        Limit{"resend", 1, time.Minute, "sends of one code", "a text message needs its time; a new code voids the old one"},
	StrangerBurst: Limit{"stranger burst", 5, 10 * time.Minute, "messages that strangers cause, per number", "nobody is flooded by somebody else"},
	StrangerDay:   Limit{"stranger day", 20, 24 * time.Hour, "messages that strangers cause, per number", "as above, over a day"},
	StrangersHour: Limit{"strangers hour", 2000, time.Hour, "messages that strangers cause, in all", "caps the cost of SMS pumping; people with an account are still served"},
	ProvenBurst:   Limit{"proven burst", 10, 5 * time.Minute, "messages after a personal code or a session, per number", "bounds guessing by whoever stole a personal code"},
	ProvenDay:     Limit{"proven day", 100, 24 * time.Hour, "messages after a personal code or a session, per number", "as above, over a day: at most 500 guesses in a million"},
	WrongPair:     Limit{"wrong pair", 10, 10 * time.Minute, "wrong personal or one-time codes, per account and client address", "guessing stops; the owner, who comes from another address, is not locked out"},
	WrongClient:   Limit{"wrong client", 100, 10 * time.Minute, "wrong codes, per client address", "one place cannot try many accounts; high, because many people share one address"},
	PersonLookups: Limit{"person lookups", 10, time.Hour, "questions to the civil registry, per national id", "a birth date cannot be found by trying"},
	ClientLookups: Limit{"client lookups", 120, time.Hour, "questions to the civil registry, per client address", "the registry is not ours to be combed through"},
}

// All lists the table in its order.
func (t Table) All() []Limit {
	return []Limit{
		t.CodeTries, t.Resend, t.StrangerBurst, t.StrangerDay, t.StrangersHour, t.ProvenBurst, t.ProvenDay,
		t.WrongPair, t.WrongClient, t.PersonLookups, t.ClientLookups,
	}
}

// How long things live.
const (
	CodeLife         = 5 * time.Minute
	IdleLife         = 15 * time.Minute
	SessionLife      = 12 * time.Hour
	SharedIdleLife   = 5 * time.Minute // on a device that others use too
	SharedLife       = time.Hour
	RegistrationLife = time.Hour
)

// grain is how finely a limit counts: a sixtieth of its time, and never finer than a second.
// Counts may weigh one grain longer than Per, never shorter.
func (l Limit) grain() time.Duration { return max(l.Per/60, time.Second).Truncate(time.Second) }

// room says whether one more fits. The caller counts it with take or count.
func (a *Accounts) room(l Ledger, lim Limit, at time.Time, of ...string) (bool, error) {
	n, err := l.Count(a.key(lim.Name, of...), at.Add(-lim.Per-lim.grain()))
	return n < lim.Max, err
}

// count counts one more, or takes one back.
func (a *Accounts) count(l Ledger, lim Limit, at time.Time, n int, of ...string) error {
	return l.Add(a.key(lim.Name, of...), at.Truncate(lim.grain()), n)
}

// take counts one more if it fits, else it answers full.
func (a *Accounts) take(l Ledger, lim Limit, at time.Time, full error, of ...string) error {
	ok, err := a.room(l, lim, at, of...)
	if err != nil {
		return err
	}
	if !ok {
		return full
	}
	return a.count(l, lim, at, 1, of...)
}

// WriteLimits prints the table as a page of the documentation.
func WriteLimits(w io.Writer) error {
	_, err := fmt.Fprint(w, "# Limits of signing in and of codes\n\n",
		"Printed from `identity.Limits` by `go test ./internal/identity -update`; do not edit. Each limit is tested at n, at n + 1 and in parallel.\n\n",
		"| limit | at most | within | of | why |\n|---|---|---|---|---|\n")
	for _, l := range Limits.All() {
		if err == nil {
			_, err = fmt.Fprintf(w, "| %s | %d | %s | %s | %s |\n", l.Name, l.Max, plain(l.Per), l.Of, l.Why)
		}
	}
	if err == nil {
		_, err = fmt.Fprintf(w, "\n| life | of |\n|---|---|\n| %s | one-time code |\n| %s of silence, %s in all | session |\n| %s of silence, %s in all | session on a shared device |\n| %s | registration that is not finished |\n",
			plain(CodeLife), plain(IdleLife), plain(SessionLife), plain(SharedIdleLife), plain(SharedLife), plain(RegistrationLife))
	}
	if err == nil {
		_, err = fmt.Fprint(w, afterLimits)
	}
	return err
}

const afterLimits = `
## No malicious lock-out
Wrong tries are counted for the pair of account and client address. Whoever guesses from
elsewhere locks out only himself; the owner signs in from her own address meanwhile. The same
answer, at the same cost, is given for a national id without an account.

## Ways in
Citizens and lawyers: personal code and a one-time code by SMS. Registrars and
administrators: personal code and an authenticator (TOTP, each step once); never SMS, neither
to sign in nor to recover. Recovery asks what registration asked: national id and birth date
as the civil registry has them, a number in the person's own name, and a code sent to it. It
ends all sessions and tells the number.
`

func plain(d time.Duration) string {
	switch {
	case d%time.Hour == 0:
		return fmt.Sprintf("%d h", d/time.Hour)
	case d%time.Minute == 0:
		return fmt.Sprintf("%d min", d/time.Minute)
	}
	return fmt.Sprintf("%d s", d/time.Second)
}
