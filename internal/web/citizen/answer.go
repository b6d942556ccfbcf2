package citizen

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

// Answer prints a kept answer for people: the option's words, the day with its weekday,
// the amount with its unit. An open question prints nothing.
func (d *Desk) Answer(p web.Page, q form.Question) string {
	switch v := q.Value.(type) {
	case bool:
		return p.T(map[bool]string{true: "answer.yes", false: "answer.no"}[v])
	case int64:
		if q.Type == form.TypeMoney {
			return p.Rials(v) + "، " + p.Toman(v)
		}
		return strings.TrimSpace(p.Digits(strconv.FormatInt(v, 10)) + " " + q.Unit)
	case []string:
		said := []string{}
		for _, o := range q.Options {
			if slices.Contains(v, o.Key) {
				said = append(said, o.Say)
			}
		}
		return strings.Join(said, p.T("answer.comma"))
	case string:
		return d.printText(p, q, v)
	}
	return ""
}

func (d *Desk) printText(p web.Page, q form.Question, v string) string {
	switch q.Type {
	case form.TypeDate:
		if day, err := lang.ParseISO(v); err == nil {
			return p.Day(day)
		}
	case form.TypeMonth:
		if month, err := lang.ParseMonthISO(v); err == nil {
			return month.Persian()
		}
	case form.TypePlace:
		return d.Services.Place(v, p.Locale)
	case form.TypeChoice:
		for _, o := range q.Options {
			if o.Key == v {
				return o.Say
			}
		}
	case form.TypeText, form.TypeProse, form.TypeYesNo, form.TypeNumber, form.TypeMoney, form.TypeChoices, form.TypeList:
	}
	if q.Format != "" || lang.CodeDigits(v) != v {
		return p.Digits(v)
	}
	return v
}
