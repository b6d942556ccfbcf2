package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/identity"
)

func accountCommand(environ []string) *cobra.Command {
	cmd := &cobra.Command{
		Use: "account", Short: "Give people of an instance their standings, from its own machine",
		Example: "  tarazu account grant 9900021371 administrator",
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(grantCommand(environ))
	return cmd
}

func grantCommand(environ []string) *cobra.Command {
	var who appointee
	var s identity.Standing
	cmd := &cobra.Command{
		Use:   "grant NATIONAL-ID KIND",
		Short: "Give somebody a standing: administrator, registrar, publisher, lawyer, expert, legal_rep or graduate",
		Long: "Gives a standing at once, in the instance that TARAZU_DATA and its settings name. Who has no account yet gets one; " +
			"its personal code, and the authenticator of staff, are shown once. Administrators do the same on the page /admin/standings.",
		Example: "  tarazu account grant 9900021371 administrator\n  tarazu account grant 9900021371 registrar --authority PEA-REY-1 --name 'آزاده نوری' --birth 1360/05/31 --mobile 09120002121",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := config.Load(environ)
			if err != nil {
				return misused("%w", err)
			}
			who.id, s.Kind = args[0], identity.StandingKind(args[1])
			if err := knownAuthority(s); err != nil {
				return err
			}
			i, err := openInstance(cmd.Context(), c)
			if err != nil {
				return err
			}
			defer i.close()
			return i.appoint(cmd.Context(), who, s, cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&s.Authority, "authority", "", "code of a registrar's court, such as PEA-REY-1")
	cmd.Flags().StringVar(&s.Licence, "licence", "", "number of a licence or letter of introduction: lawyer, expert, legal_rep, graduate")
	cmd.Flags().StringVar(&who.name, "name", "", "first and last name, for a new account")
	cmd.Flags().StringVar(&who.birth, "birth", "", "day of birth, such as 1360/05/31, for a new account")
	cmd.Flags().StringVar(&who.mobile, "mobile", "", "mobile, for a new account")
	return cmd
}

func knownAuthority(s identity.Standing) error {
	if s.Authority == "" {
		return nil
	}
	titles, err := catalog.Embedded()
	if err != nil {
		return err
	}
	if _, ok := titles.Authority(s.Authority); !ok {
		return misused("there is no authority %s; 'tarazu authorities' lists them", s.Authority)
	}
	return nil
}

// appoint gives a standing and prints what the person needs to sign in, once.
func (i *instance) appoint(ctx context.Context, who appointee, s identity.Standing, out io.Writer) error {
	person, mobile := identity.Person{NationalID: who.id}, ""
	if _, err := i.accounts.ByNationalID(ctx, who.id); errors.Is(err, identity.ErrNoAccount) {
		if person, mobile, err = who.person(); err != nil {
			return err
		}
	}
	done, err := i.accounts.Appoint(ctx, person, mobile, s)
	if err != nil {
		return fmt.Errorf("%s as %s: %w", who.id, s.Kind, err)
	}
	_, _ = fmt.Fprintf(out, "%s is %s now.\n", who.id, s.Kind)
	if done.PersonalCode != "" {
		_, _ = fmt.Fprintf(out, "personal code, shown once: %s\n", done.PersonalCode)
	}
	if done.Authenticator != "" {
		_, _ = fmt.Fprintf(out, "authenticator, shown once: %s\n", done.Authenticator)
	}
	return nil
}
