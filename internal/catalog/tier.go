package catalog

import "github.com/tarazu-justice/tarazu/internal/form"

// floor is the least that a title of a tier has. Facts are those that the title's own pages
// and the groups it names itself ask for; what its family brings with it does not count.
type floor struct{ facts, checks, phrases, journeys, apart, law int }

// floors by tier: A are the titles that people need most, B all the others.
var floors = map[string]floor{
	"A": {facts: 8, checks: 6, phrases: 25, journeys: 3, apart: 1, law: 1},
	"B": {facts: 4, checks: 3, phrases: 10, journeys: 1, law: 1},
}

// ownParts counts what a title brings of its own.
func ownParts(t *form.Title, journeys int) floor {
	spec := t.Spec()
	own := floor{facts: spec.OwnAsks, phrases: 1 + len(t.Everyday) + len(t.Says), journeys: journeys, apart: len(t.Apart), law: len(t.LawIDs)}
	for _, check := range spec.Checks {
		if check.Origin.Own() {
			own.checks++
		}
	}
	return own
}

// checkTier refuses a title below the floor of its tier.
func (l *loader) checkTier(root node, t *form.Title, journeys int) {
	least, ok := floors[t.Tier]
	if !ok {
		return // a catalogue need not grade its titles
	}
	own := ownParts(t, journeys)
	at := root.get("tier").at()
	for _, part := range []struct {
		what       string
		has, least int
	}{
		{"questions of its own", own.facts, least.facts},
		{"checks of its own", own.checks, least.checks},
		{"phrases (name, everyday words and stories)", own.phrases, least.phrases},
		{"journeys", own.journeys, least.journeys},
		{"questions that set it apart (ask_apart)", own.apart, least.apart},
		{"articles of law", own.law, least.law},
	} {
		if part.has < part.least {
			l.wrong(at, "%s is of tier %s, which needs at least %d %s; it has %d", t.Code, t.Tier, part.least, part.what, part.has)
		}
	}
}
