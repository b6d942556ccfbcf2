package form

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// functions are pure: the day and the language come in as arguments (see ambient).
func (l *Library) functions() []cel.EnvOption {
	out := operatorsOf()
	for _, f := range []struct {
		name, id string
		member   bool
		args     []*cel.Type
		result   *cel.Type
		do       func(args ...ref.Val) ref.Val
	}{
		{"includes", "choices_includes", true, []*cel.Type{cel.ListType(anyChoice()), cel.StringType}, cel.BoolType, includes},
		{"sum", "sum_money", false, []*cel.Type{cel.ListType(moneyType)}, moneyType, sum},
		{"distinct", "distinct_list", false, []*cel.Type{cel.ListType(anyType)}, cel.BoolType, distinct},
		{"rials", "rials_int", false, []*cel.Type{cel.IntType}, moneyType, func(a ...ref.Val) ref.Val { return moneyVal{rials: int64(a[0].(types.Int))} }},
		{"court.number", "court_number", false, []*cel.Type{cel.StringType, dateType}, moneyType, l.courtNumber},
		{"fee.of", "fee_of", false, []*cel.Type{cel.StringType, moneyType, dateType}, moneyType, l.feeOf},
		{"days.limit", "days_limit", false, []*cel.Type{dateType, cel.StringType, dateType}, dateType, l.daysLimit},
		{"days.between", "days_between", false, []*cel.Type{dateType, dateType}, cel.IntType, func(a ...ref.Val) ref.Val {
			return types.Int(a[0].(dateVal).day.DaysUntil(a[1].(dateVal).day))
		}},
		{"days.plus", "days_plus", false, []*cel.Type{dateType, cel.IntType}, dateType, func(a ...ref.Val) ref.Val {
			n := a[1].(types.Int)
			if n > 100_000 || n < -100_000 {
				return types.NewErr("days.plus: %d days are too many", n)
			}
			return dateVal{day: a[0].(dateVal).day.AddDays(int(n))}
		}},
		{"days.month", "days_month", false, []*cel.Type{dateType}, monthType, func(a ...ref.Val) ref.Val { return monthVal{month: a[0].(dateVal).day.Month()} }},
		{"place.at", "place_at", false, []*cel.Type{cel.StringType}, placeType, func(a ...ref.Val) ref.Val { return placeVal{key: string(a[0].(types.String))} }},
		{"place.centre", "place_centre", false, []*cel.Type{placeType}, placeType, l.placeCentre},
		{"text.money", "text_money", false, []*cel.Type{moneyType, cel.StringType}, cel.StringType, l.textMoney},
		{"text.toman", "text_toman", false, []*cel.Type{moneyType, cel.StringType}, cel.StringType, textToman},
		{"text.words", "text_words", false, []*cel.Type{cel.IntType, cel.StringType}, cel.StringType, textWords},
		{"text.list", "text_list", false, []*cel.Type{cel.ListType(anyType), cel.StringType}, cel.StringType, l.textList},
		{"text.formal", "text_formal", false, []*cel.Type{anyChoice(), cel.StringType}, cel.StringType, l.textFormal},
		{"text.formal", "text_formal_list", false, []*cel.Type{cel.ListType(anyChoice()), cel.StringType}, cel.StringType, l.textFormal},
		{"text.person", "text_person", false, []*cel.Type{recordType("person"), cel.StringType}, cel.StringType, l.textPerson},
		{"text.count", "text_count", false, []*cel.Type{cel.ListType(anyType), cel.StringType, cel.StringType}, cel.StringType, textCount},
		{"law.cite", "law_cite1", false, texts(1), cel.StringType, l.lawCite},
		{"law.cite", "law_cite2", false, texts(2), cel.StringType, l.lawCite},
		{"law.cite", "law_cite3", false, texts(3), cel.StringType, l.lawCite},
		{"law.cite", "law_cite4", false, texts(4), cel.StringType, l.lawCite},
	} {
		overload := cel.Overload
		if f.member {
			overload = cel.MemberOverload
		}
		out = append(out, cel.Function(f.name, overload(f.id, f.args, f.result, bind(len(f.args), f.do))))
	}
	return append(out,
		cel.Function("known", cel.Overload("known_any", []*cel.Type{anyType}, cel.BoolType, cel.OverloadIsNonStrict(), cel.UnaryBinding(known))),
		cel.Function("orElse", cel.MemberOverload("or_else", []*cel.Type{anyType, anyType}, anyType, cel.OverloadIsNonStrict(), cel.BinaryBinding(orElse))))
}

// bind fits a function of any number of arguments to the arity that CEL dispatches on.
func bind(n int, do func(...ref.Val) ref.Val) cel.OverloadOpt {
	switch n {
	case 1:
		return cel.UnaryBinding(func(v ref.Val) ref.Val { return do(v) })
	case 2:
		return cel.BinaryBinding(func(a, b ref.Val) ref.Val { return do(a, b) })
	}
	return cel.FunctionBinding(do)
}

func anyChoice() *cel.Type { return cel.OpaqueType("choice", anyType) }

func texts(n int) (list []*cel.Type) {
	for range n {
		list = append(list, cel.StringType)
	}
	return list
}

func known(v ref.Val) ref.Val {
	if types.IsError(v) {
		return v
	}
	return types.Bool(!isUnknown(v))
}

func orElse(v, other ref.Val) ref.Val {
	if isUnknown(v) {
		return other
	}
	return v
}

func each(list ref.Val) (items []ref.Val) {
	for it := list.(traits.Lister).Iterator(); it.HasNext() == types.True; {
		items = append(items, it.Next())
	}
	return items
}

func includes(args ...ref.Val) ref.Val {
	for _, v := range each(args[0]) {
		if v.Equal(args[1]) == types.True {
			return types.True
		}
	}
	return types.False
}

func sum(args ...ref.Val) ref.Val {
	total := types.Int(0)
	for _, v := range each(args[0]) {
		next := total.Add(types.Int(v.(moneyVal).rials))
		n, ok := next.(types.Int)
		if !ok {
			return next // overflow
		}
		total = n
	}
	return moneyVal{rials: int64(total)}
}

func distinct(args ...ref.Val) ref.Val {
	items := each(args[0])
	for i, v := range items {
		for _, w := range items[:i] {
			if v.Equal(w) == types.True {
				return types.False
			}
		}
	}
	return types.True
}
