package web_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"
)

// uses is what pages and code say about sentences.
type uses struct {
	asked    map[string]string // key to where it is asked for
	patterns map[string]string // "state.*" to where it is put together
	said     map[string]bool   // every literal, for finding sentences out of use
	codes    map[string]string // faults declared by fault.New
	rooms    map[string]bool   // first parts of all keys
	fillings []filling
}

// filling is one place where a sentence is asked for, with the words handed to it.
type filling struct {
	key   string
	given []string
	at    string
}

// notKeys look like keys and are none.
var notKeys = map[string]string{
	"track.address": "a limit", "track.all": "a limit",
}

var keyShape = regexp.MustCompile(`^[a-z0-9_]+(\.[a-z0-9_]*[a-z0-9])+$`)

func (u *uses) ask(key, at string) {
	u.said[key] = true
	if keyShape.MatchString(key) {
		u.asked[key] = at
	}
}

// page reads one template without knowing its functions.
func (u *uses) page(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tree := parse.New(path)
	tree.Mode = parse.SkipFuncCheck
	trees := map[string]*parse.Tree{}
	if _, err := tree.Parse(string(text), "", "", trees); err != nil {
		t.Fatal(err)
	}
	for _, tree := range trees {
		u.node(path, tree.Root)
	}
}

// node walks a template: the words after T or Has are asked for, all others are noted.
func (u *uses) node(path string, n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				u.node(path, child)
			}
		}
	case *parse.ActionNode:
		u.pipe(path, n.Pipe)
	case *parse.TemplateNode:
		u.pipe(path, n.Pipe)
	case *parse.IfNode:
		u.branch(path, &n.BranchNode)
	case *parse.WithNode:
		u.branch(path, &n.BranchNode)
	case *parse.RangeNode:
		u.branch(path, &n.BranchNode)
	case *parse.PipeNode:
		u.pipe(path, n)
	case *parse.StringNode:
		u.said[n.Text] = true
	}
}

func (u *uses) branch(path string, n *parse.BranchNode) {
	u.pipe(path, n.Pipe)
	u.node(path, n.List)
	u.node(path, n.ElseList)
}

func (u *uses) pipe(path string, pipe *parse.PipeNode) {
	if pipe == nil {
		return
	}
	for _, command := range pipe.Cmds {
		for _, arg := range command.Args {
			u.node(path, arg)
		}
		first := command.Args[0].String()
		if len(command.Args) > 1 && (first == "T" || strings.HasSuffix(first, ".T") || strings.HasSuffix(first, ".Has")) {
			u.argument(path, command.Args[1], command.Args[2:])
		}
		if first == "dict" { // labels handed to a part of a page
			for i := 1; i+1 < len(command.Args); i += 2 {
				name, ok := command.Args[i].(*parse.StringNode)
				value, isText := command.Args[i+1].(*parse.StringNode)
				if ok && isText && (name.Text == "label" || name.Text == "hint") && value.Text != "" {
					u.ask(value.Text, path)
				}
			}
		}
	}
}

// argument notes the key of T and the words for its placeholders.
func (u *uses) argument(path string, arg parse.Node, words []parse.Node) {
	switch arg := arg.(type) {
	case *parse.StringNode:
		u.ask(arg.Text, path)
		f := filling{key: arg.Text, at: path}
		for _, word := range words {
			if word, ok := word.(*parse.StringNode); ok {
				f.given = append(f.given, word.Text)
			}
		}
		u.fillings = append(u.fillings, f)
	case *parse.PipeNode:
		args := arg.Cmds[0].Args
		if format, ok := args[len(args)-2].(*parse.StringNode); ok && args[0].String() == "printf" {
			u.patterns[strings.Replace(format.Text, "%s", "*", 1)] = path
		}
	}
}

func parseGo(t *testing.T, path string) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// speakers are the functions that turn a key into a sentence.
var speakers = map[string]bool{"T": true, "t": true, "Text": true, "Has": true}

// code reads one Go file. What is handed to a speaker is a key; in the pages' own code so is
// whatever has a key's shape and room and is handed to any function, or tags a state.
func (u *uses) code(path string, file *ast.File) {
	pages := strings.Contains(path, "internal/web/") && !strings.Contains(path, "webtest")
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BasicLit:
			u.said[literal(n)] = true
		case *ast.CallExpr:
			u.call(path, n, pages)
		case *ast.CompositeLit:
			if called(n.Type) == "tag" {
				u.arguments(path, n.Elts, true)
			}
		}
		return true
	})
}

func (u *uses) call(path string, call *ast.CallExpr, pages bool) {
	name := called(call.Fun)
	if name == "fault.New" && len(call.Args) == 2 {
		if code, ok := call.Args[1].(*ast.BasicLit); ok {
			u.codes[literal(code)] = path
			return
		}
	}
	speaks := speakers[name[strings.LastIndex(name, ".")+1:]]
	u.arguments(path, call.Args, speaks || pages)
	for i, arg := range call.Args {
		sum, isSum := arg.(*ast.BinaryExpr)
		lit, isKey := arg.(*ast.BasicLit)
		switch {
		case !speaks:
		case isSum && sum.Op == token.ADD && len(literals(sum.X)) > 0:
			u.patterns[strings.Join(literals(sum.X), "*")+"*"] = path
		case isKey && keyShape.MatchString(literal(lit)):
			u.ask(literal(lit), path)
			u.fillings = append(u.fillings, filling{literal(lit), literals(&ast.CallExpr{Fun: call.Fun, Args: call.Args[i+1:]}), path})
		}
	}
}

// arguments asks for every literal among args, and inside the map that chooses between two.
func (u *uses) arguments(path string, args []ast.Expr, keys bool) {
	for _, arg := range args {
		if index, ok := arg.(*ast.IndexExpr); ok {
			if choice, ok := index.X.(*ast.CompositeLit); ok {
				for _, pair := range choice.Elts {
					if pair, ok := pair.(*ast.KeyValueExpr); ok {
						u.arguments(path, []ast.Expr{pair.Value}, keys)
					}
				}
			}
		}
		lit, ok := arg.(*ast.BasicLit)
		if !ok || !keys {
			continue
		}
		room, _, _ := strings.Cut(literal(lit), ".")
		if u.rooms[room] && notKeys[literal(lit)] == "" {
			u.ask(literal(lit), path)
		}
	}
}

// called names the function of a call: "fault.New", "p.T", "site.Page".
func called(fun ast.Expr) string {
	switch fun := fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return called(fun.X) + "." + fun.Sel.Name
	}
	return ""
}

func literal(lit *ast.BasicLit) string {
	if lit.Kind != token.STRING {
		return ""
	}
	text, err := strconv.Unquote(lit.Value)
	if err != nil {
		return fmt.Sprint(err)
	}
	return text
}

func literals(n ast.Node) (list []string) {
	ast.Inspect(n, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok {
			list = append(list, literal(lit))
		}
		return true
	})
	return list
}
