package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

const courtHelp = `Tells which authority hears a title with these facts, and why: the rule, its article, the
facts that decided, and what would change it.

TITLE is a code of the catalogue's list (PET-EVICT), or a rule of rules/competence.yaml
(eviction). Facts are NAME=VALUE: claim=800000000, us=karaj, them=qom,yazd (a dash is a
person whose county is not known), and the rule's own (property=karaj, goodwill=yes).
Without facts it lists those that the rule looks at.

With --jsonl it reads lines {"id","title","facts"} from standard input and answers each
with {"id","authority","kind","name","rules":[…],"choices":[…],"open":[…]}. Facts have the
names and values of the API ("claim.value", "party.them":[{"county":"qom"}], "venue.goodwill").
A line may have a "day" (1405/08/10) and a "court" of its own.

Exit status: 0 answered, 1 a line or fact was wrong (told with its number), 2 called wrongly.`

func courtCommand(now func() time.Time) *cobra.Command {
	from := &source{}
	var jsonl bool
	var day string
	cmd := &cobra.Command{
		Use: "court [TITLE [NAME=VALUE...]]", Short: "Tell which authority hears a title, and why", Long: courtHelp,
		Example: "  tarazu court PET-EVICT property=کرج goodwill=yes\n" +
			`  echo '{"id":"1","title":"PET-DEBT","facts":{"claim.value":800000000,"party.them":[{"county":"qom"}]}}' | tarazu court --jsonl`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			today, err := dayOr(day, now)
			if err != nil || jsonl == (len(args) > 0) {
				return misused("give either --jsonl or a TITLE, and --day as 1405/08/10; see 'tarazu court --help'")
			}
			c, err := from.load(cmd.ErrOrStderr(), "")
			if err != nil {
				return err
			}
			if jsonl {
				return answerLines(c, today, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
			}
			return explain(c, today, args, cmd.OutOrStdout())
		},
	}
	cmd.Flags().BoolVar(&jsonl, "jsonl", false, "read questions as JSON lines from standard input")
	cmd.Flags().StringVar(&day, "day", "", "the day of filing, as 1405/08/10 (default: today)")
	cmd.Flags().StringVar(&from.dir, "dir", "", "folder of a catalogue (default: the one in the program)")
	return cmd
}

func dayOr(text string, now func() time.Time) (lang.Date, error) {
	if text == "" {
		return lang.DateAt(now()), nil
	}
	return lang.ParseJalali(text)
}

// venueOf finds what can answer for a title.
func venueOf(c *catalog.Catalog, code string) (*form.Title, error) {
	if t, ok := c.Venue(code); ok {
		return t, nil
	}
	if near := form.Nearest(code, c.VenueCodes()); near != "" {
		return nil, fmt.Errorf("there is no title or rule %q; did you mean %s?", code, near)
	}
	return nil, fmt.Errorf("there is no title or rule %q; see rules/subjects.yaml", code)
}

// explain prints one answer for a person.
func explain(c *catalog.Catalog, today lang.Date, args []string, w io.Writer) error {
	t, err := venueOf(c, args[0])
	if err != nil {
		return misused("%w", err)
	}
	if len(args) == 1 {
		return listFacts(c, t, w)
	}
	in := form.Input{Today: today, Given: form.Answers{}, Answers: form.Answers{}}
	for _, arg := range args[1:] {
		if err := giveFact(c, &in, arg); err != nil {
			return misused("%w", err)
		}
	}
	v, err := t.Venue(in)
	if err != nil {
		return err
	}
	return printVenue(c, v, w)
}

func listFacts(c *catalog.Catalog, t *form.Title, w io.Writer) error {
	for _, f := range t.Looks() {
		ask := t.Asks(f, lang.FA)
		if f.Name == "claim.value" {
			ask = c.Library().Messages.Text(lang.FA, "form.claim_value", nil)
		}
		fmt.Fprintf(w, "%-24s %-8s %s\n", short(f.Name), f.Type, ask)
	}
	return nil
}

// short is the name of a fact on the command line.
func short(name string) string {
	return strings.TrimPrefix(strings.TrimPrefix(strings.TrimSuffix(name, ".value"), "venue."), "party.")
}

func giveFact(c *catalog.Catalog, in *form.Input, arg string) error {
	name, text, ok := strings.Cut(arg, "=")
	if !ok {
		return fmt.Errorf("%q is not NAME=VALUE", arg)
	}
	switch name {
	case "us", "them":
		people, err := peopleIn(c, text)
		in.Given["party."+name] = people
		return err
	case "claim":
		name = "claim.value"
	default:
		if !strings.Contains(name, ".") {
			name = "venue." + name
		}
	}
	v, err := c.Library().ReadFact(name, text)
	if err != nil {
		return errors.New(factFault(c, name, err))
	}
	in.Given[name] = v
	return nil
}

// peopleIn reads counties of people; a dash is a person whose county is not known.
func peopleIn(c *catalog.Catalog, text string) (people []map[string]any, err error) {
	for _, county := range strings.Split(text, ",") {
		p := map[string]any{"kind": "natural"}
		if county != "-" {
			found := c.Places().Find(county)
			if len(found) != 1 {
				return nil, fmt.Errorf("%q is not one county: %d found; see 'tarazu authorities find %s'", county, len(found), county)
			}
			p["county"] = found[0].Key
		}
		people = append(people, p)
	}
	return people, nil
}

// factFault is an error about a fact in words, with the name that was probably meant.
func factFault(c *catalog.Catalog, name string, err error) string {
	if !form.ErrUnknownFact.Is(err) {
		return name + ": " + c.Library().Messages.Error(lang.EN, err)
	}
	all := []string{"claim.value"}
	for _, f := range c.Facts() {
		all = append(all, f.Name)
	}
	if near := form.Nearest(name, all); near != "" {
		return fmt.Sprintf("there is no fact %q; did you mean %s?", name, near)
	}
	return fmt.Sprintf("there is no fact %q; see 'tarazu catalog facts'", name)
}
