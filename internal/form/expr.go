package form

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/checker"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// maxExpr bounds an expression, in code points.
const maxExpr = 2000

// expr is a compiled expression. It holds no state: many runs may evaluate it at once.
type expr struct {
	src  string
	at   Pos
	typ  *cel.Type
	refs []string    // names it reads, loop variables included
	rows []string    // numbers of the law it reads
	prog cel.Program // nil: the source is a name alone
}

// from is the expression as another place wrote it.
func (e *expr) from(at Pos) *expr {
	here := *e
	here.at = at
	return &here
}

// eval gives a value, an unknown or an error; the two are never mixed up.
func (e *expr) eval(scope cel.Activation) ref.Val {
	if e.prog == nil {
		v, _ := scope.ResolveName(e.src)
		return v.(ref.Val) //nolint:forcetypeassert // scopes give nothing else
	}
	v, _, err := e.prog.Eval(scope)
	if err != nil {
		return types.WrapErr(fmt.Errorf("%s: in %q: %w", e.at, e.src, err))
	}
	return v
}

// compiler turns sources into expressions and collects what is wrong with them.
type compiler struct {
	lib      *Library
	own      []named      // names beside those of the library
	check    *checker.Env // of both; nil: not built yet
	mistakes []Mistake
}

func (c *compiler) wrong(at Pos, format string, args ...any) {
	c.mistakes = append(c.mistakes, Mistake{at, fmt.Sprintf(format, args...)})
}

// compile checks src against want (nil: any type). A nil result has been reported.
func (c *compiler) compile(e Expr, want ...*cel.Type) *expr {
	if e.empty() {
		return nil
	}
	out := c.checked(e)
	if out == nil || len(want) == 0 {
		return out
	}
	for _, w := range want {
		if out.typ.IsExactType(w) {
			return out
		}
	}
	c.wrong(e.At, "%q gives %s, but %s is needed here", e.Src, typeName(out.typ), typeName(want[0]))
	return nil
}

func (c *compiler) checked(e Expr) *expr {
	if len([]rune(e.Src)) > maxExpr {
		c.wrong(e.At, "an expression of more than %d letters; divide it by let", maxExpr)
		return nil
	}
	key := c.key(e.Src)
	if kept, ok := c.lib.shared.Load(key); ok {
		return kept.(*expr).from(e.At) //nolint:forcetypeassert // nothing else is stored
	}
	out := c.made(e)
	if out != nil {
		c.lib.shared.Store(key, out)
	}
	return out
}

// made compiles a source that nobody wrote before. A name alone needs no program.
func (c *compiler) made(e Expr) *expr {
	if t := c.typeOf(e.Src); t != nil {
		return &expr{src: e.Src, at: e.At, typ: t, refs: []string{e.Src}}
	}
	tree, wrong := c.tree(e.Src)
	if tree == nil {
		c.refuse(e, wrong)
		return nil
	}
	out := &expr{src: e.Src, at: e.At, typ: tree.GetType(tree.Expr().ID()), refs: readNames(tree), rows: readRows(tree)}
	if !c.literals(e, tree) {
		return nil
	}
	options := []cel.ProgramOption{}
	if loopInLoop(tree) {
		options = append(options, cel.CostLimit(costLimit))
	}
	prog, err := c.lib.env.PlanProgram(tree, options...)
	if err != nil {
		c.wrong(e.At, "in %q: %v", e.Src, err)
		return nil
	}
	out.prog = prog
	return out
}

// refuse retells the first error of the checker in the words of the catalogue.
func (c *compiler) refuse(e Expr, msg string) {
	if name, ok := quoted(msg, "undeclared reference to '"); ok {
		text := fmt.Sprintf("in %q: undeclared reference to '%s'", e.Src, name)
		if near := Nearest(name, c.names()); near != "" {
			text += fmt.Sprintf(" (did you mean '%s'?)", near)
		}
		c.wrong(e.At, "%s", text)
		return
	}
	if op, ok := quoted(msg, "found no matching overload for '"); ok {
		types := msg[strings.LastIndex(msg, "(") : strings.LastIndex(msg, ")")+1]
		types = strings.NewReplacer("bool", "yes_no", "int", "number", "string", "text").Replace(types)
		hint := ""
		if strings.Contains(types, "Money") && strings.Contains(types, "number") {
			hint = " (money is compared with rials(0) or court.number('…'))"
		}
		c.wrong(e.At, "in %q: %s cannot be used between %s%s", e.Src, strings.Trim(op, "_@"), types, hint)
		return
	}
	c.wrong(e.At, "in %q: %s", e.Src, msg)
}

func (c *compiler) names() (names []string) {
	for _, n := range c.own {
		names = append(names, n.name)
	}
	return slices.AppendSeq(names, maps.Keys(c.lib.names))
}

func quoted(msg, before string) (string, bool) {
	_, rest, ok := strings.Cut(msg, before)
	if !ok {
		return "", false
	}
	name, _, ok := strings.Cut(rest, "'")
	return name, ok
}

// typeName says a type as the catalogue does.
func typeName(t *cel.Type) string {
	return strings.NewReplacer("bool", "yes_no", "int", "number", "string", "text").Replace(cel.FormatCELType(t))
}

func readNames(tree *ast.AST) (names []string) {
	for _, r := range tree.ReferenceMap() {
		if len(r.OverloadIDs) == 0 && r.Name != "" && !slices.Contains(names, r.Name) {
			names = append(names, r.Name)
		}
	}
	slices.Sort(names)
	return names
}

// readRows lists the rows of tables/numbers.yaml that an expression reads.
func readRows(tree *ast.AST) (rows []string) {
	visit(tree.Expr(), func(e ast.Expr) {
		if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != "court.number" {
			return
		}
		if row, ok := literal(e.AsCall().Args()[0]); ok && !slices.Contains(rows, row) {
			rows = append(rows, row)
		}
	})
	return rows
}

// loopInLoop says whether the time of an expression may grow faster than its lists.
func loopInLoop(tree *ast.AST) (found bool) {
	visit(tree.Expr(), func(e ast.Expr) {
		if e.Kind() == ast.ComprehensionKind {
			visit(e.AsComprehension().LoopStep(), func(inner ast.Expr) { found = found || inner.Kind() == ast.ComprehensionKind })
		}
	})
	return found
}

func visit(e ast.Expr, do func(ast.Expr)) {
	ast.PreOrderVisit(e, ast.NewExprVisitor(do))
}
