package cli

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/assist/extract"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/rollout"
)

// toldLine is a line that `tarazu assist` reads.
type toldLine struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// suggested answers a line of `tarazu assist triage --jsonl`.
type suggested struct {
	ID         string         `json:"id"`
	Refused    bool           `json:"refused"`
	Vague      bool           `json:"vague"`
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
{"id","refused","vague","question","candidates":[{"code","title","score","authority"}],"facts":{},"dangers":[]}.
Scores are probabilities. Nothing is kept.`,
		Example: "  tarazu assist triage 'صاحبخانه پول پیشم را نمی‌دهد'\n" + `  echo '{"id":"1","text":"شوهرم خرجی نمی‌دهد"}' | tarazu assist triage --jsonl`,
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if jsonl == (len(args) > 0) {
				return misused("give either --jsonl or a story; see 'tarazu assist triage --help'")
			}
			s, err := from.services(cmd)
			if err != nil {
				return err
			}
			answers := json.NewEncoder(cmd.OutOrStdout())
			answers.SetEscapeHTML(false)
			if !jsonl {
				return answers.Encode(s.suggest(toldLine{Text: strings.Join(args, " ")}))
			}
			return eachLine(cmd.InOrStdin(), cmd.ErrOrStderr(), func(told toldLine) error { return answers.Encode(s.suggest(told)) })
		},
	}
	cmd.Flags().BoolVar(&jsonl, "jsonl", false, "read stories as JSON lines from standard input")
	return cmd
}

// services shows a catalogue without an instance: every title is open.
func (from *source) services(cmd *cobra.Command) (*services, error) {
	c, a, err := from.assistant(cmd)
	if err != nil {
		return nil, err
	}
	messages, err := lang.LoadMessages()
	if err != nil {
		return nil, err
	}
	board := &rollout.Board{Catalog: c, Stage: "complete", Exempt: true, Now: time.Now}
	return &services{catalog: c, messages: messages, ranker: a, reader: extract.New(c.Book()), board: board, now: time.Now}, nil
}

// suggest answers a line: the titles with where they are heard, the question that would part
// them, and what the story answers of the first one's.
func (s *services) suggest(told toldLine) suggested {
	t := s.ranker.Triage(told.Text, lang.FA)
	out := suggested{ID: told.ID, Refused: t.Refused, Vague: t.Vague, Candidates: []candidate{}, Facts: map[string]any{}, Dangers: append([]string{}, t.Dangers...)}
	for _, h := range t.Hits {
		c := candidate{Code: h.Code, Title: h.Name, Score: h.Score}
		if title, ok := s.catalog.Title(h.Code); ok {
			c.Authority = s.court(title, lang.FA)
		}
		out.Candidates = append(out.Candidates, c)
	}
	if q := s.parting(t.Ask, lang.FA); q != nil {
		out.Question = q.Ask
	} else if t.Vague {
		out.Question = s.messages.Text(lang.FA, "triage.vague_text", nil)
	}
	if len(t.Hits) > 0 && !t.Refused {
		if title, ok := s.catalog.Title(t.Hits[0].Code); ok {
			for _, a := range s.reader.Suggest(title, told.Text, lang.DateAt(s.now())) {
				out.Facts[a.Fact] = a.Value
			}
		}
	}
	return out
}
