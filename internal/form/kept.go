package form

import (
	"maps"
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Kept shows answers without a title, by the glossary: of a draft whose title was taken out
// of the catalogue, nothing that was typed is lost.
func (l *Library) Kept(answers Answers, loc lang.Locale) (list []Question) {
	for _, name := range slices.Sorted(maps.Keys(answers)) {
		if f, ok := l.Facts[name]; ok && !empty(answers[name]) {
			q := l.question(f, noScope{l, loc}, loc)
			q.Value, q.Answered = answers[name], true
			list = append(list, q)
		}
	}
	return list
}

// Ask is the question of a fact, without a title.
func (l *Library) Ask(f *Fact, loc lang.Locale) string {
	return l.question(f, noScope{l, loc}, loc).Ask
}

// noScope knows no answer, and calls every paper a paper.
type noScope struct {
	lib *Library
	loc lang.Locale
}

func (s noScope) ResolveName(name string) (any, bool) {
	if name == "word.act" {
		return types.String(s.lib.Messages.Text(s.loc, "form.paper", nil)), true
	}
	return unanswered, true
}

func (noScope) Parent() cel.Activation { return nil }
