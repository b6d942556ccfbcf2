package form

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/env"
	"cel.dev/cel-go/common/types"
)

// costLimit stops a loop in a loop that runs away; only such expressions pay for counting.
const costLimit = 200_000

// Ready builds the environment of expressions from the glossary and compiles what the
// glossary itself holds.
func (l *Library) Ready() []Mistake {
	l.shared.Clear()
	options := append([]cel.EnvOption{
		cel.StdLib(cel.StdLibSubset(kept())),
		cel.CustomTypeProvider(&recordTypes{Registry: types.NewEmptyRegistry(), lib: l}),
		cel.Macros(ambient()...),
	}, l.variables()...)
	made, err := cel.NewCustomEnv(append(options, l.functions()...)...)
	if err != nil {
		return []Mistake{{What: "the language itself cannot be built: " + err.Error()}}
	}
	if err := l.settle(made); err != nil {
		return []Mistake{{What: "the language itself cannot be built: " + err.Error()}}
	}
	return l.readyFacts()
}

// kept names what is taken over from CEL; the rest is typed by us or left out.
func kept() *env.LibrarySubset {
	subset := env.NewLibrarySubset()
	for _, name := range []string{"_&&_", "_||_", "!_", "_?_:_", "@not_strictly_false", "contains", "startsWith", "endsWith"} {
		subset.AddIncludedFunctions(env.NewFunction(name))
	}
	subset.AddIncludedFunctions(env.NewFunction("_[_]", env.NewOverload("index_list", nil, nil)))
	subset.AddIncludedFunctions(env.NewFunction("size", env.NewOverload("size_list", nil, nil), env.NewOverload("size_string", nil, nil)))
	subset.AddIncludedMacros("exists", "all", "map", "filter")
	return subset
}

func (l *Library) variables() (options []cel.EnvOption) {
	add := func(name string, t *cel.Type) { options = append(options, cel.Variable(name, t)) }
	for _, name := range slices.Sorted(maps.Keys(l.Facts)) {
		add(name, l.typeOf(l.Facts[name]))
	}
	add("today", dateType)
	add("standing", choiceType("standing"))
	for _, name := range []string{"locale", "word.act", "word.i", "word.us", "word.us_one", "word.them", "word.them_one", "authority.name", "title.name"} {
		add(name, cel.StringType)
	}
	add("claim.value", moneyType)
	add("attached", cel.ListType(cel.StringType))
	for _, name := range l.Params {
		add("param."+name, cel.BoolType)
	}
	return options
}

func (l *Library) typeOf(f *Fact) *cel.Type {
	switch f.Type {
	case TypeYesNo:
		return cel.BoolType
	case TypeNumber:
		return cel.IntType
	case TypeMoney:
		return moneyType
	case TypeDate:
		return dateType
	case TypeMonth:
		return monthType
	case TypePlace:
		return placeType
	case TypeChoice:
		return choiceType(f.Name)
	case TypeChoices:
		return cel.ListType(choiceType(f.Name))
	case TypeList:
		return cel.ListType(recordType(f.Record))
	case TypeText, TypeProse:
	}
	return cel.StringType
}

// ambient lets functions take the day and the language from the run without the author
// writing them: court.number('x') becomes court.number('x', today).
func ambient() (macros []cel.Macro) {
	for _, f := range []struct {
		owner, name, extra string
		args               int
	}{
		{"court", "number", "today", 1},
		{"fee", "of", "today", 2},
		{"days", "limit", "today", 2},
		{"text", "money", "locale", 1},
		{"text", "toman", "locale", 1},
		{"text", "words", "locale", 1},
		{"text", "list", "locale", 1},
		{"text", "formal", "locale", 1},
		{"text", "person", "locale", 1},
	} {
		macros = append(macros, cel.ReceiverMacro(f.name, f.args, func(make cel.MacroExprFactory, target ast.Expr, args []ast.Expr) (ast.Expr, *cel.Error) {
			if target.Kind() != ast.IdentKind || target.AsIdent() != f.owner {
				return nil, nil
			}
			return make.NewMemberCall(f.name, make.Copy(target), append(slices.Clone(args), make.NewIdent(f.extra))...), nil
		}))
	}
	return macros
}

// recordTypes tells the checker the fields of records.
type recordTypes struct {
	*types.Registry
	lib *Library
}

func (p *recordTypes) FindStructType(name string) (*types.Type, bool) {
	if _, ok := p.lib.Records[name]; ok {
		return types.NewTypeTypeWithParam(recordType(name)), true
	}
	return nil, false
}

func (p *recordTypes) FindStructFieldNames(name string) (names []string, ok bool) {
	rec, ok := p.lib.Records[name]
	if !ok {
		return nil, false
	}
	for _, f := range rec.Fields {
		names = append(names, f.Name)
	}
	return names, true
}

func (p *recordTypes) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	rec, ok := p.lib.Records[name]
	if !ok {
		return nil, false
	}
	f, ok := rec.Field(field)
	if !ok {
		return nil, false
	}
	typ := p.lib.fieldType(rec, f)
	return &types.FieldType{
		Type:  typ,
		IsSet: func(any) bool { return true },
		GetFrom: func(target any) (any, error) {
			r, ok := target.(*recordVal)
			if !ok {
				return nil, fmt.Errorf("%T is no record", target)
			}
			return r.field(field), nil
		},
	}, true
}

// fieldType differs from typeOf in the name of a choice: record.field.
func (l *Library) fieldType(rec *Record, f *Fact) *cel.Type {
	named := *f
	named.Name = rec.Name + "." + f.Name
	return l.typeOf(&named)
}

// choosable finds the fact behind a choice type: a fact, a record's field or standing.
func (l *Library) choosable(name string) (*Fact, bool) {
	if name == "standing" {
		return l.Standings, l.Standings != nil
	}
	if f, ok := l.Facts[name]; ok {
		return f, true
	}
	if rec, field, ok := strings.Cut(name, "."); ok && l.Records[rec] != nil {
		return l.Records[rec].Field(field)
	}
	return nil, false
}
