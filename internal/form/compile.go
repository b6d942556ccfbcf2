package form

import (
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
)

// Compile checks a title against the library. When anything is wrong the title is nil
// and every mistake is told.
func (l *Library) Compile(spec *Spec) (*Title, []Mistake) {
	t := &Title{
		Code: spec.Code, Family: spec.Family, Tier: spec.Tier, Version: spec.Version, Everyday: spec.Everyday, Says: spec.Says,
		Apart: spec.Apart, Moved: spec.Moved, LawIDs: spec.Law, Open: spec.Open, lib: l, spec: spec, asked: map[string]spot{}, lets: map[string]*expr{},
	}
	b := &builder{t: t, base: &compiler{lib: l}, own: &compiler{lib: l}}
	b.readWords()
	b.readPages()
	if b.readLimitsAndLets(); len(b.mistakes()) > 0 {
		return nil, b.mistakes() // the rest would be echoes
	}
	b.readConditions()
	b.readChecks()
	b.readSlots()
	b.readRules()
	b.readTexts()
	if len(b.mistakes()) == 0 {
		b.readOrder()
		b.readUse()
	}
	if list := b.mistakes(); len(list) > 0 {
		return nil, list
	}
	return t, nil
}

// builder fills a title. base compiles what family and groups wrote; own knows the title's
// limits and computed facts too.
type builder struct {
	t         *Title
	base, own *compiler
	uses      []string
}

func (b *builder) mistakes() []Mistake {
	return append(slices.Clone(b.base.mistakes), b.own.mistakes...)
}

func (b *builder) compilerOf(o Origin) *compiler {
	if o.Own() {
		return b.own
	}
	return b.base
}

// note remembers what an expression reads, to find questions that nobody uses.
func (b *builder) note(list ...*expr) {
	for _, e := range list {
		if e != nil {
			b.uses, b.t.numbers = append(b.uses, e.refs...), append(b.t.numbers, e.rows...)
		}
	}
}

func (b *builder) noteText(list ...*template) {
	for _, t := range list {
		for e := range t.exprs() {
			b.note(e)
		}
	}
}

func (b *builder) readWords() {
	b.t.words = map[string]word{}
	for _, w := range b.t.spec.Words {
		b.t.words[w.Name] = word{w.One, w.Many, w.Count}
		if w.Count != "" {
			b.uses = append(b.uses, w.Count)
		}
	}
}

// readPages puts the questions in place; conditions follow when the names are known.
func (b *builder) readPages() {
	for i := range b.t.spec.Pages {
		spec := &b.t.spec.Pages[i]
		c := b.compilerOf(spec.Origin)
		p := page{spec: spec}
		for _, a := range spec.Ask {
			fact, ok := b.t.lib.Facts[a.Fact]
			if !ok {
				c.wrong(a.At, "fact %q is not in the glossary%s", a.Fact, didYouMean(a.Fact, factNames(b.t.lib)))
				continue
			}
			if b.droppedAtLoad(a.If, spec.Origin) || b.droppedAtLoad(spec.If, spec.Origin) {
				continue
			}
			if _, twice := b.t.asked[a.Fact]; twice {
				c.wrong(a.At, "fact %s is asked twice", a.Fact)
			}
			b.t.asked[a.Fact] = spot{len(b.t.pages), len(p.asks)}
			p.asks = append(p.asks, ask{fact: fact, optional: a.Optional || fact.Optional})
		}
		if len(p.asks) > 0 {
			b.t.pages = append(b.t.pages, p)
		}
	}
}

func factNames(l *Library) (names []string) {
	for name := range l.Facts {
		names = append(names, name)
	}
	return names
}

// droppedAtLoad says whether a group's parameter alone already decides against e.
func (b *builder) droppedAtLoad(e Expr, o Origin) bool {
	if e.empty() || o.Group == "" {
		return false
	}
	quiet := &compiler{lib: b.t.lib}
	x := quiet.compile(e, cel.BoolType)
	return x != nil && x.eval(paramScope{o.Params}) == types.False
}

// paramScope knows the parameters of a group and nothing else.
type paramScope struct{ params map[string]bool }

func (s paramScope) ResolveName(name string) (any, bool) {
	if v, ok := s.params[afterDot(name)]; ok && "param."+afterDot(name) == name {
		return types.Bool(v), true
	}
	return unanswered, true
}

func (paramScope) Parent() cel.Activation { return nil }

func (b *builder) readConditions() {
	for i := range b.t.pages {
		p := &b.t.pages[i]
		c := b.compilerOf(p.spec.Origin)
		p.cond = b.guard(p.spec.If, p.spec.Origin)
		if x := p.cond.expr; x != nil && x.eval(paramScope{p.spec.Origin.Params}) == types.False {
			c.wrong(x.at, "page %q can never be shown: %q is always no", p.spec.ID, x.src)
		}
		p.title = c.text(p.spec.Title)
		b.noteText(p.title)
		for j := range p.asks {
			a := &p.asks[j]
			spec := p.spec.Ask[slices.IndexFunc(p.spec.Ask, func(s AskSpec) bool { return s.Fact == a.fact.Name })]
			a.cond = b.guard(spec.If, p.spec.Origin)
			a.as, a.pro = c.text(spec.As), c.text(spec.Pro)
			b.noteText(a.as, a.pro, a.fact.ask, a.fact.why, a.fact.hint)
		}
	}
}

func (b *builder) guard(e Expr, o Origin) guard {
	x := b.compilerOf(o).compile(e, cel.BoolType)
	b.note(x)
	return guard{x, o.Params}
}

func (b *builder) readChecks() {
	for i := range b.t.spec.Checks {
		spec := &b.t.spec.Checks[i]
		c := b.compilerOf(spec.Origin)
		asked := slices.ContainsFunc(spec.Where, func(f string) bool { _, ok := b.t.asked[f]; return ok })
		if !asked && !spec.Origin.Own() && b.wasDropped(spec.Where) {
			continue // its question is gone, and so is it
		}
		if !asked {
			c.wrong(spec.At, "check %q points at %s, which no page asks: nobody could mend it", spec.ID, spec.Where[0])
			continue
		}
		reason, ok := b.t.lib.Reasons[spec.Reason]
		switch {
		case !ok:
			c.wrong(spec.At, "reason %q is not in rules/reasons.yaml%s", spec.Reason, didYouMean(spec.Reason, reasonCodes(b.t.lib)))
		case !reason.MayStop && !spec.Warn:
			c.wrong(spec.At, "reason %s is for the court to judge: check %q may only warn (level: warn)", spec.Reason, spec.ID)
		}
		c.articles(spec.At, spec.Law)
		k := check{spec: spec, when: b.guard(spec.When, spec.Origin), say: c.text(spec.Say)}
		b.noteText(k.say)
		b.t.checks = append(b.t.checks, k)
	}
}

func reasonCodes(l *Library) (codes []string) {
	for code := range l.Reasons {
		codes = append(codes, code)
	}
	return codes
}

// wasDropped says whether a group does ask one of the facts, only not with these parameters.
func (b *builder) wasDropped(facts []string) bool {
	for _, p := range b.t.spec.Pages {
		for _, a := range p.Ask {
			if p.Origin.Group != "" && slices.Contains(facts, a.Fact) {
				return true
			}
		}
	}
	return false
}

func (b *builder) readSlots() {
	seen := map[string]bool{}
	for i := range b.t.spec.Slots {
		spec := &b.t.spec.Slots[i]
		c := b.compilerOf(spec.Origin)
		if seen[spec.ID] {
			c.wrong(spec.At, "slot %q is there twice", spec.ID)
		}
		seen[spec.ID] = true
		if _, ok := b.t.lib.Kinds[spec.Kind]; !ok {
			var all []string
			for k := range b.t.lib.Kinds {
				all = append(all, k)
			}
			c.wrong(spec.At, "kind %q is not in rules/attachments.yaml%s", spec.Kind, didYouMean(spec.Kind, all))
		}
		c.articles(spec.At, spec.Law)
		s := slot{spec: spec, cond: b.guard(spec.If, spec.Origin), required: spec.Must.Src == "yes", optional: spec.Must.Src == "no"}
		if !s.required && !s.optional {
			s.must = b.guard(spec.Must, spec.Origin)
		}
		b.t.slots = append(b.t.slots, s)
	}
}

func (b *builder) readTexts() {
	used := map[string]bool{}
	for i := range b.t.spec.Frame {
		spec := &b.t.spec.Frame[i]
		if spec.Slot == "" {
			b.t.document = append(b.t.document, b.para(spec))
			continue
		}
		used[spec.Slot] = true
		part, ok := b.t.spec.Parts[spec.Slot]
		if !ok {
			b.own.wrong(b.t.spec.At, "the document has no part %q, which family %s needs", spec.Slot, b.t.Family)
		}
		for j := range part {
			b.t.document = append(b.t.document, b.para(&part[j]))
		}
	}
	var names []string
	for name := range used {
		names = append(names, name)
	}
	for name, at := range b.t.spec.PartPos {
		if !used[name] {
			b.own.wrong(at, "the document of family %s has no part %q%s", b.t.Family, name, didYouMean(name, names))
		}
	}
	for i := range b.t.spec.Readback {
		b.t.readback = append(b.t.readback, b.para(&b.t.spec.Readback[i]))
	}
}

func (b *builder) para(spec *ParaSpec) para {
	c := b.compilerOf(spec.Origin)
	p := para{spec: spec, cond: b.guard(spec.If, spec.Origin)}
	c.articles(spec.At, spec.Law)
	p.heading = c.text(spec.Heading)
	inner := c
	if !spec.Each.empty() {
		list := c.checked(spec.Each)
		b.note(list)
		p.each = guard{list, spec.Origin.Params}
		switch {
		case list == nil:
			return p
		case list.typ.Kind() != types.ListKind || spec.As == "":
			c.wrong(spec.At, "each needs a list and as: a name for its items")
			return p
		}
		if spec.Else.FA != "" {
			c.wrong(spec.At, "each has no else; say it in a paragraph of its own, with a condition")
		}
		if c.typeOf(spec.As) != nil {
			c.wrong(spec.At, "as: the name %q is taken; choose another", spec.As)
			return p
		}
		inner = c.with(spec.As, list.typ.Parameters()[0])
	}
	p.text, p.less = inner.text(spec.Text), inner.text(spec.Else)
	if inner != c {
		c.mistakes = append(c.mistakes, inner.mistakes...)
	}
	b.noteText(p.heading, p.text, p.less)
	return p
}
