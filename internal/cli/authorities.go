package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func authoritiesCommand(now func() time.Time) *cobra.Command {
	from := &source{}
	cmd := &cobra.Command{
		Use: "authorities", Short: "Check and show courts, other authorities and places",
		Example: "  tarazu authorities check\n  tarazu authorities find ری",
		Args:    cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringVar(&from.dir, "dir", "", "folder of a catalogue (default: the one in the program)")
	cmd.AddCommand(authoritiesCheck(from), authoritiesFind(from, now))
	return cmd
}

func authoritiesCheck(from *source) *cobra.Command {
	var report bool
	cmd := &cobra.Command{
		Use: "check", Short: "Tell every county without an authority it needs, with two of a kind on a day, and every mistake of the tables",
		Example: "  tarazu authorities check\n  tarazu authorities check --dir catalogs/iran --report",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := from.load(cmd.ErrOrStderr(), "")
			if err != nil {
				return err
			}
			if report {
				counties, units, assumed := len(c.Book().Counties()), c.Book().Units(), 0
				for _, u := range units {
					if u.Assumed {
						assumed++
					}
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%d provinces, %d counties, %d authorities of which %d are assumed from the general rule: no mistakes\n",
					len(c.Book().Provinces()), counties, len(units), assumed)
			}
			return nil // no news is good news
		},
	}
	cmd.Flags().BoolVar(&report, "report", false, "a line of counts")
	return cmd
}

func authoritiesFind(from *source, now func() time.Time) *cobra.Command {
	var day string
	cmd := &cobra.Command{
		Use: "find PLACE", Short: "Find a county by any spelling, and what serves it on a day",
		Example: "  tarazu authorities find «شهر ری»\n  tarazu authorities find كرج --day 1405/08/10",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			today, err := dayOr(day, now)
			if err != nil {
				return misused("--day %s is no date of the calendar; write 1405/08/10", day)
			}
			c, err := from.load(cmd.ErrOrStderr(), "")
			if err != nil {
				return err
			}
			counties := c.Book().Find(strings.Join(args, " "))
			if len(counties) == 0 {
				return found("no place is called %q; try the name of the county", strings.Join(args, " "))
			}
			for _, county := range counties {
				province, _ := c.Book().Province(county.Province)
				fmt.Fprintf(cmd.OutOrStdout(), "%-20s %s، استان %s\n", county.Code, county.Name, province.Name)
				if len(counties) == 1 {
					printServing(cmd, c, county.Code, today)
				}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&day, "day", "", "the day, as 1405/08/10 (default: today)")
	return cmd
}

func printServing(cmd *cobra.Command, c *catalog.Catalog, county string, today lang.Date) {
	for _, u := range c.Book().Units() {
		if !slices.Contains(u.Serves, county) || !u.On(today) {
			continue
		}
		mark := ""
		if u.Assumed {
			mark = "(assumed)"
		}
		fmt.Fprintf(cmd.OutOrStdout(), "  %-22s %-14s %s %s\n", u.Code, u.Kind, u.Name, mark)
	}
}
