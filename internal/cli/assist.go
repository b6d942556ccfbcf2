package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/measure"
	"github.com/tarazu-justice/tarazu/internal/assist/model"
	"github.com/tarazu-justice/tarazu/internal/assist/train"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// assistCommand is `tarazu assist`: leads stories to titles, measures how well, and learns.
func assistCommand() *cobra.Command {
	from := &source{}
	cmd := &cobra.Command{
		Use: "assist", Short: "Lead a story to its title; measure and train the assistant",
		Example: "  tarazu assist triage 'صاحبخانه پول پیشم را نمی‌دهد'\n  tarazu assist eval stories.jsonl",
		Args:    cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringVar(&from.dir, "dir", "", "folder of a catalogue (default: the one in the program)")
	cmd.AddCommand(assistTriage(from), assistExplain(from), assistEval(from), assistTrain(from), assistReplay(from))
	return cmd
}

// newAssistant is the assistant over a catalogue, with the model in the program if it carries
// one.
func newAssistant(c *catalog.Catalog) (*assist.Assistant, error) {
	stories, err := model.Embedded()
	if err != nil && !errors.Is(err, model.ErrNone) {
		return nil, err
	}
	return assist.New(knowledge(c, stories)), nil
}

// knowledge is what a catalogue gives an assistant.
func knowledge(c *catalog.Catalog, stories *model.Model) assist.Knowledge {
	k := assist.Knowledge{Titles: c.Findable(), Alike: c.Alike(), Stories: stories}
	for _, d := range c.Dangers() {
		k.Dangers = append(k.Dangers, assist.Danger{Code: d.Code, Signs: d.Signs})
	}
	return k
}

// assistant loads both.
func (s *source) assistant(cmd *cobra.Command) (*catalog.Catalog, *assist.Assistant, error) {
	c, err := s.load(cmd.ErrOrStderr(), "")
	if err != nil {
		return nil, nil, err
	}
	a, err := newAssistant(c)
	return c, a, err
}

func assistEval(from *source) *cobra.Command {
	return &cobra.Command{
		Use: "eval FILE.jsonl", Short: "Measure the assistant on stories with their titles",
		Long: `Reads lines {"id","text","codes":["PET-DEPOSIT"]}; codes are the titles that would be right, the best
first, or OUT-OF-SCOPE or CLARIFY alone. A line may have "slice":["finglish"].
Prints the shares with their 95 % intervals, by family and by slice, how long a story takes,
and what a plain BM25 over the same phrases does in the same run.`,
		Example: "  tarazu assist eval internal/assist/testdata/eval/open.jsonl",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, a, err := from.assistant(cmd)
			if err != nil {
				return err
			}
			f, err := os.Open(args[0])
			if err != nil {
				return misused("%w", err)
			}
			defer func() { _ = f.Close() }()
			cases, err := measure.Read(f, func(code string) bool { _, ok := c.Named(code); return ok })
			if err != nil {
				return found("%s: %w", args[0], err)
			}
			out := cmd.OutOrStdout()
			measure.Run(cases, familyOf(c), func(k measure.Case) measure.Answer { return measure.Of(a, k) }).Print(out)
			plain := measure.NewBM25(c.Findable())
			r := measure.Run(cases, familyOf(c), plain.Answer)
			_, _ = fmt.Fprintf(out, "\nplain BM25: first %.3f, among the first three %.3f, family %.3f\n", r.First(), r.Three(), r.Family())
			tellTimes(out, "a story", cases, func(k measure.Case) { a.Triage(k.Text, lang.FA) })
			tellTimes(out, "by plain BM25", cases, func(k measure.Case) { plain.Answer(k) })
			return nil
		},
	}
}

// tellTimes prints how long the cases take, each alone.
func tellTimes(w io.Writer, what string, cases []measure.Case, do func(measure.Case)) {
	var times []time.Duration
	for _, k := range cases {
		start := time.Now()
		do(k)
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	at := func(share float64) time.Duration {
		return times[min(len(times)-1, int(share*float64(len(times))))].Round(10 * time.Microsecond)
	}
	if len(times) > 0 {
		_, _ = fmt.Fprintf(w, "%s: half within %v, 99 of 100 within %v\n", what, at(0.5), at(0.99))
	}
}

func familyOf(c *catalog.Catalog) func(code string) string {
	return func(code string) string {
		if _, isDoor := c.Door(code); isDoor {
			return "door"
		}
		if t, ok := c.Named(code); ok {
			return t.Family
		}
		return ""
	}
}

func assistTrain(from *source) *cobra.Command {
	var stories, out string
	cmd := &cobra.Command{
		Use: "train", Short: "Learn from the catalogue's phrases and from stories; write the model",
		Long:    "The same catalogue and stories give the same bytes. Stories are FILE.tsv, a line each: CODE, a tab, the story.",
		Example: "  tarazu assist train --stories catalogs/stories --out internal/assist/model/dist/stories.model",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := from.load(cmd.ErrOrStderr(), "")
			if err != nil {
				return err
			}
			list, mistakes := train.ReadStories(os.DirFS(stories), func(code string) bool {
				_, ok := c.Named(code)
				return ok || code == assist.OutOfScope || code == assist.Clarify
			})
			if len(mistakes) > 0 {
				return found("%s", strings.Join(mistakes, "\n"))
			}
			if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil { //nolint:gosec // a folder of the program's sources
				return err
			}
			f, err := os.Create(out)
			if err != nil {
				return misused("%w", err)
			}
			m, held := train.Train(train.Source{Knowledge: knowledge(c, nil), Entry: c.EntryOf, Stories: list})
			_, _ = fmt.Fprintf(cmd.OutOrStdout(), "%d stories; held out: first %.3f, among three %.3f, log likelihood %.3f\n", held.Stories, held.First, held.Three, held.Likelihood)
			return errors.Join(m.Write(f), f.Close())
		},
	}
	cmd.Flags().StringVar(&stories, "stories", "catalogs/stories", "folder of the stories")
	cmd.Flags().StringVar(&out, "out", "internal/assist/model/"+model.FileName, "file of the model")
	return cmd
}
