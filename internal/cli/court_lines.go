package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// courtLine is a line of `tarazu court --jsonl`.
type courtLine struct {
	ID    string          `json:"id"`
	Title string          `json:"title"`
	Facts json.RawMessage `json:"facts"`
	Day   string          `json:"day"`
	Court string          `json:"court"`
}

// ruling is what comes of it. Authority is null where the kind is known but no place, or
// where the case has its authority already.
type ruling struct {
	ID        string      `json:"id"`
	Authority *string     `json:"authority"`
	Kind      *string     `json:"kind"`
	Name      string      `json:"name"`
	Rules     []ruleSheet `json:"rules"`
	Choices   []place     `json:"choices"`
	Open      []string    `json:"open"` // facts without which nothing is decided
	Note      string      `json:"note,omitempty"`
}

type ruleSheet struct {
	Rule      string          `json:"rule"`
	Law       []string        `json:"law"`
	Verified  bool            `json:"verified"` // every article and number was seen in a source
	Because   string          `json:"because"`
	Facts     []form.Deciding `json:"facts"`
	Otherwise string          `json:"otherwise,omitempty"`
}

type place struct {
	Authority string `json:"authority"`
	Name      string `json:"name"`
	Rule      string `json:"rule"`
	Place     string `json:"place"`
}

// longestLine bounds a question.
const longestLine = 1 << 20

// answerLines answers each line; a bad one is told with its number and the rest goes on.
func answerLines(c *catalog.Catalog, today lang.Date, in io.Reader, out, stderr io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestLine)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	bad, n := 0, 0
	for lines.Scan() {
		n++
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		a, err := answerLine(c, today, lines.Bytes())
		if err == nil {
			err = encoder.Encode(a)
		}
		if err != nil {
			bad++
			fmt.Fprintf(stderr, "line %d: %v\n", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return found("line %d: %w", n+1, err)
	}
	if bad > 0 {
		return found("%d of %d lines could not be answered", bad, n)
	}
	return nil
}

func answerLine(c *catalog.Catalog, today lang.Date, line []byte) (*ruling, error) {
	q := courtLine{}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&q); err != nil {
		return nil, fmt.Errorf("not a question: %w", err)
	}
	t, err := venueOf(c, q.Title)
	if err != nil {
		return nil, err
	}
	if q.Day != "" {
		if today, err = lang.ParseJalali(q.Day); err != nil {
			return nil, fmt.Errorf("day %q is no date of the calendar; write 1405/08/10", q.Day)
		}
	}
	input, err := inputOf(c, t, q, today)
	if err != nil {
		return nil, err
	}
	v, err := t.Venue(input)
	if err != nil {
		return nil, err
	}
	return answerOf(c, q.ID, v), nil
}

// inputOf puts what the title asks among its answers, and gives the rest directly.
func inputOf(c *catalog.Catalog, t *form.Title, q courtLine, today lang.Date) (form.Input, error) {
	in := form.Input{Today: today, Answers: form.Answers{}, Given: form.Answers{}, Court: q.Court}
	if len(q.Facts) == 0 {
		return in, nil
	}
	facts, err := form.DecodeAnswers(q.Facts)
	if err != nil {
		return in, err
	}
	asked := map[string]bool{}
	for _, f := range t.Facts() {
		asked[f.Name] = true
	}
	for name, raw := range facts {
		v, err := c.Library().Accept(name, raw, today)
		if err != nil {
			return in, errors.New(factFault(c, name, err))
		}
		if asked[name] {
			in.Answers[name] = v
		} else {
			in.Given[name] = v
		}
	}
	return in, nil
}

func answerOf(c *catalog.Catalog, id string, v *form.Venue) *ruling {
	a := &ruling{ID: id, Rules: []ruleSheet{}, Choices: []place{}, Open: v.Open, Note: v.Ended}
	if a.Open == nil {
		a.Open = []string{}
	}
	if v.Kind == nil {
		return a
	}
	a.Kind = &v.Kind.Kind
	a.Rules = append(a.Rules, ruleSheet{v.Kind.Entry, orNone(v.Kind.Law), verified(c, v.Kind.Law, v.Kind.Facts), v.Kind.Because, facts(v.Kind.Facts), v.Kind.Otherwise})
	for _, p := range v.Choices {
		a.Choices = append(a.Choices, place{p.Code, p.Name, p.Rule, p.Place})
	}
	p := v.Chosen
	if p == nil {
		return a
	}
	a.Name = p.Name
	if p.Code != "" {
		a.Authority, a.Kind = &p.Code, &p.Kind
	}
	if p.Rule != "" {
		a.Rules = append(a.Rules, ruleSheet{p.Rule, orNone(p.RuleLaw), verified(c, p.RuleLaw, p.RuleFacts), p.RuleBecause, facts(p.RuleFacts), p.RuleOtherwise})
	}
	return a
}

func orNone(ids []string) []string {
	if ids == nil {
		return []string{}
	}
	return ids
}

func facts(list []form.Deciding) []form.Deciding {
	if list == nil {
		return []form.Deciding{}
	}
	return list
}

func verified(c *catalog.Catalog, ids []string, decided []form.Deciding) bool {
	for _, d := range decided {
		if d.Unverified {
			return false
		}
	}
	for _, id := range ids {
		if a, ok := c.Law(id); !ok || !a.Verified {
			return false
		}
	}
	return len(ids) > 0
}

// printVenue is the answer as a person reads it, in Persian.
func printVenue(c *catalog.Catalog, v *form.Venue, w io.Writer) error {
	if v.Kind == nil {
		return found("still open: %s", strings.Join(v.Open, ", "))
	}
	p := v.Chosen
	if p == nil {
		p = v.Kind
		p.Name = c.Library().Bodies[p.Kind].Name.FA
	}
	lines := []string{"مرجع: " + p.Name, "چرا: " + v.Kind.Because}
	lines = append(lines, p.Stead, joined("محل: ", p.RuleBecause))
	for _, d := range p.Decided() {
		lines = append(lines, "  "+d.Ask+" "+d.Value+mark(!d.Unverified))
	}
	for _, id := range append(append([]string{}, v.Kind.Law...), p.RuleLaw...) {
		lines = append(lines, articleLine(c, id))
	}
	lines = append(lines, joined("اگر جز این بود: ", strings.TrimSpace(v.Kind.Otherwise+" "+p.RuleOtherwise)))
	for _, other := range v.Choices {
		if other.Name != p.Name || other.Rule != p.Rule {
			lines = append(lines, "جای دیگری که قانون می‌پذیرد: "+other.Name+"، "+other.RuleBecause)
		}
	}
	for _, line := range append(lines, v.Ended) {
		if line != "" {
			fmt.Fprintln(w, lang.StripIsolates(line))
		}
	}
	return nil
}

func joined(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

func articleLine(c *catalog.Catalog, id string) string {
	a, ok := c.Law(id)
	if !ok {
		return ""
	}
	return "  مادهٔ " + lang.PersianDigits(a.Number) + " " + a.LawName + ": " + a.Says.FA + mark(a.Verified)
}

func mark(verified bool) string {
	if verified {
		return ""
	}
	return " (تأییدنشده)"
}
