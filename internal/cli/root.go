package cli

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"
)

// version is set by the build.
var version = "dev"

// Main runs one command and gives its exit status.
func Main(args []string, environ []string, stdout, stderr io.Writer) int {
	root := &cobra.Command{
		Use:   "tarazu",
		Short: "Tarazu (ترازو): a country files with its courts by itself",
		Long: "Serves Tarazu, checks the catalogue of titles, and verifies receipts. Exit status: 0 done, 1 something was " +
			"found wrong, 2 the command was called wrongly.",
		Example:       "  tarazu demo\n  tarazu verify tarazu-receipt.json\n  tarazu catalog check --report",
		Version:       version,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.AddCommand(demoCommand(environ), serveCommand(environ), initCommand(), accountCommand(environ), migrateCommand(environ), backupCommand(environ), restoreCommand(environ), fsckCommand(environ), verifyCommand(), catalogCommand(environ, time.Now), courtCommand(time.Now), authoritiesCommand(time.Now), assistCommand())
	strict(root)
	err := root.Execute()
	if err == nil {
		return 0
	}
	_, _ = fmt.Fprintln(stderr, "tarazu: "+err.Error())
	var status *StatusError
	if errors.As(err, &status) {
		return status.Status
	}
	return 1
}

// strict answers a wrong call of any command with status 2 and the way to its help.
func strict(cmd *cobra.Command) {
	args := cmd.Args
	if args == nil {
		args = cobra.NoArgs // cobra's own default lets words pass that nobody reads
	}
	cmd.Args = func(cmd *cobra.Command, words []string) error {
		return helped(cmd, args(cmd, words))
	}
	cmd.SetFlagErrorFunc(helped)
	for _, child := range cmd.Commands() {
		strict(child)
	}
}

func helped(cmd *cobra.Command, err error) error {
	if err == nil {
		return nil
	}
	return misused("%w; see '%s --help'", err, cmd.CommandPath())
}
