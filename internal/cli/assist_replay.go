package cli

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/assist/advisor"
	"github.com/tarazu-justice/tarazu/internal/filing"
)

func assistReplay(from *source) *cobra.Command {
	return &cobra.Command{
		Use: "replay FILE", Short: "Look again at what a language model was asked for a filed paper",
		Long: `FILE is the tarazu-help.json that a filer downloads from /filings/ID/help.json: every answer of a
language model that she asked for. This does the checks of the reply again, without a model, and
tells whether texts, request and outcome are what they were. Their hashes stand in filing.json.`,
		Example: "  tarazu assist replay tarazu-help.json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := from.load(cmd.ErrOrStderr(), "")
			if err != nil {
				return err
			}
			data, err := os.ReadFile(args[0])
			if err != nil {
				return misused("%w", err)
			}
			var list []filing.Help
			if err := json.Unmarshal(data, &list); err != nil {
				return found("%s is no tarazu-help.json: %w", args[0], err)
			}
			changed := 0
			for i, help := range list {
				account, is, err := advisor.Replay(help.Use, advisor.Narration(help.Brief, laws(c)))
				told := "the same"
				if !is.Same() {
					changed++
					told = fmt.Sprintf("changed (texts %v, request %v, outcome %v)", is.Whole, is.Request, is.Outcome)
				}
				_, _ = fmt.Fprintf(cmd.OutOrStdout(), "%d %s: %s, prompts %s, program %s, %s: %s\n", i+1, help.Fact, help.Use.Model, help.Use.PromptVersion, help.Use.Commit, help.Use.At.Format("2006-01-02 15:04:05"), told)
				if err != nil {
					_, _ = fmt.Fprintf(cmd.OutOrStdout(), "  refused: %v\n", err)
					continue
				}
				_, _ = fmt.Fprintf(cmd.OutOrStdout(), "  %s\n", account.Text)
			}
			if changed > 0 {
				return found("%d of %d answers are not what they were", changed, len(list))
			}
			_, _ = fmt.Fprintf(cmd.OutOrStdout(), "%d answers of a language model\n", len(list))
			return nil
		},
	}
}
