package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/rollout"
	"github.com/tarazu-justice/tarazu/internal/store"
)

func catalogReview(environ []string, from *source, now func() time.Time) *cobra.Command {
	var r rollout.Review
	var on string
	cmd := &cobra.Command{
		Use: "review CODE", Short: "Record that a named lawyer reviewed the version of a title that this program carries",
		Long: "Records the review in the instance that TARAZU_DATA and its settings name. 'tarazu serve' opens a title to nobody before the review of its version. " +
			"A new version needs a new review. Publishers do the same on the page /publisher/reviews.",
		Example: "  tarazu catalog review PET-DEPOSIT --by 'آرش بهرامی' --licence 11472 --notes 'CPC 51 and 53 compared'",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if from.dir != "" {
				return misused("a review is of the catalogue that this program carries; leave --dir out")
			}
			c, err := from.load(cmd.ErrOrStderr(), "")
			if err != nil {
				return err
			}
			if _, err := chosen(c, args[0]); err != nil {
				return err
			}
			r.Title, r.On = args[0], lang.DateAt(now())
			if on != "" {
				if r.On, err = lang.ParseJalali(on); err != nil {
					return misused("--on %s: write a day as 1405/10/01", on)
				}
			}
			return recordReview(cmd.Context(), environ, c, r, now, cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&r.By, "by", "", "the lawyer's name")
	cmd.Flags().StringVar(&r.Licence, "licence", "", "number of the lawyer's licence")
	cmd.Flags().StringVar(&r.Notes, "notes", "", "what was compared, what was left open")
	cmd.Flags().StringVar(&on, "on", "", "day of the review, such as 1405/10/01 (default today)")
	return cmd
}

// recordReview needs the database alone: no key of receipts, no secret of codes.
func recordReview(ctx context.Context, environ []string, c *catalog.Catalog, r rollout.Review, now func() time.Time, out io.Writer) error {
	settings, err := config.Load(environ)
	if err != nil {
		return misused("%w", err)
	}
	if settings.Data == "" && settings.DatabaseURL == "" {
		return misused("TARAZU_DATA is missing: name the folder of the instance; 'tarazu init' makes one")
	}
	db, err := store.Open(ctx, databaseAddress(settings), now)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // what was recorded stands
	board := &rollout.Board{Catalog: c, Store: store.Rollout{Store: db}, Now: now}
	if err := board.ReviewFromShell(ctx, r); err != nil {
		return misused("%s: %w; give --by and --licence, and a day that has come", r.Title, err)
	}
	t, _ := c.Title(r.Title)
	_, _ = fmt.Fprintf(out, "%s version %d: reviewed by %s, licence %s, on %s\n", r.Title, t.Version, r.By, r.Licence, r.On)
	return nil
}
