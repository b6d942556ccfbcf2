package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/api"
	"github.com/tarazu-justice/tarazu/internal/assist/extract"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// explanation is the answer to a line of `tarazu assist explain --jsonl`.
type explanation struct {
	ID      string            `json:"id"`
	Kinds   []shownKind       `json:"kinds"`
	Served  string            `json:"served,omitempty"`
	Sitting string            `json:"sitting,omitempty"`
	Limits  []api.NoticeLimit `json:"limits"`
}

type shownKind struct {
	Kind  string   `json:"kind"`
	Name  string   `json:"name"`
	Score float64  `json:"score"`
	Words []string `json:"words"`
}

func assistExplain(from *source) *cobra.Command {
	var jsonl bool
	cmd := &cobra.Command{
		Use: "explain [TEXT]", Short: "Tell what a notice is, and by when to act",
		Long: `With --jsonl it reads lines {"id","text"} from standard input and answers each with
{"id","kinds":[{"kind","name","score","words"}],"served","sitting","limits":[{"row","days","last_day"}]}.
No kind: it is no notice that we know. Nothing is kept.`,
		Example: "  tarazu assist explain 'یه برگه اومده نوشته ظرف ۱۰ روز رفع نقص کن'\n" + `  echo '{"id":"1","text":"اجراییه آمده"}' | tarazu assist explain --jsonl`,
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if jsonl == (len(args) > 0) {
				return misused("give either --jsonl or a text; see 'tarazu assist explain --help'")
			}
			c, a, err := from.assistant(cmd)
			if err != nil {
				return err
			}
			n, today := newNotices(c, a, extract.New(c.Book())), lang.DateAt(time.Now())
			answers := json.NewEncoder(cmd.OutOrStdout())
			answers.SetEscapeHTML(false)
			if !jsonl {
				return answers.Encode(n.answer(toldLine{Text: strings.Join(args, " ")}, today))
			}
			return eachLine(cmd.InOrStdin(), cmd.ErrOrStderr(), func(told toldLine) error { return answers.Encode(n.answer(told, today)) })
		},
	}
	cmd.Flags().BoolVar(&jsonl, "jsonl", false, "read notices as JSON lines from standard input")
	return cmd
}

// eachLine reads told lines; those that are none are counted and named.
func eachLine(in io.Reader, mistakes io.Writer, do func(toldLine) error) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestLine)
	wrong := 0
	for n := 1; lines.Scan(); n++ {
		var told toldLine
		if err := json.Unmarshal(lines.Bytes(), &told); err != nil {
			wrong++
			_, _ = fmt.Fprintf(mistakes, "line %d: %v\n", n, err)
			continue
		}
		if err := do(told); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return found("standard input: %w", err)
	}
	if wrong > 0 {
		return found("%d lines could not be read", wrong)
	}
	return nil
}

func (n *notices) answer(told toldLine, today lang.Date) explanation {
	x := n.tell(told.Text, "", lang.Date{}, today, lang.FA)
	out := explanation{ID: told.ID, Kinds: []shownKind{}, Served: iso(x.served), Sitting: iso(x.sitting), Limits: append([]api.NoticeLimit{}, noticeLimits(x, today, lang.FA)...)}
	for _, f := range x.found {
		kind, _ := n.catalog.Notice(f.Kind)
		out.Kinds = append(out.Kinds, shownKind{f.Kind, kind.Name.In(lang.FA), f.Score, append([]string{}, f.Words...)})
	}
	return out
}
