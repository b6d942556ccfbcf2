package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// toldLine is a line of `tarazu assist triage --jsonl`, and suggested its answer.
type toldLine struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

type suggested struct {
	ID         string         `json:"id"`
	Refused    bool           `json:"refused"`
	Question   string         `json:"question"`
	Candidates []candidate    `json:"candidates"`
	Facts      map[string]any `json:"facts"`
	Dangers    []string       `json:"dangers"`
}

type candidate struct {
	Code      string  `json:"code"`
	Title     string  `json:"title"`
	Score     float64 `json:"score"`
	Authority string  `json:"authority"`
}

func assistTriage(from *source) *cobra.Command {
	var jsonl bool
	cmd := &cobra.Command{
		Use: "triage [STORY]", Short: "Tell which titles a story leads to",
		Long: `With --jsonl it reads lines {"id","text"} from standard input and answers each with
{"id","refused","question","candidates":[{"code","title","score","authority"}],"facts":{}}.
Scores are probabilities. Nothing is kept.`,
		Example: "  tarazu assist triage 'صاحبخانه پول پیشم را نمی‌دهد'\n" + `  echo '{"id":"1","text":"شوهرم خرجی نمی‌دهد"}' | tarazu assist triage --jsonl`,
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if jsonl == (len(args) > 0) {
				return misused("give either --jsonl or a story; see 'tarazu assist triage --help'")
			}
			_, a, err := from.assistant(cmd)
			if err != nil {
				return err
			}
			answers := json.NewEncoder(cmd.OutOrStdout())
			answers.SetEscapeHTML(false)
			if !jsonl {
				return answers.Encode(suggest(a, toldLine{Text: strings.Join(args, " ")}))
			}
			lines := bufio.NewScanner(cmd.InOrStdin())
			lines.Buffer(nil, longestLine)
			wrong := 0
			for n := 1; lines.Scan(); n++ {
				var told toldLine
				if err := json.Unmarshal(lines.Bytes(), &told); err != nil {
					wrong++
					_, _ = fmt.Fprintf(cmd.ErrOrStderr(), "line %d: %v\n", n, err)
					continue
				}
				if err := answers.Encode(suggest(a, told)); err != nil {
					return err
				}
			}
			if err := lines.Err(); err != nil {
				return found("standard input: %w", err)
			}
			if wrong > 0 {
				return found("%d lines were no questions", wrong)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&jsonl, "jsonl", false, "read stories as JSON lines from standard input")
	return cmd
}

func suggest(a *assist.Assistant, told toldLine) suggested {
	t := a.Triage(told.Text, lang.FA)
	out := suggested{ID: told.ID, Refused: t.Refused, Candidates: []candidate{}, Facts: map[string]any{}, Dangers: append([]string{}, t.Dangers...)}
	for _, h := range t.Hits {
		out.Candidates = append(out.Candidates, candidate{Code: h.Code, Title: h.Name, Score: h.Score})
	}
	return out
}
