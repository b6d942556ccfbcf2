package cli

import (
	"context"
	"runtime/debug"
	"time"

	"github.com/tarazu-justice/tarazu/internal/assist/advisor"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/port"
	"github.com/tarazu-justice/tarazu/internal/web/citizen"
)

// writer words accounts by the operator's language model.
type writer struct {
	advisor *advisor.Advisor
	catalog *catalog.Catalog
}

// newWriter is nil where the operator names no model, or wants no assistant.
func newWriter(c config.Config, titles *catalog.Catalog, demo bool) (citizen.Writer, error) {
	if c.LLMURL == "" || c.Assist == "off" {
		return nil, nil //nolint:nilnil // no model is no error
	}
	model, err := port.NewLanguage(port.LanguageEndpoint{Endpoint: port.Endpoint{URL: c.LLMURL, Token: c.LLMKey, Simulated: demo}, Model: c.LLMModel})
	if err != nil {
		return nil, err
	}
	return writer{advisor.New(model, advisor.Options{Model: c.LLMModel, Commit: commit(), Now: time.Now, Laws: laws(titles)}), titles}, nil
}

// laws are the names of all laws that titles cite.
func laws(c *catalog.Catalog) (names []string) {
	seen := map[string]bool{}
	for _, t := range c.Titles() {
		for _, id := range t.LawIDs {
			if a, ok := c.Law(id); ok && !seen[a.LawName] {
				seen[a.LawName] = true
				names = append(names, a.LawName)
			}
		}
	}
	return names
}

// commit is what this program was built from, as far as the build tells.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return version
}

func (w writer) Formal(ctx context.Context, asked *filing.Asked, own string, told []citizen.Told) (string, filing.Help, error) {
	brief := advisor.Brief{Account: asked.Owner, Title: asked.Spec.Name(lang.FA), Own: own, Told: advisor.Told{Names: []string{asked.OwnerName}}}
	for _, t := range told {
		brief.Facts = append(brief.Facts, advisor.Fact{Label: t.Ask, Value: t.Said})
	}
	for _, id := range asked.Spec.LawIDs {
		if a, ok := w.catalog.Law(id); ok {
			brief.Law = append(brief.Law, advisor.Article{ID: id, Citation: "مادهٔ " + lang.PersianDigits(a.Number) + " " + a.LawName})
		}
	}
	for _, fact := range []string{"party.us", "party.them", "evidence.witnesses"} {
		people, _ := asked.Answers[fact].([]map[string]any)
		for _, p := range people {
			brief.Told.Names = append(brief.Told.Names, text(p["name"]), text(p["father"]))
			brief.Told.Addresses = append(brief.Told.Addresses, text(p["address"]))
		}
	}
	account, use, err := w.advisor.Narrative(ctx, brief)
	return account.Text, filing.Help{Fact: asked.Spec.Narrative().Name, Brief: brief, Use: use}, err
}

func text(v any) string {
	s, _ := v.(string)
	return s
}
