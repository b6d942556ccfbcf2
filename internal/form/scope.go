package form

import (
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/checker"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/env"
)

// named is a name that a title, a record or a loop adds to those of the library.
type named struct {
	name string
	typ  *cel.Type
}

// with gives the compiler for what stands inside a loop or a record.
func (c *compiler) with(name string, typ *cel.Type) *compiler {
	inner := &compiler{lib: c.lib, own: append([]named{}, c.own...)}
	inner.add(name, typ)
	return inner
}

// add makes a name known from here on; false: the library has it already.
func (c *compiler) add(name string, typ *cel.Type) bool {
	if c.typeOf(name) != nil {
		return false
	}
	c.own, c.check = append(c.own, named{name, typ}), nil
	return true
}

// typeOf finds a name; nil is none.
func (c *compiler) typeOf(name string) *cel.Type {
	for _, n := range c.own {
		if n.name == name {
			return n.typ
		}
	}
	return c.lib.names[name]
}

// key stands for a source together with the names of its own that it may read: equal keys,
// equal expressions, whichever title wrote them.
func (c *compiler) key(src string) string {
	for _, n := range c.own {
		if strings.Contains(src, n.name) {
			src += "\x00" + n.name + ":" + n.typ.String()
		}
	}
	return src
}

// checker knows the library's names from the one environment that all share, and its own.
func (c *compiler) checker() (*checker.Env, error) {
	if c.check != nil || len(c.own) == 0 {
		return orShared(c.check, c.lib.check), nil
	}
	made, err := checker.NewEnv(c.lib.env.Container, c.lib.env.CELTypeProvider(), checker.ValidatedDeclarations(c.lib.check), checker.Catalog(c.symbols))
	if err != nil {
		return nil, err
	}
	for _, n := range c.own {
		if err := made.AddIdents(decls.NewVariable(n.name, n.typ)); err != nil {
			return nil, err
		}
	}
	c.check = made
	return made, nil
}

func orShared(own, shared *checker.Env) *checker.Env {
	if own != nil {
		return own
	}
	return shared
}

// tree parses and checks a source; an error is told in the checker's own words.
func (c *compiler) tree(src string) (*ast.AST, string) {
	parsed, issues := c.lib.env.Parse(src)
	if issues.Err() != nil {
		return nil, issues.Errors()[0].Message
	}
	names, err := c.checker()
	if err != nil {
		return nil, err.Error()
	}
	checked, errs := checker.Check(parsed.NativeRep(), parsed.Source(), names)
	if list := errs.GetErrors(); len(list) > 0 {
		return nil, list[0].Message
	}
	return checked, ""
}

// symbols lists what an author may have meant, for the checker's message.
func (c *compiler) symbols() *env.Catalog {
	list := env.NewCatalog()
	for _, name := range c.names() {
		list.Add(&env.CatalogSymbol{Name: name, Kind: env.VariableKind})
	}
	for name := range c.lib.env.Functions() {
		list.Add(&env.CatalogSymbol{Name: name, Kind: env.FunctionKind})
	}
	return list
}

// settle builds what all expressions share from the environment.
func (l *Library) settle(made *cel.Env) error {
	l.names = map[string]*cel.Type{}
	for _, v := range made.Variables() {
		l.names[v.Name()] = v.Type()
	}
	check, err := checker.NewEnv(made.Container, made.CELTypeProvider(), checker.Catalog((&compiler{lib: l}).symbols))
	if err != nil {
		return err
	}
	if err := check.AddIdents(made.Variables()...); err != nil {
		return err
	}
	for _, f := range made.Functions() {
		if err := check.AddFunctions(f); err != nil {
			return err
		}
	}
	l.env, l.check = made, check
	return nil
}
