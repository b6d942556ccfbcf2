package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func catalogPreview(from *source) *cobra.Command {
	var journey, pdf string
	cmd := &cobra.Command{
		Use: "preview CODE", Short: "Print a title as a recorded journey leads through it: questions, problems, court, fee, paper",
		Long:    "To click through a title in the browser while you write it: tarazu demo --catalog DIR.",
		Example: "  tarazu catalog preview PET-DEBT --pdf debt.pdf\n  tarazu catalog preview PET-DEBT --journey all-wrong --dir catalogs/iran",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := from.load(cmd.ErrOrStderr(), args[0])
			if err != nil {
				return err
			}
			titles, err := chosen(c, args[0])
			if err != nil {
				return err
			}
			j, err := journeyOf(c, titles[0].Code, journey)
			if err != nil {
				return err
			}
			result, err := titles[0].Run(j.Input)
			if err != nil {
				return found("journey %s: %w", j.ID, err)
			}
			preview(cmd.OutOrStdout(), titles[0], j, result)
			if pdf == "" {
				return nil
			}
			return printed(pdf, titles[0], result)
		},
	}
	cmd.Flags().StringVar(&journey, "journey", "", "id of the journey (default: the first)")
	cmd.Flags().StringVar(&pdf, "pdf", "", "write the paper into this file too, with the mark of a draft")
	return cmd
}

// printed writes the paper of a result as people see it before they sign.
func printed(file string, t *form.Title, r *form.Result) error {
	press, err := newPress()
	if err != nil {
		return err
	}
	messages, err := lang.LoadMessages()
	if err != nil {
		return err
	}
	papers := filing.Papers{Press: press, Messages: messages}
	data, err := papers.Draft(&filing.Review{Asked: filing.Asked{Filing: &filing.Filing{}, Spec: t}, Result: r})
	if err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644) //nolint:gosec // a paper of invented people, for its author to read
}

func journeyOf(c *catalog.Catalog, code, id string) (catalog.Journey, error) {
	var ids []string
	for _, j := range c.Journeys(code) {
		if id == "" || j.ID == id {
			return j, nil
		}
		ids = append(ids, j.ID)
	}
	return catalog.Journey{}, misused("%s has no journey %q; there are %s", code, id, strings.Join(ids, ", "))
}

func preview(w io.Writer, t *form.Title, j catalog.Journey, r *form.Result) {
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format+"\n", args...) }
	say("%s  %s\n%s  %s", t.Code, t.Name(lang.FA), j.ID, j.Name)
	for _, page := range r.Pages {
		say("\n## %s", page.Title)
		for _, q := range page.Questions {
			say("%s\n    %s", q.Ask, answerText(q))
		}
	}
	say("\n## problems")
	for _, p := range r.Problems {
		level := "warn"
		if p.Stop {
			level = "stop"
		}
		say("%s %s %s: %s", level, p.Reason, p.ID, p.Say)
	}
	if a := r.Authority; a != nil {
		say("\n## authority\n%s (%s): %s", a.Name, a.Code, a.Because)
	}
	say("\n## fee: %s", lang.Rials(r.Fee.Total))
	for _, l := range r.Fee.Lines {
		say("%s: %s", l.Name, lang.Rials(l.Amount))
	}
	say("\n## paper")
	for _, p := range r.Document {
		switch p.Kind {
		case "heading":
			say("\n**%s**", p.Text)
		case "numbered":
			say("%d. %s", p.Number, p.Text)
		default:
			say("%s", p.Text)
		}
	}
	say("\n## what the person hears before signing")
	for _, text := range r.Readback {
		say("%s", text)
	}
}

// answerText prints an answer plainly: keys become the words that a person chose.
func answerText(q form.Question) string {
	chosen := func(key string) string {
		for _, o := range q.Options {
			if o.Key == key {
				return o.Say
			}
		}
		return key
	}
	switch v := q.Value.(type) {
	case nil:
		return "…"
	case string:
		return chosen(v)
	case []string:
		said := []string{}
		for _, key := range v {
			said = append(said, chosen(key))
		}
		return strings.Join(said, "، ")
	}
	return fmt.Sprint(q.Value)
}
