package measure

import (
	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Of is what an assistant answers to a case.
func Of(a *assist.Assistant, c Case) (out Answer) {
	t := a.Triage(c.Text, lang.FA)
	out.Refused, out.Vague = t.Refused, t.Vague
	if out.Codes = codes(t); len(out.Codes) > 0 {
		out.Confidence = t.Hits[0].Score
	}
	if t.Ask != nil && c.InScope() {
		out.Asked = codes(a.Triage(c.Text, lang.FA, truly(t.Ask, c)))
	}
	return out
}

// truly answers a question as somebody does who wants the paper of the case.
func truly(q *assist.Question, c Case) assist.Said {
	for _, choice := range q.Choices {
		if c.right(choice.Codes) {
			return assist.Said{Question: q.Key, Choice: choice.Key}
		}
	}
	return assist.Said{Question: q.Key, Choice: "neither"}
}

func codes(t assist.Triage) (list []string) {
	for _, h := range t.Hits {
		list = append(list, h.Code)
	}
	return list
}
