package form

import (
	"fmt"
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// literals looks at what the type checker cannot see: keys of options, rows of tables,
// articles, amounts written out, and kinds of values that the language leaves out.
func (c *compiler) literals(e Expr, tree *ast.AST) bool {
	before := len(c.mistakes)
	visit(tree.Expr(), func(node ast.Expr) {
		switch node.Kind() {
		case ast.MapKind, ast.StructKind:
			c.wrong(e.At, "in %q: maps are not part of the language", e.Src)
		case ast.LiteralKind:
			switch node.AsLiteral().(type) {
			case types.Double, types.Bytes, types.Uint, types.Null:
				c.wrong(e.At, "in %q: only whole numbers, texts and yes/no may be written", e.Src)
			}
		case ast.CallKind:
			c.call(e, tree, node.AsCall())
		}
	})
	return len(c.mistakes) == before
}

func (c *compiler) call(e Expr, tree *ast.AST, call ast.CallExpr) {
	args := call.Args()
	if call.IsMemberFunction() {
		args = append([]ast.Expr{call.Target()}, args...)
	}
	switch call.FunctionName() {
	case "_==_", "_!=_":
		c.keys(e, tree.GetType(args[0].ID()), args[1])
		c.keys(e, tree.GetType(args[1].ID()), args[0])
	case "@in":
		if args[1].Kind() == ast.ListKind {
			for _, item := range args[1].AsList().Elements() {
				c.keys(e, tree.GetType(args[0].ID()), item)
			}
		}
	case "includes":
		if list := tree.GetType(args[0].ID()); len(list.Parameters()) == 1 {
			c.keys(e, list.Parameters()[0], args[1])
		}
	case "rials":
		if args[0].Kind() != ast.LiteralKind || args[0].AsLiteral() != types.Int(0) {
			c.wrong(e.At, "an amount of the law may not be written here; put it, dated, into tables/numbers.yaml and use court.number('…')")
		}
	case "court.number":
		c.row(e, args[0], "tables/numbers.yaml", c.lib.NumberRows)
	case "fee.of":
		c.row(e, args[0], "tables/fees.yaml", c.lib.FeeRows)
	case "days.limit":
		c.row(e, args[1], "tables/limits.yaml", c.lib.LimitRows)
	case "place.at":
		if key, ok := literal(args[0]); !ok {
			c.wrong(e.At, "in %q: the key of the county is written in quotes", e.Src)
		} else if _, there := c.lib.Places.ByKey(key); !there {
			c.wrong(e.At, "county %q is not in tables/counties.csv", key)
		}
	case "law.cite":
		for _, arg := range args {
			if id, ok := literal(arg); ok {
				c.article(e.At, id)
			} else {
				c.wrong(e.At, "law.cite takes article ids in quotes")
			}
		}
	}
}

func literal(e ast.Expr) (string, bool) {
	if e.Kind() != ast.LiteralKind {
		return "", false
	}
	s, ok := e.AsLiteral().(types.String)
	return string(s), ok
}

// keys checks that a literal beside a choice is one of its options.
func (c *compiler) keys(e Expr, t *cel.Type, arg ast.Expr) {
	key, ok := literal(arg)
	if !ok || t == nil || t.TypeName() != "choice" || len(t.Parameters()) != 1 {
		return
	}
	name := t.Parameters()[0].TypeName()
	fact, ok := c.lib.choosable(name)
	if !ok {
		return
	}
	var all []string
	for _, o := range fact.Options {
		all = append(all, o.Key)
	}
	if !slices.Contains(all, key) {
		c.wrong(e.At, "%s has no option %q%s", name, key, didYouMean(key, all))
	}
}

func (c *compiler) row(e Expr, arg ast.Expr, file string, rows []string) {
	name, ok := literal(arg)
	switch {
	case !ok:
		c.wrong(e.At, "in %q: the row of %s is written in quotes", e.Src, file)
	case !slices.Contains(rows, name):
		c.wrong(e.At, "row %q is not in %s%s", name, file, didYouMean(name, rows))
	}
}

func (c *compiler) article(at Pos, id string) {
	if _, ok := c.lib.Articles[id]; ok {
		return
	}
	var all []string
	for name := range c.lib.Articles {
		all = append(all, name)
	}
	c.wrong(at, "article %q is not in rules/law.yaml%s", id, didYouMean(id, all))
}

func (c *compiler) articles(at Pos, ids []string) {
	for _, id := range ids {
		c.article(at, id)
	}
}

func didYouMean(word string, all []string) string {
	if near := Nearest(word, all); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}

// Nearest finds the word that was probably meant, or "".
func Nearest(word string, all []string) string {
	slices.Sort(all)
	best, least := "", len(word)/3+2
	for _, other := range all {
		if d := distance(word, other); d < least {
			best, least = other, d
		}
	}
	return best
}

// distance counts letters to change, two neighbours swapped counting once.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}
