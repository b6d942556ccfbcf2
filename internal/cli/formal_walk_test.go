package cli

import (
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/port/simulator"
	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

// TestAFormalWordingIsAskedForAndNeverInTheWay: with a language model that helps, is down, is
// slow or lies, a complaint is walked from its first page to the receipt; the wording is asked
// for on the way.
func TestAFormalWordingIsAskedForAndNeverInTheWay(t *testing.T) {
	people, err := cast.Load()
	if err != nil {
		t.Fatal(err)
	}
	titles, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	model := &simulator.Language{}
	line := httptest.NewServer(model)
	t.Cleanup(line.Close)
	server, _ := demoOf(t, config.Config{DatabaseURL: "sqlite:" + filepath.Join(t.TempDir(), "tarazu.db"), Rollout: "complete", LLMURL: line.URL, LLMModel: "simulated"})
	on := stage{webtest.Start(t), people, titles, server.URL}
	title, _ := titles.Title("CMP-THEFT")
	for i, trouble := range []simulator.Trouble{simulator.NoTrouble, simulator.ServerError, simulator.SlowDrip, simulator.InventedArticle} {
		filer := people.Named([]string{"maryam", "sara", "zahra", "davood"}[i]) // each signs in once
		t.Run("model "+string(trouble), func(t *testing.T) {
			model.Trouble(trouble)
			j := on.journey(t, "title.yaml")
			j.Width = 390
			g := &guide{title: title, library: titles.Library(), input: recorded(t, titles, "CMP-THEFT", ""), filers: 1, formal: true}
			j.Deeds = g.deeds()
			on.browser.Run(t, j, on.url, map[string]string{
				"title": "CMP-THEFT", "filer": filer.NationalID, "filer_code": filer.PersonalCode, "filer_mobile": filer.Mobile,
			})
			if g.worded == "" {
				t.Fatal("the wording was never asked for")
			}
			if proposed := strings.Contains(g.worded, "نوشتهٔ خودتان"); proposed != (trouble == simulator.NoTrouble) {
				t.Errorf("proposed: %v\n%s", proposed, g.worded)
			}
			for _, q := range model.Asked() {
				if strings.Contains(string(q.Body), filer.NationalID) || strings.Contains(string(q.Body), filer.Address) {
					t.Error("the model was told who files")
				}
			}
		})
	}
}
