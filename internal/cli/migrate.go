package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/store"
)

func migrateCommand(environ []string) *cobra.Command {
	var from, to, database string
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the database's schema up to date, or move from SQLite to PostgreSQL",
		Long: "Without --from and --to: brings the schema of the database in TARAZU_DATABASE_URL (or --database) up to date, as serving does by itself. " +
			"With them: copies every row of a SQLite database into an empty PostgreSQL, reads all of it back and compares counts and sums; " +
			"on any fault the target stays empty. Stop the program that uses the source first. Attachments are files and are not touched.",
		Example: "  tarazu migrate --database postgres://tarazu@db.court.example/tarazu\n  tarazu migrate --from sqlite:/var/lib/tarazu/tarazu.db --to postgres://tarazu@db.court.example/tarazu",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := config.Load(environ)
			if err != nil {
				return misused("%w", err)
			}
			overlay(&c.DatabaseURL, database)
			switch {
			case (from == "") != (to == ""):
				return misused("--from and --to belong together")
			case from != "" && database != "":
				return misused("--database is for a schema alone; --from and --to name both databases")
			case from != "":
				return move(cmd, from, to)
			case c.DatabaseURL == "":
				return misused("which database? Set TARAZU_DATABASE_URL or give --database sqlite:PATH or postgres://USER@HOST/DATABASE")
			}
			if err := store.Migrate(cmd.Context(), c.DatabaseURL); err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), "the schema is up to date")
			return err
		},
	}
	cmd.Flags().StringVar(&database, "database", "", "database whose schema is brought up to date")
	cmd.Flags().StringVar(&from, "from", "", "SQLite database to copy, sqlite:PATH")
	cmd.Flags().StringVar(&to, "to", "", "empty PostgreSQL database, postgres://…")
	return cmd
}

func move(cmd *cobra.Command, from, to string) error {
	if !strings.HasPrefix(from, "sqlite:") || !strings.HasPrefix(to, "postgres") {
		return misused("rows are copied from sqlite:PATH to postgres://USER@HOST/DATABASE")
	}
	done, err := store.Copy(cmd.Context(), from, to)
	if errors.Is(err, store.ErrNotEmpty) {
		return found("%w", err)
	}
	if err != nil {
		return err
	}
	rows := int64(0)
	out := cmd.OutOrStdout()
	for _, c := range done {
		rows += c.Rows
		_, _ = fmt.Fprintf(out, "%-16s %8d rows  sha256 %s\n", c.Table, c.Rows, c.Sum)
	}
	_, err = fmt.Fprintf(out, "%d rows in %d tables were copied, read back and found equal\n", rows, len(done))
	return err
}
