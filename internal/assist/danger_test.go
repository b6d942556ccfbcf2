package assist_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Help comes before paper, and not where nobody is in danger.
func TestDangersAreSeen(t *testing.T) {
	a := assistant(t)
	for story, want := range map[string]string{
		"شوهرم هر شب کتکم میزنه و میترسم منو بکشه":               "violence",
		"دیگه نمیخوام زنده بمونم از دست طلبکارا":                 "suicide",
		"صاحبکارم بهم دست درازی کرد":                             "sexual",
		"همسایه بچه‌اش را کتک میزند و صدای گریه میاد":            "child",
		"فردا مهلت اعتراض تموم میشه":                             "deadline",
		"صاحبخانه پول پیشم را نمی‌دهد":                           "",
		"چک مشتری برگشت خورد و پولم را نمی‌دهد":                  "",
		"می‌خواهم گواهی انحصار وراثت پدرم را بگیرم، چه لازم است": "",
	} {
		got := a.Triage(story, lang.FA).Dangers
		if want == "" && len(got) > 0 || want != "" && !slices.Contains(got, want) {
			t.Errorf("%q: %v, want %q", story, got, want)
		}
	}
}

// A question is asked where titles are close, its answer decides, and it is not asked again.
func TestAQuestionParts(t *testing.T) {
	a := assistant(t)
	story := "دوستم پول قرض گرفت و پس نمی‌دهد، می‌خواهم از او شکایت کنم"
	first := a.Triage(story, lang.FA)
	if first.Ask == nil || len(first.Ask.Choices) < 2 {
		t.Fatalf("no question: %+v", first)
	}
	for _, choice := range first.Ask.Choices {
		got := a.Triage(story, lang.FA, assist.Said{Question: first.Ask.Key, Choice: choice.Key})
		if len(got.Hits) == 0 || !slices.Contains(choice.Codes, got.Hits[0].Code) {
			t.Errorf("%s=%s leads to %+v, want one of %s", first.Ask.Key, choice.Key, got.Hits, strings.Join(choice.Codes, ", "))
		}
		if got.Ask != nil && got.Ask.Key == first.Ask.Key {
			t.Errorf("%s is asked again", first.Ask.Key)
		}
	}
}
