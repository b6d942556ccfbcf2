package form

import (
	"cmp"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// operatorsOf declares the operators between equal types only. Those of CEL's own library
// are left out: its == and `in` take anything, so `choice == 'misspelt'` would be false in silence.
func operatorsOf() (out []cel.EnvOption) {
	for _, t := range []struct {
		id  string
		typ *cel.Type
	}{{"bool", cel.BoolType}, {"int", cel.IntType}, {"string", cel.StringType}, {"money", moneyType}, {"date", dateType}, {"month", monthType}, {"place", placeType}, {"choice", anyChoice()}} {
		out = append(out, equality(t.id, t.typ, t.typ)...)
		if t.id != "bool" && t.id != "string" && t.id != "place" && t.id != "choice" {
			out = append(out, order(t.id, t.typ)...)
		}
	}
	out = append(out, equality("choice_key", anyChoice(), cel.StringType)...)
	out = append(out,
		in("choice", anyChoice(), cel.StringType), in("string", cel.StringType, cel.StringType), in("place", placeType, placeType),
		arithmetic("_+_", "add_int", cel.IntType, cel.IntType, func(a, b ref.Val) ref.Val { return a.(types.Int).Add(b) }),
		arithmetic("_-_", "sub_int", cel.IntType, cel.IntType, func(a, b ref.Val) ref.Val { return a.(types.Int).Subtract(b) }),
		arithmetic("_*_", "mul_int", cel.IntType, cel.IntType, func(a, b ref.Val) ref.Val { return a.(types.Int).Multiply(b) }),
		arithmetic("_+_", "add_string", cel.StringType, cel.StringType, func(a, b ref.Val) ref.Val { return a.(types.String).Add(b) }),
		arithmetic("_+_", "add_list", cel.ListType(anyType), cel.ListType(anyType), func(a, b ref.Val) ref.Val { return a.(traits.Adder).Add(b) }),
		arithmetic("_+_", "add_money", moneyType, moneyType, func(a, b ref.Val) ref.Val { return money(amount(a).Add(amount(b))) }),
		arithmetic("_-_", "sub_money", moneyType, moneyType, func(a, b ref.Val) ref.Val { return money(amount(a).Subtract(amount(b))) }),
		arithmetic("_*_", "mul_money", moneyType, cel.IntType, func(a, b ref.Val) ref.Val { return money(amount(a).Multiply(b)) }))
	return out
}

func amount(v ref.Val) types.Int { return types.Int(v.(moneyVal).rials) }

// money keeps the error of an overflow.
func money(v ref.Val) ref.Val {
	if n, ok := v.(types.Int); ok {
		return moneyVal{rials: int64(n)}
	}
	return v
}

// operator leaves out the guards of each call: the checker has seen the types already.
func operator(op string, overload cel.FunctionOpt) cel.EnvOption {
	return cel.Function(op, overload, decls.DisableTypeGuards(true))
}

func arithmetic(op, id string, a, b *cel.Type, do func(a, b ref.Val) ref.Val) cel.EnvOption {
	return operator(op, cel.Overload(id, []*cel.Type{a, b}, a, cel.BinaryBinding(do)))
}

// equality needs no binding: the interpreter calls Equal of the left value itself.
func equality(id string, a, b *cel.Type) []cel.EnvOption {
	equal := func(x, y ref.Val) ref.Val { return x.Equal(y) }
	differ := func(x, y ref.Val) ref.Val { return types.Bool(x.Equal(y) != types.True) }
	return []cel.EnvOption{
		operator("_==_", cel.Overload("equal_"+id, []*cel.Type{a, b}, cel.BoolType, cel.BinaryBinding(equal))),
		operator("_!=_", cel.Overload("differ_"+id, []*cel.Type{a, b}, cel.BoolType, cel.BinaryBinding(differ))),
	}
}

func in(id string, item, element *cel.Type) cel.EnvOption {
	return operator("@in", cel.Overload("in_"+id, []*cel.Type{item, cel.ListType(element)}, cel.BoolType, cel.BinaryBinding(func(x, list ref.Val) ref.Val {
		for _, v := range each(list) {
			if x.Equal(v) == types.True {
				return types.True
			}
		}
		return types.False
	})))
}

func order(id string, t *cel.Type) (out []cel.EnvOption) {
	for op, holds := range map[string]func(int) bool{
		"_<_": func(c int) bool { return c < 0 }, "_<=_": func(c int) bool { return c <= 0 },
		"_>_": func(c int) bool { return c > 0 }, "_>=_": func(c int) bool { return c >= 0 },
	} {
		out = append(out, operator(op, cel.Overload(op+id, []*cel.Type{t, t}, cel.BoolType, cel.BinaryBinding(func(a, b ref.Val) ref.Val {
			return types.Bool(holds(compare(a, b)))
		}))))
	}
	return out
}

func compare(a, b ref.Val) int {
	switch x := a.(type) {
	case moneyVal:
		return cmp.Compare(x.rials, b.(moneyVal).rials)
	case dateVal:
		return x.day.Compare(b.(dateVal).day)
	case monthVal:
		return x.month.Compare(b.(monthVal).month)
	case types.Int:
		return cmp.Compare(x, b.(types.Int))
	}
	return 0
}
