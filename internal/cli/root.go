package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// version is set by the build.
var version = "dev"

// Main runs one command and gives its exit status.
func Main(args []string, environ []string, stdout, stderr io.Writer) int {
	root := &cobra.Command{
		Use:           "tarazu",
		Short:         "Tarazu (ترازو): a country files with its courts by itself",
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &StatusError{2, err} })
	root.AddCommand(demoCommand(environ), verifyCommand(), CatalogCommand())
	err := root.Execute()
	if err == nil {
		return 0
	}
	_, _ = fmt.Fprintln(stderr, "tarazu: "+err.Error())
	var status *StatusError
	switch {
	case errors.As(err, &status):
		return status.Status
	case strings.HasPrefix(err.Error(), "unknown command"):
		_, _ = fmt.Fprintln(stderr, "Run 'tarazu --help' for the commands and an example of each.")
		return 2
	}
	return 1
}
