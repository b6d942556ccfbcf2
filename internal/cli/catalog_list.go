package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// asked is for whom, where, when and at which stage a list of titles is asked.
type asked struct {
	openTo, province, on, profile string
	day                           lang.Date
}

func catalogList(from *source, now func() time.Time) *cobra.Command {
	var a asked
	var asJSON bool
	cmd := &cobra.Command{
		Use: "list", Short: "List the titles, and who may file them",
		Long:    "Lists the titles of the catalogue as its own waves open them. What publishers of an instance released over them is on its page /publisher.",
		Example: "  tarazu catalog list\n  tarazu catalog list --open-to natural --profile today --json\n  tarazu catalog list --open-to citizen --province yazd --on 1405/10/01 --profile next",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := from.load(cmd.ErrOrStderr(), "")
			if err != nil {
				return err
			}
			if err := a.clean(c, now()); err != nil {
				return err
			}
			rows := []titleRow{}
			for _, t := range c.Titles() {
				row := rowOf(c, t, a)
				if a.openTo == "" || row.Open {
					rows = append(rows, row)
				}
			}
			for _, d := range c.Doors() { // without a paper: no tier, and open to everybody
				rows = append(rows, titleRow{d.Code, "door", map[string]string{"fa": d.Name.In(lang.FA), "en": d.Name.In(lang.EN)}, "", "today", true})
			}
			return printRows(cmd.OutOrStdout(), rows, asJSON)
		},
	}
	cmd.Flags().StringVar(&a.openTo, "open-to", "", "only titles that this standing may file: natural (a person for themselves, also called citizen), lawyer, expert, legal_rep, graduate, office")
	cmd.Flags().StringVar(&a.province, "province", "", "the filer's province, such as yazd or IR-21 (default: none, so that only what is open everywhere counts)")
	cmd.Flags().StringVar(&a.on, "on", "", "the day, such as 1405/10/01 (default today)")
	cmd.Flags().StringVar(&a.profile, "profile", "complete", "stage of the rollout: today, next or complete")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// clean refuses words that the catalogue does not know. A natural person is the catalogue's citizen.
func (a *asked) clean(c *catalog.Catalog, now time.Time) (err error) {
	var all []string
	for _, s := range c.Standings() {
		all = append(all, s.Key)
	}
	if a.openTo == "natural" {
		a.openTo = "citizen"
	}
	if a.openTo != "" && !slices.Contains(all, a.openTo) {
		return misused("--open-to %s: the standings are natural, %s", a.openTo, strings.Join(all, ", "))
	}
	if !slices.Contains(catalog.Rollouts, a.profile) {
		return misused("--profile %s: the stages are %s", a.profile, strings.Join(catalog.Rollouts, ", "))
	}
	if _, ok := c.Book().Province(a.province); a.province != "" && !ok {
		return misused("--province %s: there is none; tables/provinces.csv lists them", a.province)
	}
	a.day = lang.DateAt(now)
	if a.on != "" {
		if a.day, err = lang.ParseJalali(a.on); err != nil {
			return misused("--on %s: write a day as 1405/10/01", a.on)
		}
	}
	return nil
}

type titleRow struct {
	Code   string            `json:"code"`
	Family string            `json:"family"`
	Title  map[string]string `json:"title"`
	Tier   string            `json:"tier"`
	Stage  string            `json:"stage"` // from which stage of the rollout a citizen may file it
	Open   bool              `json:"open"`
}

// rowOf says whether a title is open to a standing; without one, to citizens.
func rowOf(c *catalog.Catalog, t *form.Title, a asked) titleRow {
	if a.openTo == "" {
		a.openTo = "citizen"
	}
	open := c.Open(t.Code, a.openTo, a.province, a.day, a.profile)
	return titleRow{t.Code, t.Family, map[string]string{"fa": t.Name(lang.FA), "en": t.Name(lang.EN)}, t.Tier, t.Stage, open.Open}
}

func printRows(w io.Writer, rows []titleRow, asJSON bool) error {
	if asJSON {
		return printJSON(w, rows)
	}
	for _, r := range rows {
		fmt.Fprintf(w, "%-20s %-12s %-1s %-13s %s | %s\n", r.Code, r.Family, r.Tier, r.Stage, r.Title["fa"], r.Title["en"])
	}
	return nil
}

func printJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
