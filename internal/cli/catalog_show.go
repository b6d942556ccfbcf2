package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// titleSheet is what `show --json` tells: enough to file the title by a program.
type titleSheet struct {
	titleRow
	Version     int             `json:"version"`
	Schema      map[string]any  `json:"facts_schema"`
	Attachments []slotSheet     `json:"attachments"`
	Checks      []checkSheet    `json:"checks"`
	Phrases     []string        `json:"phrases"`
	Law         []string        `json:"law"`
	Example     form.Answers    `json:"example"`
	Attached    []string        `json:"example_attachments"`
	Apart       []separateSheet `json:"apart"`
}

type slotSheet struct {
	Slot     string `json:"slot"`
	Kind     string `json:"kind"`
	Required bool   `json:"required"`
	If       string `json:"if,omitempty"`
	Must     string `json:"required_if,omitempty"`
}

type checkSheet struct {
	ID     string   `json:"id"`
	Reason string   `json:"reason"`
	Level  string   `json:"level"`
	At     []string `json:"at"`
	Say    string   `json:"say"`
}

type separateSheet struct {
	Other string `json:"other"`
	Ask   string `json:"ask"`
}

func catalogShow(from *source) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "show CODE", Short: "Show one title: questions, attachments, checks, an example",
		Example: "  tarazu catalog show PET-DEPOSIT\n  tarazu catalog show PET-DEPOSIT --json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := from.load(cmd.ErrOrStderr(), "")
			if err != nil {
				return err
			}
			titles, err := chosen(c, args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), sheetOf(c, titles[0]))
			}
			showTitle(cmd.OutOrStdout(), c, titles[0])
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func sheetOf(c *catalog.Catalog, t *form.Title) titleSheet {
	first := c.Journeys(t.Code)[0] // the first journey of a title succeeds
	s := titleSheet{
		titleRow: rowOf(c, t, asked{profile: "complete", day: first.Input.Today}), Version: t.Version, Schema: t.Schema(), Law: t.LawIDs,
		Phrases: append(append([]string{}, t.Everyday...), t.Says...), Example: first.Input.Answers, Attached: first.Input.Attached,
	}
	for _, slot := range t.Slots() {
		s.Attachments = append(s.Attachments, slotSheet{slot.ID, slot.Kind, slot.Must.Src == "yes" && slot.If.Src == "", slot.If.Src, slot.Must.Src})
	}
	for _, k := range t.Checks() {
		level := "stop"
		if k.Warn {
			level = "warn"
		}
		s.Checks = append(s.Checks, checkSheet{k.ID, k.Reason, level, k.Where, k.Say.FA})
	}
	for _, a := range t.Apart {
		s.Apart = append(s.Apart, separateSheet{a.Other, a.Ask.FA})
	}
	return s
}

func showTitle(w io.Writer, c *catalog.Catalog, t *form.Title) {
	fmt.Fprintf(w, "%s v%d  %s | %s\n\n", t.Code, t.Version, t.Name(lang.FA), t.Name(lang.EN))
	asked := map[string]bool{}
	for _, f := range t.Facts() {
		asked[f.Name] = true
	}
	for _, p := range t.Spec().Pages {
		for _, a := range p.Ask {
			if asked[a.Fact] { // a group's parameter may have taken it out
				fmt.Fprintf(w, "%-14s %-22s %s %s\n", p.ID, a.Fact, ifs(p.If), ifs(a.If))
			}
		}
	}
	fmt.Fprintln(w, "\nattachments")
	for _, s := range t.Slots() {
		fmt.Fprintf(w, "    %-14s must: %s %s\n", s.ID, s.Must.Src, ifs(s.If))
	}
	fmt.Fprintln(w, "\nchecks")
	for _, k := range t.Checks() {
		fmt.Fprintf(w, "    %-22s %-12s %s\n", k.ID, k.Reason, k.Say.FA)
	}
	fmt.Fprintf(w, "\nlaw: %s\njourneys: %d\n", strings.Join(t.LawIDs, ", "), len(c.Journeys(t.Code)))
}

func ifs(e form.Expr) string {
	if e.Src == "" {
		return ""
	}
	return "(if " + e.Src + ")"
}

func catalogFacts(from *source) *cobra.Command {
	return &cobra.Command{
		Use: "facts [WORD]", Short: "Find facts of the glossary by everyday words",
		Example: "  tarazu catalog facts deposit\n  tarazu catalog facts رهن",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := from.load(cmd.ErrOrStderr(), "")
			if err != nil {
				return err
			}
			word, hits := lang.Fold(strings.Join(args, " ")), 0
			for _, f := range c.Facts() {
				if strings.Contains(lang.Fold(strings.Join(append([]string{f.Name, f.Ask.FA, f.Ask.EN}, f.Hears...), " ")), word) {
					hits++
					fmt.Fprintf(cmd.OutOrStdout(), "%-24s %-8s %s | %s\n", f.Name, f.Type, f.Ask.FA, f.Ask.EN)
				}
			}
			if hits == 0 {
				return found("no fact is heard by %q; add one to facts/", strings.Join(args, " "))
			}
			return nil
		},
	}
}
