package citizen

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

// What the filer tells in her own words is held against what she answered and attached.

// apartRow is an answer beside the words of the account that say something else.
type apartRow struct{ Ask, Said, Words, Means, URL string }

// spokenRow is a place for a document that the account speaks of and that is empty.
type spokenRow struct{ Word, Name, URL string }

// apart holds the filer's account against her answers: where both speak of one thing and
// differ, the court would ask which is right. It stops nothing.
func (d *Desk) apart(p web.Page, review *filing.Review) (list []apartRow) {
	fact := review.Spec.Narrative()
	if fact == nil || d.Alone {
		return nil
	}
	account, _ := review.Answers[fact.Name].(string)
	heard := d.Services.Heard(review.Title, account, form.Answers{fact.Name: account})
	asked := map[string]form.Question{}
	for _, page := range review.Result.Pages {
		for _, q := range page.Questions {
			asked[q.Fact] = q
		}
	}
	for _, told := range d.Services.Kept(heard.Answers, p.Locale) {
		q, ok := asked[told.Fact]
		if !ok || !q.Answered || !slices.Contains(compared, q.Type) || d.Answer(p, q) == d.Answer(p, told) {
			continue
		}
		list = append(list, apartRow{q.Ask, d.Answer(p, q), heard.Words[q.Fact], d.Answer(p, told), "/filings/" + review.ID + "/steps/" + d.stepOf(&review.Asked, q.Fact) + "?from=check"})
	}
	return list
}

// compared are the kinds of answers that an account states as exactly as a form does.
var compared = []form.Type{form.TypeMoney, form.TypeDate, form.TypePlace}

// spoken lists the empty places for documents that the account names by a word of theirs.
func (d *Desk) spoken(review *filing.Review, slots []slotView) (list []spokenRow) {
	fact := review.Spec.Narrative()
	if fact == nil || d.Alone {
		return nil
	}
	account, _ := review.Answers[fact.Name].(string)
	for _, slot := range slots {
		if len(slot.Files) > 0 {
			continue
		}
		if word := named(account, slot.Name); word != "" {
			list = append(list, spokenRow{word, slot.Name, "/filings/" + review.ID + "/attachments#" + slot.ID})
		}
	}
	return list
}

// leastNamed is how many letters a word has that names a document; «یا» and «سند» name many.
const leastNamed = 4

// named is the first word of an account that a document's name begins with; endings make no
// difference.
func named(account, document string) string {
	names := strings.Fields(lang.Fold(document))
	for _, word := range strings.Fields(account) {
		folded := strings.Trim(lang.Fold(word), ".,;:!?()«»،؛؟")
		for _, name := range names[:min(1, len(names))] {
			if utf8.RuneCountInString(name) >= leastNamed && strings.HasPrefix(folded, name) {
				return strings.Trim(word, ".,;:!?()«»،؛؟")
			}
		}
	}
	return ""
}
