package advisor

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Asked is a fact that a form asks for.
type Asked struct {
	Name     string
	Type     form.Type
	Question string
	Options  []Option // of a choice
}

// Option is an answer that may be chosen.
type Option struct{ Code, Name string }

// Value is what a story seems to answer. It is typed as form.Accept reads it, and is no
// answer until the form took it from a person. Quote are the words that say it, in the plain
// form of the text they stand in.
type Value struct {
	Fact  string
	Value any
	Quote string
	File  int // 0 the story, 1 the first file
}

const (
	mostAsked     = 40
	mostQuote     = 300
	extractTokens = 1500
)

// Extract finds values of facts in a story. Each stands on a quote of the hidden story and
// says no more than its quote does; a value that does not is dropped.
func (a *Advisor) Extract(ctx context.Context, story Story, facts []Asked) (values []Value, used Use, err error) {
	if len(facts) == 0 || strings.TrimSpace(strings.Join(story.texts(), "")) == "" {
		return nil, Use{}, nil
	}
	return run(ctx, a, story.Account, story.texts(), func() Work[[]Value] { return Extraction(story, facts) })
}

// Extraction is the pure part of Extract.
func Extraction(story Story, facts []Asked) Work[[]Value] {
	facts = facts[:min(len(facts), mostAsked)]
	e := extraction{mask: NewMask(story.Told, story.texts()...), facts: map[string]Asked{}}
	var sent struct {
		storyData
		Questions []question `json:"questions"`
	}
	sent.storyData = story.hidden(e.mask)
	e.sent = sent.storyData
	names := []string{}
	for _, f := range facts {
		names, e.facts[f.Name] = append(names, f.Name), f
		sent.Questions = append(sent.Questions, e.question(f))
	}
	value := object(map[string]any{"fact": oneOf(names), "value": anyText, "quote": anyText})
	r := newRequest(KindExtract, extractPrompt, sent, object(map[string]any{"values": list(value)}), extractTokens)
	return Work[[]Value]{r, func(content string) ([]Value, error) {
		var reply struct{ Values []claim }
		if err := judged(r, content, &reply); err != nil {
			return nil, err
		}
		return e.held(reply.Values), nil
	}}
}

// question is how a fact is asked: its texts may repeat answers, so they are hidden too.
type question struct {
	Fact    string           `json:"fact"`
	Type    form.Type        `json:"type"`
	Ask     datum            `json:"ask"`
	Options map[string]datum `json:"options,omitempty"`
}

// claim is a value as a reply states it.
type claim struct{ Fact, Value, Quote string }

type extraction struct {
	mask  *Mask
	sent  storyData
	facts map[string]Asked
}

func (e extraction) question(f Asked) question {
	q := question{Fact: f.Name, Type: f.Type, Ask: datum(e.mask.Hide(f.Question))}
	for _, o := range f.Options {
		if q.Options == nil {
			q.Options = map[string]datum{}
		}
		q.Options[o.Code] = datum(e.mask.Hide(o.Name))
	}
	return q
}

// held keeps the claims that hold, the first for each fact.
func (e extraction) held(claims []claim) (values []Value) {
	seen := map[string]bool{}
	for _, c := range claims {
		at, stands := e.stands(c.Quote)
		if !stands || seen[c.Fact] || e.mask.strange(c.Value) {
			continue
		}
		said, quote := lang.Line(e.mask.Show(c.Value)), e.mask.Show(c.Quote)
		if v, ok := typed(e.facts[c.Fact], said, quote); ok {
			seen[c.Fact] = true
			values = append(values, Value{c.Fact, v, quote, at})
		}
	}
	return values
}

// stands finds the text in which a quote stands letter by letter. One that cuts a mark in
// two stands nowhere, and one that speaks to programs is nobody's answer.
func (e extraction) stands(quote string) (at int, ok bool) {
	n := utf8.RuneCountInString(quote)
	if n < 2 || n > mostQuote || strings.TrimSpace(quote) != quote || e.mask.strange(quote) || suspect(quote) {
		return 0, false
	}
	for i, text := range append([]datum{e.sent.Story}, e.sent.Files...) {
		if strings.Contains(string(text), quote) {
			return i, true
		}
	}
	return 0, false
}
