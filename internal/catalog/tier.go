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

// Size counts what a title brings of its own, as the floors of the tiers do.
type Size struct{ Facts, Checks, Phrases, Journeys, Apart, Law int }

// SizeOf counts a title's own parts; the title stands in the catalogue.
func (c *Catalog) SizeOf(t *form.Title) Size { return sizeOf(t, c.journeys[t.Code].count()) }

func sizeOf(t *form.Title, journeys int) Size {
	spec := t.Spec()
	s := Size{Facts: spec.OwnAsks, Phrases: 1 + len(t.Everyday) + len(t.Says), Journeys: journeys, Apart: len(t.Apart), Law: len(t.LawIDs)}
	for _, check := range spec.Checks {
		if check.Origin.Own() {
			s.Checks++
		}
	}
	return s
}

// checkTier refuses a title below the floor of its tier.
func (l *loader) checkTier(root node, t *form.Title, journeys int) {
	least, ok := floors[t.Tier]
	if !ok {
		return // a catalogue need not grade its titles
	}
	s := sizeOf(t, journeys)
	at := root.get("tier").at()
	for _, part := range []struct {
		what       string
		has, least int
	}{
		{"questions of its own", s.Facts, least.facts},
		{"checks of its own", s.Checks, least.checks},
		{"phrases (name, everyday words and stories)", s.Phrases, least.phrases},
		{"journeys", s.Journeys, least.journeys},
		{"questions that set it apart (ask_apart)", s.Apart, least.apart},
		{"articles of law", s.Law, least.law},
	} {
		if part.has < part.least {
			l.wrong(at, "%s is of tier %s, which needs at least %d %s; it has %d", t.Code, t.Tier, part.least, part.what, part.has)
		}
	}
}
