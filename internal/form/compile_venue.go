package form

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
)

// writer is the compiler for what a file holds: what all titles share is compiled once.
func (b *builder) writer(at Pos) *compiler {
	if strings.HasPrefix(at.File, "titles/") {
		return b.own
	}
	return b.base
}

// shared compiles an expression and notes what it reads.
func (b *builder) shared(e Expr, want ...*cel.Type) *expr {
	x := b.writer(e.At).compile(e, want...)
	b.note(x)
	return x
}

func (b *builder) sentence(w Words) *template {
	t := b.writer(w.At).text(w)
	b.noteText(t)
	return t
}

// readVenue compiles how the authority is found.
func (b *builder) readVenue() {
	t := b.t
	t.binds = map[string]*expr{}
	for _, bind := range t.spec.Binds {
		b.bind(bind)
	}
	for i := range t.spec.Kinds {
		spec := &t.spec.Kinds[i]
		b.base.articles(spec.At, spec.Law)
		t.kinds = append(t.kinds, kindRule{spec, b.shared(spec.If, cel.BoolType), b.sentence(spec.Because), b.sentence(spec.Otherwise)})
	}
	for i := range t.spec.Territory {
		spec := &t.spec.Territory[i]
		b.base.articles(spec.At, append(slices.Clone(spec.Law), spec.Several...))
		if spec.PlaceAt.empty() {
			b.own.wrong(spec.At, "territory rule %q needs at: a place", spec.Rule)
		}
		t.places = append(t.places, placeRule{
			spec, b.shared(spec.PlaceAt, placeType, cel.ListType(placeType)), b.shared(spec.When, cel.BoolType), b.shared(spec.If, cel.BoolType),
			b.sentence(spec.Because), b.sentence(spec.Otherwise),
		})
	}
}

// bind gives a fact of competence the value that the title works out for it.
func (b *builder) bind(bind LetSpec) {
	fact := b.t.lib.Facts[bind.Name]
	if fact == nil {
		b.own.wrong(bind.Expr.At, "fact %q is not in the glossary%s", bind.Name, didYouMean(bind.Name, factNames(b.t.lib)))
		return
	}
	if _, asked := b.t.asked[bind.Name]; asked {
		b.own.wrong(bind.Expr.At, "fact %s is asked on a page and worked out here; leave one out", bind.Name)
	}
	if bind.Unverified {
		b.t.unsure = append(b.t.unsure, bind.Name)
	}
	want := b.t.lib.typeOf(fact)
	if fact.Type == TypeChoice {
		b.t.binds[bind.Name] = b.chosenKey(fact, bind.Expr)
		return
	}
	b.t.binds[bind.Name] = b.shared(bind.Expr, want)
}

// chosenKey: an option in quotes, or an expression that gives the choice itself.
func (b *builder) chosenKey(fact *Fact, e Expr) *expr {
	x := b.shared(e)
	key := strings.Trim(e.Src, "'")
	if x != nil && e.Src == "'"+key+"'" && !fact.hasOption(key) {
		b.writer(e.At).wrong(e.At, "%s has no option %q", fact.Name, key)
	}
	return x
}
