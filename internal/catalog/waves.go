package catalog

import (
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
)

func (l *loader) wave(v node) wave {
	w := wave{
		at: v.at(), who: v.get("who").texts(), provinces: v.get("provinces").texts(), profile: v.get("profile").text(), rollout: v.get("rollout").texts(),
		from: l.date(v.get("from")), to: l.date(v.get("to")),
	}
	if !w.to.IsZero() && w.to.Compare(w.from) < 0 {
		l.wrong(v.at(), "the line ends on %s, before it begins on %s", w.to, w.from)
	}
	l.named(w.at, "rollout", w.rollout, Rollouts)
	return w
}

// named refuses words of a line that are not in the list they come from, or stand there twice.
func (l *loader) named(at form.Pos, what string, words, known []string) {
	for i, word := range words {
		if !slices.Contains(known, word) {
			l.wrong(at, "unknown %s %q%s", what, word, meant(word, known))
		}
		if slices.Contains(words[:i], word) {
			l.wrong(at, "%s %s is there twice", what, word)
		}
	}
}

// checkWaves refuses lines that contradict themselves or each other. It runs after the
// tables: provinces are known by then.
func (l *loader) checkWaves() {
	var standings, provinces []string
	for _, s := range l.lib.Standings.Options {
		standings = append(standings, s.Key)
	}
	if l.book == nil {
		return
	}
	for _, p := range l.book.Provinces() {
		provinces = append(provinces, p.Slug)
	}
	for _, name := range keysOf(l.rules.waves) {
		lines := l.rules.waves[name]
		for i, w := range lines {
			l.named(w.at, "standing", w.who, standings)
			for _, p := range w.provinces {
				if _, ok := l.book.Province(p); !ok {
					l.wrong(w.at, "unknown province %q%s", p, meant(p, provinces))
				}
			}
			for _, earlier := range lines[:i] {
				l.apart(name, earlier, w)
			}
		}
		for _, standing := range standings {
			l.widening(name, standing, lines)
		}
	}
}

// apart wants two lines to hold for different people, stages, places or days.
func (l *loader) apart(name string, a, b wave) {
	who := slices.DeleteFunc(slices.Clone(b.who), func(s string) bool { return !slices.Contains(a.who, s) })
	apart := len(who) == 0 || !meet(a.rollout, b.rollout) || !meet(l.codesOf(a.provinces), l.codesOf(b.provinces)) ||
		!a.to.IsZero() && a.to.Compare(b.from) < 0 || !b.to.IsZero() && b.to.Compare(a.from) < 0
	if !apart {
		l.wrong(b.at, "wave %s: this line and line %d hold on the same days for %s; end the earlier one with to, or name other provinces",
			name, a.at.Line, strings.Join(who, ", "))
	}
}

// meet says whether two lists share a word; an empty list stands for all words.
func meet(a, b []string) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

func (l *loader) codesOf(provinces []string) (list []string) {
	for _, name := range provinces {
		p, _ := l.book.Province(name)
		list = append(list, p.Code)
	}
	return list
}

// widening refuses a wave that opens to a standing at one stage and shuts it out of a later
// one: stages only widen.
func (l *loader) widening(name, standing string, lines []wave) {
	var first wave
	opened := ""
	for _, stage := range Rollouts {
		i := slices.IndexFunc(lines, func(w wave) bool {
			return slices.Contains(w.who, standing) && (len(w.rollout) == 0 || slices.Contains(w.rollout, stage))
		})
		switch {
		case i >= 0 && opened == "":
			first, opened = lines[i], stage
		case i < 0 && opened != "":
			l.wrong(first.at, "wave %s contradicts itself: it is open to %s at stage %s, and shut at %s; stages only widen", name, standing, opened, stage)
			return
		}
	}
}
