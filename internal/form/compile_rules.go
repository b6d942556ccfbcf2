package form

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
)

// readLimitsAndLets widens the title's environment: last days first (always a date), then
// the computed facts in the order in which they need each other.
func (b *builder) readLimitsAndLets() {
	for i := range b.t.spec.Limits {
		spec := &b.t.spec.Limits[i]
		b.widen("limit."+spec.ID, dateType)
		if !slices.Contains(b.t.lib.LimitRows, spec.Row) {
			b.compilerOf(spec.Origin).wrong(spec.At, "row %q is not in tables/limits.yaml%s", spec.Row, didYouMean(spec.Row, b.t.lib.LimitRows))
		}
	}
	for _, let := range b.letsInOrder() {
		x := b.own.checked(let.Expr)
		if x == nil {
			return
		}
		b.t.lets[let.Name] = x
		b.note(x)
		b.widen(let.Name, x.typ)
	}
	for i := range b.t.spec.Limits {
		spec := &b.t.spec.Limits[i]
		x := b.compilerOf(spec.Origin).compile(spec.From, dateType)
		b.note(x)
		if x != nil {
			b.uses = append(b.uses, abroadFact)
		}
		b.t.limits = append(b.t.limits, limit{spec, x})
	}
}

func (b *builder) widen(name string, typ *cel.Type) {
	if !b.own.add(name, typ) {
		b.own.wrong(b.t.spec.At, "the name %q is taken; choose another", name)
	}
}

// letsInOrder sorts by the free names of the parsed expressions; a circle is refused.
func (b *builder) letsInOrder() (order []LetSpec) {
	needs := map[string][]string{}
	byName := map[string]LetSpec{}
	for _, let := range b.t.spec.Lets {
		byName[let.Name] = let
	}
	for _, let := range b.t.spec.Lets {
		needs[let.Name] = b.identsIn(let.Expr, byName)
	}
	state := map[string]int{}
	var path []string
	var walk func(name string) bool
	walk = func(name string) bool {
		if state[name] == 2 {
			return true
		}
		path = append(path, name)
		if state[name] == 1 {
			circle := path[slices.Index(path, name):]
			b.own.wrong(byName[name].Expr.At, "computed facts wait for each other: %s", strings.Join(circle, " → "))
			return false
		}
		state[name] = 1
		for _, need := range needs[name] {
			if !walk(need) {
				return false
			}
		}
		state[name], path = 2, path[:len(path)-1]
		order = append(order, byName[name])
		return true
	}
	for _, let := range b.t.spec.Lets {
		if !walk(let.Name) {
			return nil
		}
	}
	return order
}

func (b *builder) identsIn(e Expr, among map[string]LetSpec) (names []string) {
	if !slices.ContainsFunc(b.t.spec.Lets, func(l LetSpec) bool { return strings.Contains(e.Src, l.Name) }) {
		return nil
	}
	parsed, issues := b.t.lib.env.Parse(e.Src)
	if issues.Err() != nil {
		return nil // told when it is compiled
	}
	visit(parsed.NativeRep().Expr(), func(node ast.Expr) {
		if node.Kind() == ast.IdentKind {
			if _, ok := among[node.AsIdent()]; ok {
				names = append(names, node.AsIdent())
			}
		}
	})
	return names
}

func (b *builder) readRules() {
	t := b.t
	t.claim = b.own.compile(t.spec.ClaimValue, moneyType)
	b.note(t.claim)
	b.readVenue()
	shared := b.shared
	for i := range t.spec.Fee {
		spec := &t.spec.Fee[i]
		if !slices.Contains(t.lib.FeeRows, spec.Row) {
			b.base.wrong(spec.At, "unknown fee rule %q%s", spec.Row, didYouMean(spec.Row, t.lib.FeeRows))
		}
		t.fees = append(t.fees, feeRule{spec, shared(spec.Of, moneyType), shared(spec.Times, cel.IntType), shared(spec.If, cel.BoolType), shared(spec.Waived, cel.BoolType)})
	}
	b.own.articles(t.spec.At, t.spec.Law)
}
