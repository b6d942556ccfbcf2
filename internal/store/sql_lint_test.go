package store

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestSQLIsTheCommonTongue reads every statement of the package and every migration:
// PostgreSQL will run the same texts.
func TestSQLIsTheCommonTongue(t *testing.T) {
	texts := statements(t)
	if len(texts) < 60 {
		t.Fatalf("only %d statements found: the reader of this test went blind", len(texts))
	}
	migrations, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil || len(migrations) == 0 {
		t.Fatal(migrations, err)
	}
	for _, name := range migrations {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = comment.ReplaceAllString(string(text), "")
	}
	for where, text := range texts {
		for _, fault := range lintSQL(text) {
			t.Errorf("%s: %s\n%s", where, fault, text)
		}
	}
}

// TestSQLLintSees plants what the lint is there to find.
func TestSQLLintSees(t *testing.T) {
	for _, tc := range []struct{ sql, want string }{
		{`select id from filings where id = $1 and state = $2 and id <> $1`, ""},
		{`select id from filings where search like $1`, ""},
		{`select id from filings where title = 'For Update NOW() ::text'`, ""},
		{`select id from filings where state = $2 and id = $1`, "ascending"},
		{`select id from filings where id = $1 and state = $3`, "ascending"},
		{`select now()`, "now()"},
		{`select at::bigint from events`, "::"},
		{`select id from filings where owner_name like $1`, "like"},
		{`select id from filings where search ilike $1`, "ilike"},
		{`select id from filings for update`, "for update"},
		{`select id from filings where id = any($1)`, "any("},
		{`create table x (id text) strict`, "strict"},
		{`create table x (id integer primary key autoincrement)`, "autoincrement"},
		{`create table x (id bigint generated always as identity)`, "identity"},
		{`SELECT id from filings`, "lower case"},
	} {
		got := strings.Join(lintSQL(tc.sql), "; ")
		if tc.want == "" && got != "" || !strings.Contains(got, tc.want) {
			t.Errorf("%s: found %q, want %q", tc.sql, got, tc.want)
		}
	}
}

var (
	quoted    = regexp.MustCompile(`'[^']*'`)
	comment   = regexp.MustCompile(`(?m)--.*$`)
	parameter = regexp.MustCompile(`\$(\d+)`)
	likes     = regexp.MustCompile(`(\w+)\s+(?:not\s+)?like\b`)
	upper     = regexp.MustCompile(`[A-Z]`)
	forbidden = map[string]*regexp.Regexp{
		"now(): the present moment is an argument":          regexp.MustCompile(`\bnow\s*\(|\bcurrent_(timestamp|date|time)\b|\bdatetime\s*\(`),
		"::type: write cast(x as type)":                     regexp.MustCompile(`::`),
		"ilike: search a column folded in Go":               regexp.MustCompile(`\bilike\b`),
		"for update: claim with update … where version":     regexp.MustCompile(`\bfor\s+(no\s+key\s+)?(update|share)\b`),
		"any($): write in (…) or a join":                    regexp.MustCompile(`\bany\s*\(`),
		"strict: only SQLite knows it":                      regexp.MustCompile(`\bstrict\b`),
		"autoincrement: ids are made in Go":                 regexp.MustCompile(`\bautoincrement\b`),
		"identity: ids are made in Go":                      regexp.MustCompile(`\bidentity\b`),
		"insert or replace/ignore: write on conflict":       regexp.MustCompile(`\binsert\s+or\b|\breplace\s+into\b`),
		"rowid: only SQLite knows it":                       regexp.MustCompile(`\browid\b`),
		"ifnull/iif/glob: only SQLite knows it":             regexp.MustCompile(`\b(ifnull|iif)\s*\(|\bglob\b`),
		"? as a parameter: number it":                       regexp.MustCompile(`\?`),
		"a quoted name: PostgreSQL keeps its case, we lack": regexp.MustCompile("[\"`]"),
	}
)

// lintSQL says what of a statement only one engine understands, or each its own way.
func lintSQL(sql string) (faults []string) {
	bare := quoted.ReplaceAllString(sql, "''")
	for what, pattern := range forbidden {
		if pattern.MatchString(bare) {
			faults = append(faults, what)
		}
	}
	for _, m := range likes.FindAllStringSubmatch(bare, -1) {
		if m[1] != "search" {
			faults = append(faults, "like on "+m[1]+": engines differ on case; only the folded column search")
		}
	}
	if upper.MatchString(bare) {
		faults = append(faults, "keywords and names are lower case")
	}
	last := 0
	for _, m := range parameter.FindAllStringSubmatch(bare, -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil || n > last+1 {
			faults = append(faults, fmt.Sprintf("$%s after $%d: parameters first appear in ascending order (SQLite numbers them by appearance)", m[1], last))
		}
		last = max(last, n)
	}
	slices.Sort(faults)
	return faults
}

// statements finds every string of the package's own files that is SQL, with constants put in.
func statements(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	var trees []*ast.File
	constants := map[string]ast.Expr{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		trees = append(trees, tree)
		ast.Inspect(tree, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok {
				for i, value := range v.Values {
					constants[v.Names[i].Name] = value
				}
			}
			return true
		})
	}
	found := map[string]string{}
	for _, tree := range trees {
		ast.Inspect(tree, func(n ast.Node) bool {
			expr, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			text, ok := textOf(expr, constants)
			if ok && sqlStart.MatchString(text) {
				found[set.Position(expr.Pos()).String()] = text
				return false
			}
			return true
		})
	}
	return found
}

var sqlStart = regexp.MustCompile(`(?i)^\s*(select|insert|update|delete|with|create|alter|drop|replace)\s`)

// textOf puts a constant text together; ok is false for anything else.
func textOf(e ast.Expr, constants map[string]ast.Expr) (text string, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.Ident:
		if value, known := constants[e.Name]; known {
			return textOf(value, map[string]ast.Expr{}) // constants of constants are not used
		}
	case *ast.BinaryExpr:
		left, ok1 := textOf(e.X, constants)
		right, ok2 := textOf(e.Y, constants)
		return left + right, ok1 && ok2
	}
	return "", false
}
