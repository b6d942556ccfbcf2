package cli

import (
	"slices"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web/citizen"
)

// mostShown is how many titles a page shows for a story, and mostDangers how many warnings:
// who is in danger reads one.
const (
	mostShown   = 3
	mostDangers = 2
)

// Triage leads a story to titles, in the words of the catalogue.
func (s *services) Triage(story string, said []citizen.Said, by filing.Filer, loc lang.Locale) (out citizen.Triage) {
	var answers []assist.Said
	for _, a := range said {
		answers = append(answers, assist.Said{Question: a.Question, Choice: a.Choice})
	}
	t := s.ranker.Triage(story, loc, answers...)
	out.Refused, out.Vague, out.Ask = t.Refused, t.Vague, s.parting(t.Ask, loc)
	for _, hit := range t.Hits {
		if v, ok := s.Service(hit.Code, by, lang.DateAt(s.now()), loc); ok && len(out.Hits) < mostShown {
			out.Hits = append(out.Hits, citizen.Hit{Service: v, Score: hit.Score, Words: hit.Words})
		}
	}
	for _, code := range t.Dangers[:min(len(t.Dangers), mostDangers)] {
		if d, ok := s.catalog.Danger(code); ok {
			out.Dangers = append(out.Dangers, citizen.Danger{Danger: d.Says.In(loc), First: texts(d.First, loc), Calls: unsaid(whom(d.Calls, loc), out.Dangers)})
		}
	}
	return out
}

// unsaid leaves out the numbers that an earlier warning named.
func unsaid(calls []citizen.Call, before []citizen.Danger) []citizen.Call {
	return slices.DeleteFunc(calls, func(c citizen.Call) bool {
		return slices.ContainsFunc(before, func(d citizen.Danger) bool { return slices.Contains(d.Calls, c) })
	})
}

// parting is a question of the assistant in words. What kind of paper is wanted is asked in
// the page's own.
func (s *services) parting(q *assist.Question, loc lang.Locale) *citizen.Parting {
	if q == nil {
		return nil
	}
	say := func(key string) string { return s.messages.Text(loc, key, nil) }
	out := &citizen.Parting{Key: q.Key, Ask: q.Ask}
	kind := "triage.say."
	if q.Key == assist.Family {
		out.Ask, kind = say("triage.ask_family"), "triage.want."
	}
	for _, c := range q.Choices {
		out.Choices = append(out.Choices, citizen.Named{Key: c.Key, Name: say(kind + c.Key)})
	}
	out.Choices = append(out.Choices, citizen.Named{Key: citizen.Neither, Name: say("triage.say.neither")})
	return out
}

func whom(list []catalog.Call, loc lang.Locale) (all []citizen.Call) {
	for _, c := range list {
		all = append(all, citizen.Call{Number: c.Number, Who: c.Who.In(loc)})
	}
	return all
}

// Heard reads from a story what a title would ask: answers with the words that gave them. The
// story itself stands ready where the title asks what happened.
func (s *services) Heard(code, story string, known form.Answers) filing.Heard {
	heard := filing.Heard{Answers: form.Answers{}, Words: map[string]string{}}
	t, ok := s.catalog.Title(code)
	if !ok || story == "" {
		return heard
	}
	today := lang.DateAt(s.now())
	keep := func(fact string, value any, words string) {
		if _, has := known[fact]; !has {
			heard.Answers[fact], heard.Words[fact] = value, words
		}
	}
	for _, a := range s.reader.Suggest(t, story, today) {
		keep(a.Fact, a.Value, story[a.From:a.To])
	}
	if fact := t.Narrative(); fact != nil {
		if told, err := t.Accept(fact.Name, story, today, lang.FA); err == nil {
			keep(fact.Name, told, cut(story))
		}
	}
	return heard
}

// mostQuoted is how many letters of a story a page quotes.
const mostQuoted = 60

func cut(story string) string {
	letters := []rune(story)
	if len(letters) <= mostQuoted {
		return story
	}
	return string(letters[:mostQuoted]) + "…"
}
