package form

import (
	"slices"
	"strings"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

func (l *Library) courtNumber(args ...ref.Val) ref.Val {
	n, ok := l.Tables.Number(string(args[0].(types.String)), args[1].(dateVal).day)
	if !ok {
		return unanswered // the table begins later than this day
	}
	return moneyVal{rials: n}
}

func (l *Library) feeOf(args ...ref.Val) ref.Val {
	row, ok := l.Tables.FeeRow(string(args[0].(types.String)), args[2].(dateVal).day)
	if !ok {
		return unanswered
	}
	return moneyVal{rials: row.Of(args[1].(moneyVal).rials)}
}

func (l *Library) daysLimit(args ...ref.Val) ref.Val {
	day, ok := l.lastDay(args[0].(dateVal).day, string(args[1].(types.String)), args[2].(dateVal).day, false)
	if !ok {
		return unanswered
	}
	return dateVal{day: day}
}

func (l *Library) lastDay(from lang.Date, row string, today lang.Date, abroad bool) (lang.Date, bool) {
	limit, ok := l.Tables.LimitRow(row, today)
	if !ok {
		return lang.Date{}, false
	}
	days := limit.Days
	if abroad && limit.Abroad > 0 {
		days = limit.Abroad
	}
	return l.Reckon(from, days), true
}

// lawCite groups articles by law: «مواد ۵۱۵ و ۵۲۲ قانون …».
func (l *Library) lawCite(args ...ref.Val) ref.Val {
	type cited struct {
		law     string
		numbers []string
	}
	var laws []cited
	for _, arg := range args {
		a, ok := l.Articles[string(arg.(types.String))]
		if !ok {
			return types.NewErr("article %v is not in rules/law.yaml", arg)
		}
		i := slices.IndexFunc(laws, func(c cited) bool { return c.law == a.LawName })
		if i < 0 {
			laws, i = append(laws, cited{law: a.LawName}), len(laws)
		}
		laws[i].numbers = append(laws[i].numbers, lang.PersianDigits(a.Number))
	}
	var parts []string
	for _, c := range laws {
		word := "مادهٔ "
		if len(c.numbers) > 1 {
			word = "مواد "
		}
		parts = append(parts, word+joinList(lang.FA, c.numbers)+" "+c.law)
	}
	return types.String(strings.Join(parts, " و "))
}

// placeCentre is the county of the centre of a county's province.
func (l *Library) placeCentre(args ...ref.Val) ref.Val {
	key, ok := l.Places.Centre(args[0].(placeVal).key)
	if !ok {
		return unanswered
	}
	return placeVal{key: key}
}
