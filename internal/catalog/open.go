package catalog

import (
	"slices"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Rollouts are the stages of opening the justice system to self-service, narrowest first.
// A wave that names none holds in all of them.
var Rollouts = []string{"today", "next", "complete"}

// wave lets standings in, from a day, in some provinces, at some stages.
type wave struct {
	at                      form.Pos
	who, provinces, rollout []string
	profile                 string
	from, to                lang.Date
}

// Opening says whether a title may be filed. When it may not, From is the day it opens, or
// none; Why is a code: "standing", "province", "later", "closed", "review" or "stopped".
type Opening struct {
	Open      bool
	From      lang.Date
	Why       string
	Profile   string   // guided or full: how the questions are paged
	Provinces []string // codes of provinces where it is open already
}

// Open judges a title for a standing in a province (code or slug, "" when unknown) on a day
// at a stage of the rollout ("" is complete).
func (c *Catalog) Open(code, standing, province string, day lang.Date, rollout string) Opening {
	t, ok := c.titles[code]
	if !ok {
		return Opening{Why: "closed"}
	}
	if rollout == "" {
		rollout = "complete"
	}
	out := Opening{Why: "standing"}
	for _, w := range c.waves[t.Open] {
		if !slices.Contains(w.who, standing) || len(w.rollout) > 0 && !slices.Contains(w.rollout, rollout) {
			continue
		}
		switch {
		case len(w.provinces) > 0 && !c.among(w.provinces, province):
			if out.Why == "standing" {
				out.Why = "province"
			}
			if w.on(day) {
				out.Provinces = append(out.Provinces, c.codes(w.provinces)...)
			}
		case w.from.Compare(day) > 0:
			if out.Why = "later"; out.From.IsZero() || w.from.Compare(out.From) < 0 {
				out.From = w.from
			}
		case !w.to.IsZero() && w.to.Compare(day) < 0:
			if out.Why == "standing" {
				out.Why = "closed"
			}
		default:
			return Opening{Open: true, Profile: w.profile}
		}
	}
	return out
}

func (w wave) on(day lang.Date) bool {
	return w.from.Compare(day) <= 0 && (w.to.IsZero() || w.to.Compare(day) >= 0)
}

func (c *Catalog) codes(provinces []string) (list []string) {
	for _, name := range provinces {
		if p, ok := c.book.Province(name); ok {
			list = append(list, p.Code)
		}
	}
	return list
}

func (c *Catalog) among(provinces []string, province string) bool {
	p, ok := c.book.Province(province)
	return ok && (slices.Contains(provinces, p.Code) || slices.Contains(provinces, p.Slug))
}

// stage is the first stage at which a citizen may file the title by themselves somewhere,
// or "professionals" when no stage foresees it.
func (c *Catalog) stage(t *form.Title) string {
	for _, stage := range Rollouts {
		for _, w := range c.waves[t.Open] {
			if slices.Contains(w.who, "citizen") && (len(w.rollout) == 0 || slices.Contains(w.rollout, stage)) {
				return stage
			}
		}
	}
	return "professionals"
}
