package form

import (
	"slices"
	"testing"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
)

// Expressions are shared between titles by their words and by what the names in them mean:
// the same words over another type are another expression, and keep their own place.
func TestSharedExpressions(t *testing.T) {
	l := &Library{Facts: map[string]*Fact{}, Standings: &Fact{Name: "standing"}}
	if wrong := l.Ready(); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	compile := func(file string, own ...named) (*expr, []Mistake) {
		c := &compiler{lib: l, own: own}
		return c.compile(Expr{"owed <= rials(0)", Pos{file, 7}}, cel.BoolType), c.mistakes
	}
	first, _ := compile("titles/A.yaml", named{"owed", moneyType})
	again, _ := compile("titles/B.yaml", named{"kept", cel.IntType}, named{"owed", moneyType})
	if first == nil || again == nil || first.prog != again.prog {
		t.Errorf("%v and %v do not share a program", first, again)
	}
	if again != nil && again.at.File != "titles/B.yaml" {
		t.Errorf("the second is told at %v", again.at)
	}
	if other, wrong := compile("titles/C.yaml", named{"owed", cel.IntType}); other != nil || len(wrong) != 1 {
		t.Errorf("a number passed as money: %v", wrong)
	}
	if none, wrong := compile("titles/D.yaml"); none != nil || len(wrong) != 1 {
		t.Errorf("a name that is not there passed: %v", wrong)
	}
}

// A loop in a loop is stopped before it costs people their time; a plain loop is not.
func TestLoopInALoopIsStopped(t *testing.T) {
	l := &Library{Facts: map[string]*Fact{}, Standings: &Fact{Name: "standing"}}
	if wrong := l.Ready(); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	many, err := cel.NewActivation(map[string]any{"list": slices.Repeat([]int64{7}, 2000)})
	if err != nil {
		t.Fatal(err)
	}
	for src, stopped := range map[string]bool{
		"list.all(a, list.all(b, a == b))":                  true,
		"list.all(a, list.filter(b, a == b).all(c, c > 0))": true,
		"list.filter(a, a > 0).all(b, b > 0)":               false,
	} {
		c := &compiler{lib: l, own: []named{{"list", cel.ListType(cel.IntType)}}}
		e := c.compile(Expr{Src: src}, cel.BoolType)
		if e == nil {
			t.Fatal(c.mistakes)
		}
		if v := e.eval(many); types.IsError(v) != stopped {
			t.Errorf("%s gives %v", src, v)
		}
	}
}
